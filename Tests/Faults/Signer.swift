import Crypto
import Foundation
import House
import JSON

/// The keys of all parties, and the tokens their systems call with.
final class Signer: Sendable {
    private let keys: [String: Curve25519.Signing.PrivateKey]
    /// Tokens by person; each is good for five minutes and used for two.
    private let tokens = Shared<[String: (token: String, made: ContinuousClock.Instant)]>([:])

    /// Makes a key for each party and registers it.
    init(_ parties: [String], in house: House) async throws {
        var keys: [String: Curve25519.Signing.PrivateKey] = [:]
        for party in parties {
            let key = Curve25519.Signing.PrivateKey()
            keys[party] = key
            // RFC 8410: what stands before the 32 bytes of an Ed25519 public key.
            let info =
                Data([0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00])
                + key.publicKey.rawRepresentation
            let answered = try await house.perform(
                "register-credential",
                [
                    "kid": .string("\(party)-1"), "party": .string(party), "algorithm": "EdDSA",
                    "public_key": .string(
                        "-----BEGIN PUBLIC KEY-----\n\(info.base64EncodedString())\n-----END PUBLIC KEY-----\n"),
                ], by: "office/admin")
            precondition(answered.status == 201, answered.json.text)
        }
        self.keys = keys
    }

    /// - Parameter person: `bank-a/maker`, who is person `bank-a-maker` of party `bank-a`.
    func token(of person: String) throws -> String {
        try tokens.change { tokens in
            if let known = tokens[person], .now - known.made < .seconds(120) { return known.token }
            let token = try sign(person)
            tokens[person] = (token, .now)
            return token
        }
    }

    private func sign(_ person: String) throws -> String {
        let party = String(person.prefix { $0 != "/" })
        guard let key = keys[party] else { preconditionFailure("\(party) has a key") }
        let now = Int64(Date().timeIntervalSince1970)
        let header: JSON = ["alg": "EdDSA", "typ": "JWT", "kid": .string("\(party)-1")]
        let claims: JSON = [
            "iss": .string(party), "sub": .string(party), "aud": "ballast",
            "person": .string(person.replacing("/", with: "-")),
            "iat": .integer(now), "exp": .integer(now + 300),
        ]
        let text = "\(encode(header.bytes)).\(encode(claims.bytes))"
        return "\(text).\(encode(try key.signature(for: Data(text.utf8))))"
    }

    private func encode(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
