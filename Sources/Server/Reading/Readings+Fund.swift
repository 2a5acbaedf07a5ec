import Accounting
import Commands
import JSON
import Ledger
import Store

// How the pool's money moved.
extension ReadingRoutes {
    static let fund = [
        ReadingRoute("fund-statement", ["from", "until"]) { ask in
            let until = try ask.query.day("until") ?? ask.now.day + 1
            // The year so far, unless said otherwise.
            guard let from = try ask.query.day("from") ?? Day(year: (until + -1).year, month: 1, day: 1), from <= until
            else {
                throw Problem.parameterMalformed("from", "≤ until")
            }
            guard let statement = try await ask.reader.fundStatement(ask.reach, from: from, until: until) else {
                throw Problem.notThere
            }
            return ReadingAnswer(ask.view(statement, from, until))
        }
    ]
}

extension ReadingAsk {
    fileprivate func view(_ statement: FundStatement, _ from: Day, _ until: Day) -> JSON {
        func balance(_ code: String) -> JSON { (statement.balances[code] ?? .zero).json }
        return [
            "from": from.json, "until": until.json, "opening": statement.opening.json,
            "paid_in": [
                "central": statement.paidIn(from: "3101.01").json, "city": statement.paidIn(from: "3101.02").json,
                "district": statement.paidIn(from: "3101.03").json, "other": statement.paidIn(from: "3101.04").json,
            ],
            "interest": statement.paidIn(from: "4604").json, "compensation": statement.paidOut(to: "2302").json,
            "recoveries": statement.paidIn(from: "1218.02").json, "other_in": statement.otherIn.json,
            "other_out": statement.otherOut.json, "closing": statement.closing.json,
            "at_end": [
                "payable": balance("2302"), "deferred": balance("2302.09"), "committed": balance("9002"),
                "expected_claims": balance("2601"), "recoveries_due": balance("1218.02"), "exposure": balance("9001"),
                "filed_balance_counted": balance("9008"), "subrogated": balance("1231"),
            ],
            "movements": .array(statement.movements.map { view($0) }),
        ]
    }

    private func view(_ movement: FundStatement.Movement) -> JSON {
        let name = name(of: movement.event)
        return [
            "event": .string(movement.event), "name_zh": (name?.chinese).json, "name_en": (name?.english).json,
            "account": .string(movement.other), "in": movement.paidIn.json, "out": movement.paidOut.json,
        ]
    }
}

extension FundStatement {
    fileprivate static let sources = ["3101.01", "3101.02", "3101.03", "3101.04", "4604", "1218.02"]

    fileprivate func paidIn(from code: String) -> Money { movements.filter { $0.other == code }.map(\.paidIn).total }
    fileprivate func paidOut(to code: String) -> Money { movements.filter { $0.other == code }.map(\.paidOut).total }

    /// What has no line of its own, so that the statement always adds up.
    fileprivate var otherIn: Money {
        movements.filter { !FundStatement.sources.contains($0.other) }.map(\.paidIn).total
    }
    fileprivate var otherOut: Money { movements.filter { $0.other != "2302" }.map(\.paidOut).total }
}
