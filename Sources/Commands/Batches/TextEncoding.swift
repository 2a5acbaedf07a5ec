import Foundation

/// How a file's text is encoded. Nobody is asked to say: the first line that is not plain ASCII tells, and every other line has to
/// agree with it.
enum TextEncoding: Sendable {
    case utf8, gb18030

    /// Whether the bytes are plain ASCII, the same in both.
    static func isPlain(_ bytes: UnsafeRawBufferPointer) -> Bool { bytes.allSatisfy { $0 < 0x80 } }

    func holds(_ bytes: UnsafeRawBufferPointer) -> Bool {
        switch self {
        case .utf8: String(validating: bytes, as: UTF8.self) != nil
        case .gb18030: Self.isGB18030(bytes)
        }
    }

    /// Nil where the bytes are no text in this encoding.
    func text(_ bytes: UnsafeRawBufferPointer) -> String? {
        switch self {
        case .utf8: String(validating: bytes, as: UTF8.self)
        case .gb18030: Self.isPlain(bytes) ? String(decoding: bytes, as: UTF8.self) : Self.decoded(Data(bytes))
        }
    }

    /// GB 18030-2000 as the Foundation numbers its encodings.
    private static func decoded(_ data: Data) -> String? {
        String(data: data, encoding: String.Encoding(rawValue: 0x8000_0632))
    }

    /// One byte 00–7F; two, 81–FE then 40–7E or 80–FE; or four, 81–FE 30–39 81–FE 30–39.
    private static func isGB18030(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var place = 0
        while place < bytes.count {
            if bytes[place] < 0x80 {
                place += 1
                continue
            }
            guard (0x81...0xFE).contains(bytes[place]), place + 1 < bytes.count else { return false }
            let second = bytes[place + 1]
            if (0x40...0x7E).contains(second) || (0x80...0xFE).contains(second) {
                place += 2
                continue
            }
            guard (0x30...0x39).contains(second), place + 3 < bytes.count, (0x81...0xFE).contains(bytes[place + 2]),
                (0x30...0x39).contains(bytes[place + 3])
            else { return false }
            place += 4
        }
        return true
    }
}
