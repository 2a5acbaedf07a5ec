import Accounting
import Clearing
import Commands
import JSON
import Store

// The fund's bank accounts: what the bank says, and whether it agrees.
extension ReadingRoutes {
    static let bank = [
        ReadingRoute("bank-accounts") { ask in
            try ask.mustSeeAll()
            let accounts = try await ask.reader.bankAccounts(ask.reach)
            return ReadingAnswer(["items": .array(accounts.map(\.json)), "next": nil])
        },
        ReadingRoute("bank-accounts/{category}/reconciliation", ["day"]) { ask in
            try ask.mustSeeAll()
            let day = try ask.query.day("day") ?? ask.now.day
            guard let category = Category(rawValue: ask.path.text("category")),
                let found = try await ask.reader.reconciliation(ask.reach, category, on: day)
            else { throw Problem.notThere }
            return ReadingAnswer(found.json)
        },
        ReadingRoute("statements", ["category", "kind"] + Query.paging) { ask in
            try ask.mustSeeAll()
            let page = try await ask.reader.statements(
                ask.reach, category: try ask.query.choice("category"), kind: try ask.query.choice("kind"),
                try ask.query.page())
            return ReadingAnswer(page, \.json)
        },
        ReadingRoute("bank-lines", ["category", "state", "statement"] + Query.paging) { ask in
            try ask.mustSeeAll()
            let page = try await ask.reader.bankLines(
                ask.reach, category: try ask.query.choice("category"), state: try ask.query.choice("state"),
                statement: try ask.query.number("statement"), try ask.query.page())
            return ReadingAnswer(page, \.json)
        },
        ReadingRoute("bank-lines/{line}") { ask in
            try ask.mustSeeAll()
            guard let line = try await ask.reader.bankLine(ask.reach, try ask.number("line")) else {
                throw Problem.notThere
            }
            return ReadingAnswer(line.json)
        },
    ]
}

extension Reconciliation {
    var json: JSON {
        [
            "account": account.json, "day": day.json, "booked": booked.json, "statement": statement?.json ?? nil,
            "difference": difference.json, "explained": explained.json, "unexplained": unexplained.json,
            "items": .array(items.map { $0.json(on: day) }),
        ]
    }
}

extension Reconciliation.Item {
    fileprivate func json(on day: Day) -> JSON {
        let (line, order, amount, state): (BankLine?, PaymentOrder?, Money, String) =
            switch subject {
            case .line(let line): (line, nil, line.facts.signed, line.state.rawValue)
            case .order(let order):
                (nil, order, order.direction == .pay ? -order.open : order.open, order.state.rawValue)
            }
        return [
            "line": (line?.number).json, "order": (order?.number ?? line?.order).json, "state": .string(state),
            "amount": amount.json, "effect": effect.json, "since": since.json, "age_days": Int64(day - since).json,
            "owner": .string(owner), "reference": (line?.facts.reference).json,
            "end_to_end_id": (line?.facts.endToEndId ?? order?.endToEndId).json,
        ]
    }
}
