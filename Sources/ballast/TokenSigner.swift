import Accounting
import Crypto
import Foundation
import JSON

/// Signs the short-lived tokens a party's system calls with: EdDSA, the shape of `private_key_jwt` (RFC 7523), naming the
/// person who acts.
struct TokenSigner: Sendable {
    let party: String
    let kid: String
    let key: Curve25519.Signing.PrivateKey

    /// Good for five minutes from `now`.
    func token(person: String, at now: Moment) throws -> String {
        let seconds = now.microseconds / 1_000_000
        let header: JSON = ["alg": "EdDSA", "typ": "JWT", "kid": .string(kid)]
        let payload: JSON = [
            "iss": .string(party), "sub": .string(party), "aud": "ballast", "person": .string(person),
            "iat": .integer(seconds),
            "exp": .integer(seconds + 300),
        ]
        let signed = "\(TokenSigner.base64url(header.bytes)).\(TokenSigner.base64url(payload.bytes))"
        let signature = try key.signature(for: Array(signed.utf8))
        return "\(signed).\(TokenSigner.base64url(Array(signature)))"
    }

    /// RFC 4648 §5, without padding.
    private static func base64url(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacingOccurrences(of: "+", with: "-").replacingOccurrences(
            of: "/", with: "_"
        )
        .replacingOccurrences(of: "=", with: "")
    }
}
