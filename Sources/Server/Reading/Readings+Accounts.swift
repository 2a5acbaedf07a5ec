import Accounting
import Clearing
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
        ReadingRoute("accounts/{code}/balance", ["as_of", "as_known_at"]) { ask in
            let asOf = try ask.query.day("as_of") ?? ask.now.day
            let found = try await ask.reader.balance(
                ask.reach, of: ask.path.text("code"), asOf: asOf, known: try ask.query.knownAt("as_known_at"))
            guard let balance = found else { throw Problem.notThere }
            return ReadingAnswer([
                "account": .string(balance.code), "as_of": asOf.json, "debit": balance.debit.json,
                "credit": balance.credit.json, "balance": balance.balance.json,
                "known": balance.known?.json ?? nil,
            ])
        },
        ReadingRoute("trial-balance", ["as_of", "as_known_at", "from", "level"] + Query.paging) { ask in
            try ask.mustSeeAll()
            let asOf = try ask.query.day("as_of") ?? ask.now.day
            let level = try ask.query.choice("level", of: TrialBalance.Level.self) ?? .base
            let from = try ask.query.day("from")
            let found = try await ask.reader.trialBalance(
                ask.reach, from: from, asOf: asOf, known: try ask.query.knownAt("as_known_at"), level: level,
                try ask.query.page())
            guard let balance = found else { throw Problem.notThere }
            return ReadingAnswer(
                balance.lines,
                and: [
                    .init(name: "as_of", value: asOf.json), .init(name: "from", value: from.json),
                    .init(name: "level", value: .string(level.rawValue)),
                    .init(name: "known", value: balance.known?.json ?? nil),
                    .init(name: "totals", value: balance.totals.json),
                ], \.json)
        },
    ]
}

extension Query {
    /// A seal's number, or a time as RFC 3339 writes it.
    fileprivate func knownAt(_ name: String) throws(Problem) -> KnownAt? {
        guard let text = try text(name) else { return nil }
        // A plus that was not encoded came as a space.
        if let moment = Moment(text.replacing(" ", with: "+")) { return .moment(moment) }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(text) else {
            throw .parameterMalformed(name, "17, 2026-01-31T09:30:00+08:00")
        }
        return .seal(number)
    }
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
        let name = name(of: line.event)
        return [
            "entry": line.entry.json, "line": line.line.json, "date": line.effective.json, "event": .string(line.event),
            "name_zh": (name?.chinese).json, "name_en": (name?.english).json, "subject": .string(line.subject),
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
