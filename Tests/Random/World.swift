import Accounting
import Commands
import House
import JSON

/// The book every run begins with, and what the model knows of it.
enum World {
    static let pool = 1_000_000_000
    static let opened = "2025-09-01"
    /// Until here the calendars reach, with all deadlines that may follow.
    static let last = Day("2026-07-31")!

    static func with<T: Sendable>(_ work: @Sendable (House) async throws -> T) async throws -> T {
        try await House.prepared(
            "random", opened: opened, pool: Int64(pool), at: "2025-09-02 09:00",
            { house in
                for version in Model.programmes { try await house.adopt(version.json) }
                for seed in [1, 2, 3] as [UInt8] { try await house.keep(Sample.pdf(seed)) }
                for (category, number) in Drive.numbers.sorted(by: { $0.key < $1.key }) {
                    try await house.must(
                        "register-bank-account",
                        [
                            "category": .string(category), "bank_name": "行", "bank_code": "313653080011",
                            "number": .string(number),
                        ], by: "office/admin")
                    let balance = category == "risk" ? pool : 0
                    let message = Model.Message(
                        category: category, id: "S-0", opening: balance, closing: balance, movements: [])
                    try await house.must(
                        "receive-statement", message.json(on: Day("2025-09-02")!), by: "bureau/clerk")
                }
            }, work)
    }

    static var model: Model {
        var model = Model(today: Day("2025-09-02")!, minute: 9 * 60)
        let desks: [(String, [(String, Set<String>)])] = [
            ("office", [("admin", ["administrator"])]),
            (
                "bureau",
                [
                    ("clerk", ["clerk"]), ("approver", ["approver"]), ("second", ["approver"]),
                    ("both", ["clerk", "approver"]),
                ]
            ), ("watch", [("supervisor", ["supervisor"])]), ("audit", [("auditor", ["auditor"])]),
        ]
        let banks = ["bank-a", "bank-b", "bank-c", "bank-d"].map { ($0, pair("bank")) }
        let bearers = ["district", "city", "reguarantor", "national", "insurer"].map { ($0, pair("bearer")) }
        for (party, people) in desks + banks + bearers {
            for (name, roles) in people {
                model.people["\(party)/\(name)"] = Model.Person(party: party, roles: roles)
            }
            if party != "office" { model.proposals["payee party/\(party)"] = [adopted] }
        }
        for version in Model.programmes {
            var version = version
            (version.number, version.state) = (1, "adopted")
            model.versions[version.programme] = [version]
        }
        let voucher = [("1002.01", pool), ("3101.03", pool), ("6001", pool)]
        model.entries["appropriation/V-1"] = Model.Plain(
            event: "appropriation-risk", day: Day(opened)!, effects: voucher)
        model.accounts = ["1002.01": pool, "3101.03": pool]
        for (account, amount) in voucher.dropFirst() { model.note(account, amount, on: Day(opened)!) }
        model.addLine("risk", "credit", pool, called: "V-1")
        model.lines[1]!.isShown = true
        for category in Drive.numbers.keys {
            let message = Model.Message(
                category: category, id: "S-0", opening: category == "risk" ? pool : 0,
                closing: category == "risk" ? pool : 0, movements: [])
            model.statements[message.name] = "\(model.today) \(message.text)"
            model.shownOn[category] = (model.today, message.closing)
        }
        model.followPool()
        return model
    }

    private static func pair(_ kind: String) -> [(String, Set<String>)] {
        [("maker", ["\(kind)-maker"]), ("checker", ["\(kind)-checker"])]
    }

    private static var adopted: Model.Proposal {
        var proposal = Model.Proposal(by: "bureau/clerk", content: .note)
        proposal.state = "adopted"
        return proposal
    }
}
