import Crypto
import Foundation
import House
import JSON
import JWTKit
import Testing

@testable import Server

/// Who may come in (DESIGN §6, RULES §11).
@Suite struct TokenTests {
    @Test func `each flaw of a token is refused with its own code`() async throws {
        try await Serving.with { serving in
            let now = serving.house.clock.now.microseconds / 1_000_000
            let flaws: [(code: String, change: (inout TokenDraft) -> Void)] = [
                ("token-malformed", { $0.header["alg"] = nil }),
                ("token-malformed", { $0.header["kid"] = nil }),
                ("token-malformed", { $0.header["crit"] = ["b64"] }),
                ("token-malformed", { $0.claims["exp"] = nil }),
                ("token-malformed", { $0.claims["iat"] = "yesterday" }),
                ("token-malformed", { $0.claims["person"] = nil }),
                ("token-malformed", { $0.claims["aud"] = 7 }),
                ("token-algorithm", { $0.header["alg"] = "none" }),
                ("token-algorithm", { $0.header["alg"] = "ES256" }),
                ("token-algorithm", { $0.header["alg"] = "HS256" }),
                ("credential-unknown", { $0.header["kid"] = "no-such-key" }),
                ("token-signature", { $0.header["kid"] = "bank-b-key" }),
                ("token-issuer", { $0.claims["iss"] = "bank-b" }),
                ("token-issuer", { $0.claims["sub"] = "bank-b" }),
                ("token-audience", { $0.claims["aud"] = "another-service" }),
                ("token-audience", { $0.claims["aud"] = ["a", "b"] }),
                ("token-audience", { $0.claims["aud"] = "ballast:another-book" }),
                ("token-lifetime", { $0.claims["exp"] = .integer(now + 601) }),
                ("token-lifetime", { $0.claims["exp"] = .integer(now - 1) }),
                ("token-not-yet-valid", { $0.claims["iat"] = .integer(now + 61) }),
                ("token-not-yet-valid", { $0.claims["nbf"] = .integer(now + 61) }),
                (
                    "token-expired",
                    {
                        $0.claims["iat"] = .integer(now - 300); $0.claims["exp"] = .integer(now)
                    }
                ),
            ]
            for flaw in flaws {
                let heard = try await serving.send(
                    .POST, "claims", token: try serving.token("bank-a/maker", flaw.change))
                #expect(heard.status == 401, "\(flaw.code)")
                #expect(heard.code == flaw.code)
                #expect(heard.isProblem)
                #expect(
                    heard.headers.first(name: "WWW-Authenticate") == "Bearer realm=\"ballast\", error=\"invalid_token\""
                )
            }
        }
    }

    @Test func `without a token, or with what is none, nobody comes in`() async throws {
        try await Serving.with { serving in
            let good = try serving.token("bank-a/maker")
            let missing: [String?] = [nil, "Basic YTpi", "Bearer", good]
            for authorization in missing {
                let heard = try await serving.send(
                    .POST, "claims", headers: authorization.map { [("Authorization", $0)] } ?? [])
                #expect(heard.status == 401)
                #expect(heard.code == "token-missing")
            }
            let parts = good.split(separator: ".")
            let malformed = [
                "x", "a.b.c", "\(parts[0]).\(parts[1])", "\(good).\(parts[2])", "\(good)=", "\(parts[0]).\(parts[1]).",
                String(repeating: "a", count: 5000),
            ]
            for token in malformed {
                let heard = try await serving.send(.POST, "claims", token: token)
                #expect(heard.status == 401, "\(token.prefix(20))")
                #expect(["token-malformed", "token-signature"].contains(heard.code))
            }
        }
    }

    @Test func `one changed letter of what was signed is found out`() async throws {
        try await Serving.with { serving in
            let person = try serving.token("bank-a/maker")
            let other = try serving.token("bank-a/checker")
            let swapped = [
                other.split(separator: ".")[0], other.split(separator: ".")[1], person.split(separator: ".")[2],
            ].joined(separator: ".")
            #expect(try await serving.send(.POST, "claims", token: swapped).code == "token-signature")
            #expect(try await serving.send(.POST, "claims", token: other).code == "idempotency-key-missing")
        }
    }

    @Test func `a token made by another library is taken, EdDSA and ES256`() async throws {
        try await Serving.with { serving in
            let key = P256.Signing.PrivateKey()
            try await serving.house.register(kid: "bank-a-es", of: "bank-a", "ES256", key.publicKey.pemRepresentation)
            let edwards = Curve25519.Signing.PrivateKey()
            try await serving.house.register(kid: "bank-a-ed", of: "bank-a", edwards.publicKey)
            let keys = JWTKeyCollection()
            await keys.add(ecdsa: try ES256PrivateKey(pem: key.pemRepresentation), kid: "bank-a-es")
            await keys.add(
                eddsa: try EdDSA.PrivateKey(d: edwards.rawRepresentation.base64EncodedString(), curve: .ed25519),
                kid: "bank-a-ed")
            for kid in ["bank-a-es", "bank-a-ed"] {
                let now = Date(timeIntervalSince1970: Double(serving.house.clock.now.microseconds) / 1_000_000)
                let claims = OtherClaims(
                    iss: "bank-a", sub: "bank-a", aud: ["ballast:yongchuan"], person: "bank-a-maker",
                    iat: Int(now.timeIntervalSince1970),
                    exp: Int(now.timeIntervalSince1970) + 600)
                let token = try await keys.sign(claims, kid: JWKIdentifier(string: kid))
                #expect(
                    try await serving.send(.POST, "claims", token: token).code == "idempotency-key-missing", "\(kid)")
            }
        }
    }

    @Test func `a token serves until its end and not a second longer`() async throws {
        try await Serving.with { serving in
            serving.house.clock.set("2026-03-02 09:00")
            let token = try serving.token("bank-a/maker")
            #expect(try await serving.send(.POST, "claims", token: token).code == "idempotency-key-missing")
            serving.house.clock.set("2026-03-02 09:04")
            #expect(try await serving.send(.POST, "claims", token: token).code == "idempotency-key-missing")
            serving.house.clock.set("2026-03-02 09:05")
            #expect(try await serving.send(.POST, "claims", token: token).code == "token-expired")
        }
    }

    @Test func `a revoked key is refused within a second, also for a token that served before`() async throws {
        try await Serving.with { serving in
            let token = try serving.token("bank-a/maker")
            #expect(try await serving.send(.POST, "claims", token: token).code == "idempotency-key-missing")
            _ = try await serving.house.perform(
                "revoke-credential", by: "office/admin", at: ["kid": "bank-a-key"], key: "revoke")
            try await Task.sleep(for: .milliseconds(1100))
            #expect(try await serving.send(.POST, "claims", token: token).code == "credential-revoked")
            #expect(try await serving.post("claims", by: "bank-a/maker").code == "credential-revoked")
        }
    }

    @Test func `a key registered a moment ago serves at once`() async throws {
        try await Serving.with { serving in
            #expect(try await serving.post("claims", by: "bank-a/maker").status == 400)
            let key = Curve25519.Signing.PrivateKey()
            try await serving.house.register(kid: "bank-a-second", of: "bank-a", key.publicKey)
            try await Task.sleep(for: .milliseconds(60))
            var draft = TokenDraft(party: "bank-a", person: "bank-a-maker", now: serving.house.clock.now)
            draft.header["kid"] = "bank-a-second"
            let token = try draft.signed { try key.signature(for: $0) }
            #expect(try await serving.send(.POST, "claims", token: token).code == "idempotency-key-missing")
        }
    }

    @Test func `a person who left, was never there, or is another party's is refused`() async throws {
        try await Serving.with { serving in
            let token = try serving.token("bank-a/maker")
            #expect(try await serving.send(.POST, "claims", token: token).status == 400)
            _ = try await serving.house.perform(
                "register-person",
                [
                    "person": "bank-a-maker", "party": "bank-a", "name": "maker", "roles": ["bank-maker"],
                    "active": false,
                ], by: "office/admin", key: "leave")
            try await Task.sleep(for: .milliseconds(1100))
            for person in ["bank-a-maker", "nobody", "bank-b-maker"] {
                let heard = try await serving.send(
                    .POST, "claims", token: try serving.token("bank-a/maker") { $0.claims["person"] = .string(person) })
                #expect(heard.status == 403)
                #expect(heard.code == "person-inactive")
                #expect(heard.isProblem)
            }
        }
    }
}

private struct OtherClaims: JWTPayload {
    let iss, sub: String
    let aud: [String]
    let person: String
    let iat, exp: Int

    func verify(using algorithm: some JWTAlgorithm) async throws {}
}
