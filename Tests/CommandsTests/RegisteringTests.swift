import Accounting
import House
import JSON
import Testing

/// Parties, people and keys: the administrator's register.
@Suite struct RegisteringTests {
    private static let party: JSON = [
        "party": "bank-e", "kind": "bank", "name_zh": "永川戊银行", "name_en": "Bank E", "credit_code": "91500118MA1000001R",
    ]

    @Test func `a party is entered and corrected, but does not become another kind of party`() async throws {
        try await House.with { house in
            let made = try await house.perform("register-party", Self.party, by: "office/admin")
            #expect(made.status == 201)
            #expect(made["account"] == .null)
            let corrected = try await house.perform(
                "register-party", Self.party.with("is_suspended", true), by: "office/admin")
            #expect(corrected["is_suspended"] == true)
            refused(
                try await house.perform("register-party", Self.party.with("kind", "guarantor"), by: "office/admin"),
                409,
                "already-exists", at: "/party")
            for word in ["bank", "fund"] as [JSON] {
                refused(
                    try await house.perform("register-party", Self.party.with("party", word), by: "office/admin"), 409,
                    "already-exists", at: "/party")
            }
        }
    }

    @Test func `a party's fields are read strictly`() async throws {
        try await House.with { house in
            let slips: [(JSON, String, String)] = [
                (Self.party.with("party", "Bank E"), "bad-format", "/party"),
                (Self.party.with("kind", "pawnshop"), "bad-format", "/kind"),
                (Self.party.with("name_zh", ""), "out-of-range", "/name_zh"),
                (Self.party.with("credit_code", "91500118MA1000001S"), "bad-format", "/credit_code"),
                (Self.party.with("credit_code", "91500118MA1000001"), "out-of-range", "/credit_code"),
                // Where it is paid to takes two people of the bureau.
                (Self.party.with("account", ["number": "6222000012345678"]), "unknown-field", "/account"),
                (Self.party.with("is_suspended", "no"), "wrong-type", "/is_suspended"),
                (Self.party.with("colour", "red"), "unknown-field", "/colour"),
                (Self.party.without("kind"), "missing-field", "/kind"),
            ]
            for (body, code, pointer) in slips {
                await unreadable(code, at: pointer) {
                    try await house.perform("register-party", body, by: "office/admin")
                }
            }
        }
    }

    @Test func `people hold roles that fit their party, and stay with it`() async throws {
        try await House.with { house in
            func register(_ body: JSON) async throws -> Answered {
                try await house.perform("register-person", body, by: "office/admin")
            }
            let person: JSON = [
                "person": "bank-a-wu", "party": "bank-a", "name": "Wu", "roles": ["bank-maker"], "branch": "east",
            ]
            let made = try await register(person)
            #expect(made.status == 201)
            #expect(made["roles"] == ["bank-maker"])
            refused(try await register(person.with("party", "bank-z")), 422, "unknown-party", at: "/party")
            refused(
                try await register(person.with("roles", ["bank-maker", "approver"])), 422, "role-unfit", at: "/roles")
            refused(try await register(person.with("party", "bank-b")), 409, "already-exists", at: "/person")
            await unreadable("bad-format", at: "/roles/0") { try await register(person.with("roles", ["king"])) }
            await unreadable("out-of-range", at: "/roles") { try await register(person.with("roles", [])) }
        }
    }

    @Test func `who has left may do nothing more, and who was never there neither`() async throws {
        try await House.with { house in
            let leaver: JSON = [
                "person": "bank-a-maker", "party": "bank-a", "name": "maker", "roles": ["bank-maker"], "active": false,
            ]
            try await house.must("register-person", leaver, by: "office/admin")
            for person in ["bank-a/maker", "bank-a/nobody", "bank-z/maker"] {
                refused(
                    try await house.perform("file-loan", Sample.loan(principal: 1), by: person), 403, "person-inactive")
            }
            try await house.must("register-person", leaver.with("active", true), by: "office/admin")
            try await house.file(1_000_000)
        }
    }

    @Test func `nobody acts for a party that is not theirs`() async throws {
        try await House.with { house in
            try await house.must(
                "register-person",
                ["person": "bank-b-spy", "party": "bank-a", "name": "s", "roles": ["bank-maker"]], by: "office/admin")
            refused(
                try await house.perform("file-loan", Sample.loan(principal: 1), by: "bank-b/spy"), 403,
                "person-inactive")
        }
    }

    private static let ed25519 = """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEAwmzDxziMs4zADgE9v+vwqrzEtfKFPwuJIVdzxEdTV4c=
        -----END PUBLIC KEY-----
        """
    private static let p256 = """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEKvjO+WJ4dRKqtPnrfx9RUm4smykW
        ajc+EIJfXxDF3kF9mYlxA+9FZv1rQZFAtjF2T8AqtOSrH0oB+g+oZn2ElQ==
        -----END PUBLIC KEY-----
        """

    @Test func `a party's key is registered once and revoked once`() async throws {
        try await House.with { house in
            func register(_ kid: JSON, _ party: JSON, _ algorithm: JSON, _ key: String) async throws -> Answered {
                try await house.perform(
                    "register-credential",
                    ["kid": kid, "party": party, "algorithm": algorithm, "public_key": .string(key)],
                    by: "office/admin")
            }
            #expect(try await register("a-1", "bank-a", "EdDSA", Self.ed25519).status == 201)
            #expect(try await register("a-2", "bank-a", "ES256", Self.p256).status == 201)
            refused(try await register("a-1", "bank-b", "EdDSA", Self.ed25519), 409, "already-exists", at: "/kid")
            refused(try await register("z-1", "bank-z", "EdDSA", Self.ed25519), 422, "unknown-party", at: "/party")
            refused(try await register("a-3", "bank-a", "ES256", Self.ed25519), 422, "key-invalid", at: "/public_key")
            refused(try await register("a-3", "bank-a", "EdDSA", Self.p256), 422, "key-invalid", at: "/public_key")
            await unreadable("bad-format", at: "/algorithm") {
                try await register("a-3", "bank-a", "RS256", Self.ed25519)
            }
            await unreadable("bad-format", at: "/public_key") { try await register("a-3", "bank-a", "EdDSA", "none") }
            func revoke(_ kid: String) async throws -> Answered {
                try await house.perform("revoke-credential", by: "office/admin", at: ["kid": kid])
            }
            #expect(try await revoke("a-1")["revoked_at"].word == "2026-03-02T09:00:00.000000+08:00")
            refused(try await revoke("a-1"), 409, "wrong-state")
            refused(try await revoke("a-9"), 404, "unknown-credential")
        }
    }
}
