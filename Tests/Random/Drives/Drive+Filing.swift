import Accounting
import House
import JSON

extension Drive {
    static let filing = [
        Drive("file-loan", weight: 16) { dice, model in
            let bank = dice.pick(["bank-a", "bank-b", "bank-c", "bank-d"])
            let next = model.loans.count + 1
            let number = dice.chance(90) ? next : dice.roll(1...next)
            let isKnown = dice.chance(97)
            let filing = Model.Filing(
                programme: dice.chance(96) ? dice.pick(Model.programmes.map(\.programme)) : "nothing", bank: bank,
                borrower: isKnown ? dice.pick(Array(Sample.borrowers.prefix(4))) : "91500118MA10000019",
                note: "\(number)", business: dice.chance(95) ? "\(next)" : "\(number)",
                principal: dice.chance(96) ? dice.roll(1_000_000...120_000_000) : dice.pick([1, 500_000_000_000]),
                disbursed: model.today + dice.pick([0, -1, -3, -10, -14, dice.roll(-40...1)]),
                matures: model.today + dice.pick([365, 700, 1, -60]), isKnownBorrower: isKnown)
            let who = dice.of(bank, model)
            return Step("file-loan", filing.json, by: who) { model throws(No) in try model.file(filing, by: who) }
        },
        Drive("report-balance", weight: 16) { dice, model in
            let fitting = model.loans.values.filter { $0.state == "active" }.map(\.number).sorted()
            guard !fitting.isEmpty || dice.chance(5) else { return nil }
            let number = dice.mostly(fitting, else: model.loans.keys.sorted() + [999])
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
    ]
}

extension Dice {
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
    fileprivate var json: JSON {
        [
            "programme": .string(programme), "branch": "main", "business_number": .string("YW-\(business)"),
            "borrower": .string(borrower), "borrower_name": "永川某某有限公司", "industry": .string(industry),
            "contract_number": .string("HT-\(note)"), "note_number": .string("JJ-\(note)"),
            "principal": .fen(principal),
            "rate": "0.0435", "disbursed": .string("\(disbursed)"), "matures": .string("\(matures)"),
        ]
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
