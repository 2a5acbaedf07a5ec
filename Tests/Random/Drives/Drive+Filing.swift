import Accounting
import House
import JSON

extension Drive {
    static let filing = [
        Drive("file-loan", weight: 16) { dice, model in
            // A few loans whose claims go far say more than many that are only filed.
            guard model.loans.count < 9 || dice.chance(20) else { return nil }
            let bank = dice.pick(["bank-a", "bank-b", "bank-c", "bank-d"])
            let next = model.loans.count + 1
            let number = dice.chance(90) ? next : dice.roll(1...next)
            let isKnown = dice.chance(97)
            let renewed =
                dice.chance(8) ? model.loans.values.filter { $0.state == "active" }.min { $0.number > $1.number } : nil
            if let renewed { return dice.renewal(of: renewed, model) }
            let programme = dice.chance(96) ? dice.pick(Model.programmes.map(\.programme)) : "nothing"
            let ahead = dice.pick([0, 0, 1, 2, 4, 9, -1])
            let ago = dice.chance(93) ? dice.pick([0, -1, -3, -10, -14]) : dice.roll(-40...1)
            let filing = Model.Filing(
                programme: programme, bank: bank,
                borrower: isKnown ? dice.pick(Array(Sample.borrowers.prefix(4))) : "91500118MA10000019",
                note: "\(number)", business: dice.chance(95) ? "\(next)" : "\(number)",
                principal: dice.chance(96) ? dice.roll(1_000_000...120_000_000) : dice.pick([1, 500_000_000_000]),
                disbursed: model.today + (programme == "promised" ? ahead : ago),
                matures: model.today + (dice.chance(95) ? dice.pick([365, 700, 30]) : -60), isKnownBorrower: isKnown)
            let who = dice.of(bank, model)
            return Step("file-loan", filing.json, by: who) { model throws(No) in try model.file(filing, by: who) }
        },
        Drive("report-balance", weight: 16) { dice, model in
            // A loan in default, and waiting for nothing, is mostly left to its claim.
            let isNews = dice.chance(20)
            let number = dice.loan(model) { $0.reported < model.today && ($0.fiveClass < 3 || isNews) }
            guard let number else { return nil }
            let loan = model.loans[number]
            let start = loan?.disbursed ?? model.today
            let isBad = dice.chance(75)
            let since = max(start, model.today + -dice.pick([0, 10, 95, 100]))
            let report = Model.Report(
                asOf: model.today + dice.pick([0, 0, 0, -1, -2, 1]),
                balance: dice.falling(loan?.balance ?? 1_000),
                interestPaidTo: dice.chance(95) ? max(start, since + -dice.roll(0...2)) : start + -1,
                fiveClass: isBad ? dice.roll(3...5) : dice.roll(1...2),
                overdueSince: isBad && dice.chance(90) ? since : nil)
            let who = dice.chance(95) ? dice.of(loan?.bank ?? "bank-a", model) : dice.of("bank-b", model)
            return Step("report-balance", report.json, by: who, at: ["loan": "\(number)"]) { model throws(No) in
                try model.report(report, of: number, by: who)
            }
        },
        Drive("extend-loan", weight: 3) { dice, model in
            guard let number = dice.loan(model, where: { $0.openClaim == nil }) else { return nil }
            let loan = model.loans[number]
            let day = (loan?.maturesNow ?? model.today) + dice.pick([90, 30, 1, 0])
            let who = dice.of(loan?.bank ?? "bank-a", model)
            return Step("extend-loan", ["matures": .string("\(day)")], by: who, at: ["loan": "\(number)"]) {
                model throws(No) in try model.extend(number, to: day, by: who)
            }
        },
        word("accept-filing", weight: 8) { model, number, who throws(No) in try model.accept(number, by: who) },
        word("decline-filing", weight: 1, ["note": "x"]) { model, number, who throws(No) in
            try model.decline(number, by: who)
        },
        cover("propose-cover", isAgreed: false), cover("agree-cover", isAgreed: true),
    ]

