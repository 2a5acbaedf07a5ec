import Crypto
import Foundation

/// Ed25519 keys as PEM (RFC 8410), which other programs read too: fixed prefixes, then 32 bytes.
public enum AnchorPEM {
    private static let publicPrefix: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
    private static let privatePrefix: [UInt8] = [
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]

    public static func publicKey(_ bytes: [UInt8]) -> String { block("PUBLIC KEY", publicPrefix + bytes) }

    public static func privateKey(_ key: Curve25519.Signing.PrivateKey) -> String {
        block("PRIVATE KEY", privatePrefix + Array(key.rawRepresentation))
    }

    /// The key of a PEM text; nil for anything else.
    public static func readPrivateKey(_ text: String) -> Curve25519.Signing.PrivateKey? {
        // Whatever is wrong with it, it is no key: hence `try?`.
        bytes("PRIVATE KEY", privatePrefix, text).flatMap { try? Curve25519.Signing.PrivateKey(rawRepresentation: $0) }
    }

    /// The 32 bytes of a public key; of a private key's file, those of its public half.
    public static func readPublicKey(_ text: String) -> [UInt8]? {
        bytes("PUBLIC KEY", publicPrefix, text) ?? readPrivateKey(text).map { Array($0.publicKey.rawRepresentation) }
    }

    private static func block(_ name: String, _ bytes: [UInt8]) -> String {
        "-----BEGIN \(name)-----\n\(Data(bytes).base64EncodedString())\n-----END \(name)-----\n"
    }

    private static func bytes(_ name: String, _ prefix: [UInt8], _ text: String) -> [UInt8]? {
        let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
        guard lines.first == "-----BEGIN \(name)-----", lines.last == "-----END \(name)-----",
            let data = Data(base64Encoded: lines.dropFirst().dropLast().joined()), data.count == prefix.count + 32,
            data.starts(with: prefix)
        else { return nil }
        return Array(data.dropFirst(prefix.count))
    }
}
