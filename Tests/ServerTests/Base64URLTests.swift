import Testing

@testable import Server

@Suite struct Base64URLTests {
    @Test(
        arguments: [
            ("", []), ("Zg", [0x66]), ("Zm8", [0x66, 0x6F]), ("Zm9v", [0x66, 0x6F, 0x6F]),
            ("-_-_", [0xFB, 0xFF, 0xBF]),
        ] as [(String, [UInt8])])
    func `text becomes bytes`(text: String, bytes: [UInt8]) {
        #expect(Base64URL.decode(text.utf8) == bytes)
    }

    /// Each token has one spelling only.
    @Test(arguments: ["Z", "Zg==", "Zh", "Zm9=", "Zm9v ", "Zm+v", "Zm/v", "Zm9vé"])
    func `what no encoder would have written is refused`(text: String) {
        #expect(Base64URL.decode(text.utf8) == nil)
    }
}
