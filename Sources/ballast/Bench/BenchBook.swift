import Accounting
import Clearing
import Commands
import Crypto
import Foundation
import JSON
import Ledger
import Logging
import Postgres
import Server
import Store

/// A book made for measuring, in a database of its own: as many loans in default as claims will be filed, each filed and
/// reported by the same commands as any other.
final class BenchBook: Sendable {
    let database: String
    let name: String
    let lane: Lane
    private let work: Task<Void, Never>
    /// The bank's signing key; its public half is registered.
    let key = Curve25519.Signing.PrivateKey()

    static let bank = "bank-a"
    static let refusedBank = "bank-b"

    /// Makes the database and the book in it. `administrator` is a superuser's conninfo.
    init(on administrator: String, name: String) async throws {
        self.name = name
        database = Conninfo.with(database: name, administrator)
        let cluster = Connection(administrator)
        try await cluster.runAlone("drop database if exists \(identifier: name) with (force)")
        try await cluster.runAlone("create database \(identifier: name)")
        await cluster.close()
        let owner = Connection(database)
        let now = BenchBook.now()
        let key = key
        let book = try await owner.transaction { transaction in
            _ = try transaction.migrate()
            return try transaction.open(.bench(key, at: now), chart: Ledger.embedded.rulebook.chart, at: now)
        }
        await owner.close()
        lane = Lane(
            book: book, connection: Connection(Conninfo.with(user: "ballast_service", database)),
            ledger: Ledger.embedded,
            clock: { BenchBook.now() }, logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() })
        let lane = lane
        work = Task { await lane.run() }
        try await furnish()
    }

    static func now() -> Moment { Moment(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }

    func close() async {
        lane.close()
        await work.value
    }

    @discardableResult
    func perform(_ name: String, _ body: JSON, by person: String, at path: [String: String] = [:], key: String)
        async throws -> Reply
    {
        guard let command = CommandList.named(name) else { preconditionFailure("there is no command \(name)") }
        let parts = person.split(separator: "/")
        let identity = Identity(party: String(parts[0]), person: parts.joined(separator: "-"))
        let reply = try await command.perform(body.bytes, at: Path(path), in: lane, by: identity, key: key)
        guard reply.status < 300 else {
            throw LoadClient.Failure(description: String(decoding: reply.body, as: UTF8.self))
        }
        return reply
    }

    private func furnish() async throws {
        for (party, kind, roles) in [
            ("bureau", "bureau", [("clerk", "clerk"), ("approver", "approver")]),
            (Self.bank, "bank", [("maker", "bank-maker")]),
            (Self.refusedBank, "bank", [("maker", "bank-maker")]),
        ] {
            try await perform(
                "register-party",
                ["party": .string(party), "kind": .string(kind), "name_zh": .string(party), "name_en": .string(party)],
                by: "office/admin", key: "party-\(party)")
            for (name, role) in roles {
                try await perform(
                    "register-person",
                    [
                        "person": .string("\(party)-\(name)"), "party": .string(party), "name": .string(name),
                        "roles": [.string(role)],
                    ], by: "office/admin", key: "person-\(party)-\(name)")
            }
        }
        let pem = key.publicKey.pemSubjectPublicKeyInfo
        for bank in [Self.bank, Self.refusedBank] {
            try await perform(
                "register-credential",
                [
                    "kid": .string("\(bank)-1"), "party": .string(bank), "algorithm": "EdDSA",
                    "public_key": .string(pem),
                ],
                by: "office/admin", key: "credential-\(bank)")
        }
        try await perform("propose-terms", ["terms": BenchBook.terms(limit: nil)], by: "bureau/clerk", key: "terms-1")
        try await perform(
            "adopt-terms", [:], by: "bureau/approver", at: ["programme": "bench", "version": "1"], key: "adopt-1")
        try await perform("propose-terms", ["terms": BenchBook.terms(limit: 1)], by: "bureau/clerk", key: "terms-2")
        try await perform(
            "adopt-terms", [:], by: "bureau/approver", at: ["programme": "bench-full", "version": "1"], key: "adopt-2")
        try await perform(
            "record-appropriation",
            [
                "category": "risk", "source": "district", "amount": 900_000_000_000_000,
                "arrived_on": .string("\(Self.now().day)"),
                "voucher": "B-1",
            ], by: "bureau/clerk", key: "money")
    }

    /// Credit terms with every limit in force; `bench-full` lets one fen be under way, so that its claims are refused.
    static func terms(limit: Int64?) -> JSON {
        [
            "programme": .string(limit == nil ? "bench" : "bench-full"), "from": "2026-01-01",
            "base": ["interest_days": 90, "day_count": 360],
            "layers": [
                ["percent": "100", "bearers": [["party": "fund", "parts": "80"], ["party": "bank", "parts": "20"]]]
            ],
            "bank_minimum": "20",
            "filing": [
                "mode": ["single", "batch"], "automatic_up_to": 1_000_000_000, "days": 30, "leverage": "10",
                "per_borrower": 1_000_000_000_000,
            ],
            "claim": [
                "overdue_days": 0, "or_nonperforming": true, "within_days": 730, "documents": [],
                "under_way_limit": .integer(limit ?? 900_000_000_000_000),
            ],
        ]
    }
}

extension NewBook {
    static func bench(_ key: Curve25519.Signing.PrivateKey, at now: Moment) -> NewBook {
        NewBook(
            code: "bench", nameChinese: "测试账套", nameEnglish: "Bench", isBudgetary: false,
            administrator: Party(
                id: "office", kind: .administrator, nameChinese: "管理员", nameEnglish: "Administration", creditCode: nil,
                account: nil),
            person: Person(id: "office-admin", party: "office", name: "Admin", roles: [.administrator], branch: nil),
            credential: Credential(
                kid: "office-1", party: "office", algorithm: .edDSA, publicKey: key.publicKey.pemSubjectPublicKeyInfo,
                registeredAt: now))
    }
}

extension Curve25519.Signing.PublicKey {
    /// PEM, SubjectPublicKeyInfo (RFC 8410).
    var pemSubjectPublicKeyInfo: String {
        let prefix: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
        return
            "-----BEGIN PUBLIC KEY-----\n\(Data(prefix + rawRepresentation).base64EncodedString())\n-----END PUBLIC KEY-----\n"
    }
}
