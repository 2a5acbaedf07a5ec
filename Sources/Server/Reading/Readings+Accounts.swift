import Accounting
import Commands
import JSON
import Store

// Accounts, their statements, and all of them together.
extension ReadingRoutes {
    static let accounts = [
        ReadingRoute("accounts", ["prefix"] + Query.paging) { ask in
            try ask.mustSeeAll()
            let page = try await ask.reader.accounts(
                ask.reach, prefix: try ask.query.text("prefix"), try ask.query.page())
            return ReadingAnswer(page, \.json)
        },
        ReadingRoute("accounts/{code}/statement", ["from", "until"] + Query.paging) { ask in
            let (from, until) = (try ask.query.day("from"), try ask.query.day("until"))
            let found = try await ask.reader.statement(
                ask.reach, of: ask.path.text("code"), from: from, until: until, try ask.query.page())
            guard let statement = found else { throw Problem.notThere }
            return ReadingAnswer(
                statement.lines,
                and: [
                    .init(name: "account", value: statement.account.json), .init(name: "from", value: from.json),
                    .init(name: "until", value: until.json), .init(name: "opening", value: statement.opening.json),
                    .init(name: "closing", value: statement.closing.json),
                ]
            ) { ask.view($0) }
        },
        ReadingRoute("trial-balance", ["as_of", "from", "level"] + Query.paging) { ask in
            try ask.mustSeeAll()
            let asOf = try ask.query.day("as_of") ?? ask.now.day
            let level = try ask.query.choice("level", of: TrialBalance.Level.self) ?? .base
            let from = try ask.query.day("from")
            let balance = try await ask.reader.trialBalance(
                ask.reach, from: from, asOf: asOf, level: level, try ask.query.page())
            return ReadingAnswer(
                balance.lines,
                and: [
                    .init(name: "as_of", value: asOf.json), .init(name: "from", value: from.json),
                    .init(name: "level", value: .string(level.rawValue)),
                    .init(name: "totals", value: balance.totals.json),
                ], \.json)
        },
    ]
}

extension AccountRow {
    fileprivate var json: JSON {
        [
            "account": .string(code), "name_zh": .string(nameChinese), "name_en": .string(nameEnglish),
            "side": .string(normalSide.rawValue), "debit": debit.json, "credit": credit.json, "balance": balance.json,
            "floor": floor.json, "ceiling": ceiling.json,
        ]
    }
}

extension ReadingAsk {
    fileprivate func view(_ line: Statement.Line) -> JSON {
        let rule = ledger.rulebook.rule(for: line.event)
        return [
            "entry": line.entry.json, "line": line.line.json, "date": line.effective.json, "event": .string(line.event),
            "name_zh": (rule?.chinese).json, "name_en": (rule?.english).json, "subject": .string(line.subject),
            "other": .string(line.other), "debit": line.debit.json, "credit": line.credit.json,
            "balance": line.balance.json,
        ]
    }
}

extension TrialBalance.Line {
    fileprivate var json: JSON {
        [
            "account": .string(code), "name_zh": .string(nameChinese), "name_en": .string(nameEnglish),
            "side": .string(normalSide.rawValue), "opening": opening.json, "debit": debit.json, "credit": credit.json,
            "balance": balance.json,
        ]
    }
}

extension TrialBalance.Totals {
    fileprivate var json: JSON {
        [
            "opening_debit": openingDebit.json, "opening_credit": openingCredit.json, "debit": debit.json,
            "credit": credit.json,
            "closing_debit": closingDebit.json, "closing_credit": closingCredit.json, "balanced": .bool(isBalanced),
        ]
    }
}