    /// A word on a filing that waits for it.
    private static func word(
        _ command: String, weight: Int, _ body: JSON = [:],
        _ play: @escaping @Sendable (inout Model, Int, String) throws(No) -> Void
    ) -> Drive {
        Drive(command, weight: weight) { dice, model in
            let fitting = model.loans.values.filter { $0.awaits != nil }.map(\.number).sorted()
            guard !fitting.isEmpty || dice.chance(5) else { return nil }
            let number = dice.mostly(fitting, else: model.loans.keys.sorted() + [999])
            let isGuarantor = model.loans[number]?.awaits == "guarantor"
            let who = isGuarantor ? dice.of("district", model) : dice.clerk(model)
            return Step(command, body, by: who, at: ["loan": "\(number)"]) { model throws(No) in
                try play(&model, number, who)
            }
        }
    }

    private static func cover(_ command: String, isAgreed: Bool) -> Drive {
        Drive(command, weight: 2) { dice, model in
            guard let number = dice.loan(model, where: { $0.later != nil }) else { return nil }
            let isGuaranteed = model.loans[number]?.version.bearers.contains { $0.party == "district" } ?? false
            let who = isGuaranteed ? dice.of("district", model) : isAgreed ? dice.approver(model) : dice.clerk(model)
            return Step(command, by: who, at: ["loan": "\(number)"]) { model throws(No) in
                try model.cover(number, isAgreed: isAgreed, by: who)
            }
        }
    }
}

extension Dice {
    fileprivate mutating func loan(_ model: Model, where fits: (Model.Loan) -> Bool) -> Int? {
        let fitting = model.loans.values.filter { $0.state == "active" && fits($0) }.map(\.number).sorted()
        guard !fitting.isEmpty || chance(5) else { return nil }
        return mostly(fitting, else: model.loans.keys.sorted() + [999])
    }

    /// The newest loan is paid off by another one, of as much at most.
    fileprivate mutating func renewal(of old: Model.Loan, _ model: Model) -> Step {
        let next = "\(model.loans.count + 1)"
        let filing = Model.Filing(
            programme: old.programme, bank: old.bank,
            borrower: chance(95) ? old.borrower : Sample.borrowers[5], note: next, business: next,
            principal: chance(90) ? max(1, old.balance - roll(0...9)) : old.balance + 1,
            disbursed: model.today + pick([0, 0, -1, -3]), matures: model.today + 365, renews: old.number)
        let who = of(chance(95) ? old.bank : "bank-a", model)
        let bank = model.party(of: who)
        return Step("file-loan", filing.json, by: who) { model throws(No) in
            try model.file(filing.of(bank), by: who)
        }
    }

    /// A balance that stays, falls, is repaid, or rises, which it may not.
    mutating func falling(_ balance: Int) -> Int {
        switch roll(1...20) {
        case 1: 0
        case 2: balance + 1
        case 3...6: balance - roll(0...max(0, balance / 3))
        default: balance
        }
    }
}

extension Model.Filing {
    fileprivate func of(_ bank: String) -> Model.Filing {
        Model.Filing(
            programme: programme, bank: bank, borrower: borrower, note: note, business: business, principal: principal,
            disbursed: disbursed, matures: matures, renews: renews)
    }

    fileprivate var json: JSON {
        let json: JSON = [
            "programme": .string(programme), "branch": "main", "business_number": .string("YW-\(business)"),
            "borrower": .string(borrower), "borrower_name": "永川某某有限公司", "industry": .string(industry),
            "contract_number": .string("HT-\(note)"), "note_number": .string("JJ-\(note)"),
            "principal": .fen(principal),
            "rate": "0.0435", "disbursed": .string("\(disbursed)"), "matures": .string("\(matures)"),
        ]
        return renews.map { json.with("renews", .fen($0)) } ?? json
    }
}

extension Model.Report {
    var json: JSON {
        [
            "as_of": .string("\(asOf)"), "balance": .fen(balance), "interest_paid_to": .string("\(interestPaidTo)"),
            "five_class": .fen(fiveClass), "overdue_since": overdueSince.map { .string("\($0)") } ?? .null,
        ]
    }
}
