import Accounting
import Clearing
import Cluster
import Commands
import JSON
import Ledger
import Postgres
import Store

extension House {
    /// A fresh copy of a house in which everybody is registered, the Yongchuan packs are adopted, and the pool holds
    /// 65,000,000.00. The clock stands at 2026-03-02 09:00.
    ///
    /// - Parameters:
    ///   - opened: another day on which the book was opened and the money came in; the clock stands at its 09:00 then.
    ///   - pool: what the district paid in, in fen.
    public static func with<T: Sendable>(
        on cluster: Cluster = .shared, opened: String? = nil, pool: Int64 = 6_500_000_000,
        _ work: @Sendable (House) async throws -> T
    ) async throws -> T {
        let day = opened ?? "2026-01-05"
        let name = "house_\(day.filter { $0 != "-" })_\(pool)"
        let template = try await cluster.template(name) { database in
            let house = try await open(database, on: day)
            try await house.furnish(pool, on: day)
            await house.close()
        }
        return try await cluster.withDatabase(from: template) { database in
            let house = House(database: database, book: 1, clock: HouseClock("\(opened ?? "2026-03-02") 09:00"))
            let outcome: Result<T, any Error>
            do { outcome = .success(try await work(house)) } catch { outcome = .failure(error) }
            await house.close()
            return try outcome.get()
        }
    }

    /// A fresh copy of a house with a second lane beside its own, as another server would have.
    public static func withTwoLanes(_ work: @escaping @Sendable (House, Lane) async throws -> Void) async throws {
        try await House.with { house in
            let other = House.lane(on: house.book, house.database, house.clock)
            let running = Task { await other.run() }
            let outcome: Result<Void, any Error>
            do { outcome = .success(try await work(house, other)) } catch { outcome = .failure(error) }
            other.close()
            await running.value
            try outcome.get()
        }
    }

    /// Migrates an empty database and opens book 1 in it, with its administrator.
    static func open(_ database: String, on day: String = "2026-01-05") async throws -> House {
        let clock = HouseClock("\(day) 09:00")
        let owner = Connection(database)
        let now = clock.now
        let chart = Ledger.embedded.rulebook.chart
        let book = try await owner.transaction { transaction in
            _ = try transaction.migrate()
            return try transaction.open(.yongchuan(at: now), chart: chart, at: now)
        }
        await owner.close()
        return House(database: database, book: book, clock: clock)
    }

    func furnish(_ pool: Int64 = 6_500_000_000, on day: String = "2026-01-05") async throws {
        for party in Self.parties {
            try await must(
                "register-party",
                [
                    "party": .string(party.id), "kind": .string(party.kind), "name_zh": .string(party.id),
                    "name_en": .string(party.id),
                ], by: "office/admin")
            for role in party.roles {
                try await must(
                    "register-person",
                    [
                        "person": .string("\(party.id)-\(role.name)"), "party": .string(party.id),
                        "name": .string(role.name), "roles": .array(role.roles.map(JSON.string)),
                    ],
                    by: "office/admin")
            }
        }
        try await adoptPayees()
        for terms in Ledger.embedded.programmes where terms.programme.hasPrefix("yongchuan") {
            try await must("propose-terms", ["terms": terms.json], by: "bureau/clerk")
            try await must("adopt-terms", by: "bureau/approver", at: ["programme": terms.programme, "version": "1"])
        }
        try await must(
            "record-appropriation",
            [
                "category": "risk", "source": "district", "amount": .integer(pool), "arrived_on": .string(day),
                "voucher": "V-1",
            ],
            by: "bureau/clerk")
    }

    /// Everybody is paid somewhere: accounts 6222000000000000001, …2 and so on, in the order of the register, as if two people
    /// had put them there.
    private func adoptPayees() async throws {
        let (book, now) = (book, clock.now)
        try await read { transaction in
            for (place, party) in Self.parties.enumerated() {
                let number = "62220000000000000\(place < 9 ? "0" : "")\(place + 1)"
                let content: JSON = [
                    "bank_name": "中国银行永川支行", "bank_code": "104653007017", "number": .string(number),
                ]
                try transaction.run(
                    """
                    insert into clearing.proposal
                        (book_id, kind, subject, number, content, note, state, proposed_by, proposed_at, decided_by, decided_at)
                    values (\(book), 'payee', \("party/\(party.id)"), 1, \(content.text), 'as opened', 'adopted', 'bureau-clerk',
                        \(SQLTimestamp(microsecondsSince1970: now.microseconds)), 'bureau-approver',
                        \(SQLTimestamp(microsecondsSince1970: now.microseconds)))
                    """)
                try transaction.run(
                    """
                    update clearing.party
                    set bank_name = '中国银行永川支行', bank_code = '104653007017', account_no = \(number)
                    where book_id = \(book) and party = \(party.id)
                    """)
            }
            // So that lanes read the parties again.
            try transaction.run("update clearing.book set reference = reference + 1 where book_id = \(book)")
        }
    }

    private static let parties: [(id: String, kind: String, roles: [(name: String, roles: [String])])] =
        [
            (
                "bureau", "bureau",
                [
                    ("clerk", ["clerk"]), ("approver", ["approver"]), ("second", ["approver"]),
                    ("both", ["clerk", "approver"]),
                ]
            )
        ]
        + ["bank-a", "bank-b", "bank-c", "bank-d"].map {
            ($0, "bank", [("maker", ["bank-maker"]), ("checker", ["bank-checker"])])
        }
        + [
            ("district", "guarantor"), ("city", "guarantor"), ("reguarantor", "reguarantor"), ("national", "national"),
            ("insurer", "insurer"),
        ]
        .map { ($0, $1, [("maker", ["bearer-maker"]), ("checker", ["bearer-checker"])]) }
        + [
            ("watch", "supervisor", [("supervisor", ["supervisor"])]),
            ("audit", "auditor", [("auditor", ["auditor"])]),
        ]
}

extension NewBook {
    static func yongchuan(at now: Moment) -> NewBook {
        NewBook(
            code: "yongchuan", nameChinese: "永川区风险补偿基金", nameEnglish: "Yongchuan fund", isBudgetary: true,
            administrator: Party(
                id: "office", kind: .administrator, nameChinese: "管理员", nameEnglish: "Administration", creditCode: nil,
                account: nil),
            person: Person(id: "office-admin", party: "office", name: "Admin", roles: [.administrator], branch: nil),
            credential: Credential(
                kid: "office-1", party: "office", algorithm: .edDSA, publicKey: key, registeredAt: now))
    }

    /// Somebody's; nobody signs with it.
    private static let key = """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
        -----END PUBLIC KEY-----
        """
}
