import Clearing
import Crypto
import Foundation

/// Whether a registered key is one the service can verify with.
enum PublicKey {
    /// That it cannot be read is the answer here, not a failure: hence `try?`.
    static func isReadable(_ pem: String, _ algorithm: Credential.Algorithm) -> Bool {
        switch algorithm {
        case .es256: (try? P256.Signing.PublicKey(pemRepresentation: pem)) != nil
        case .edDSA: (try? Curve25519.Signing.PublicKey(subjectPublicKeyInfo: pem)) != nil
        }
    }
}

extension Curve25519.Signing.PublicKey {
    /// Reads an Ed25519 key as PEM, SubjectPublicKeyInfo (RFC 8410): a fixed prefix of twelve bytes, then the key.
    /// Whatever is wrong with it, it is no such key: hence `try?`.
    public init(subjectPublicKeyInfo pem: String) throws(NotAnEd25519Key) {
        let lines = pem.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
        guard lines.first == "-----BEGIN PUBLIC KEY-----", lines.last == "-----END PUBLIC KEY-----",
            let bytes = Data(base64Encoded: lines.dropFirst().dropLast().joined()),
            bytes.count == 44,
            bytes.starts(with: [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]),
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes.dropFirst(12))
        else { throw NotAnEd25519Key() }
        self = key
    }
}

/// The text is no Ed25519 public key.
public struct NotAnEd25519Key: Error {}
