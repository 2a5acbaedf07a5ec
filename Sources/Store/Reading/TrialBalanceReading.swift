import Accounting
import Clearing
import Postgres

/// All accounts at the end of a day (科目余额表). Debits equal credits, in every column.
public struct TrialBalance: Sendable {
    public enum Level: String, Sendable, CaseIterable {
        /// Accounts of the chart.
        case base
        /// Every sub-account.
        case all
    }

    public let lines: Page<Line, String>
    /// Of all accounts, also of those on other pages.
    public let totals: Totals
    /// The seal up to which the books are known, where one was asked for.
    public let known: SealRow?

    public struct Line: Sendable {
        public let code, nameChinese, nameEnglish: String
        public let normalSide: Account.Side
        /// Before the period, on the normal side.
        public let opening: Money
        /// Turnover of the period.
        public let debit, credit: Money

        /// At the end of the period, on the normal side.
        public var balance: Money { opening + (normalSide == .debit ? debit - credit : credit - debit) }
    }

    public struct Totals: Sendable, Equatable {
        public let openingDebit, openingCredit, debit, credit, closingDebit, closingCredit: Money

        public var isBalanced: Bool {
            openingDebit == openingCredit && debit == credit && closingDebit == closingCredit
        }
    }
}

extension Reader {
    /// Balances at the end of `asOf`, with the turnovers since the beginning of `from`; since ever where it is nil. With `known`,
    /// as the books stood then: what was posted later does not count, whatever it was dated. Nil where that is no seal of the
    /// book.
    public func trialBalance(
        _ reach: Reach, from: Day?, asOf: Day, known: KnownAt? = nil, level: TrialBalance.Level, _ ask: PageAsk<String>
    ) async throws -> TrialBalance? {
        try await read(reach) { pipeline in
            var seal: SealRow?
            if let known {
                seal = try known.seal(reach, &pipeline)
                if seal == nil { return nil }
            }
            let sums = TrialBalance.sums(reach, from: from, asOf: asOf, known: seal?.lastEntry, level: level)
            let lines = pipeline.add(
                """
                \(sums)
                select s.code, h.name_zh, h.name_en, h.normal::text as normal, s.opening, s.debit, s.credit
                from sums s
                join ledger.chart h on h.book_id = \(reach.book) and h.code = split_part(s.code, ':', 1)
                where true\(SQL.and(ask.after) { "s.code > \($0)" })
                order by s.code
                limit \(ask.rows)
                """)
            let totals = pipeline.add(
                """
                \(sums)
                select coalesce(sum(greatest(s.opening, 0)), 0)::bigint as opening_debit,
                    coalesce(sum(greatest(-s.opening, 0)), 0)::bigint as opening_credit,
                    coalesce(sum(s.debit), 0)::bigint as debit, coalesce(sum(s.credit), 0)::bigint as credit,
                    coalesce(sum(greatest(s.opening + s.debit - s.credit, 0)), 0)::bigint as closing_debit,
                    coalesce(sum(greatest(s.credit - s.opening - s.debit, 0)), 0)::bigint as closing_credit
                from sums s
                """)
            let results = try pipeline.send()
            guard let row = results[totals].first else { preconditionFailure("an aggregate always has a row") }
            return TrialBalance(
                lines: Page(try results[lines].map(TrialBalance.Line.init), ask, key: \.code),
                totals: try TrialBalance.Totals(row), known: seal)
        }
    }
}

extension TrialBalance {
    /// Opening is debit less credit, whatever the account's side.
    fileprivate static func sums(_ reach: Reach, from: Day?, asOf: Day, known: Int64?, level: Level) -> SQL {
        let first = from.map(SQLDate.init)
        return """
            with sums as (
                select case when \(level == .base) then split_part(a.code, ':', 1) else a.code end as code,
                    coalesce(sum(d.debit - d.credit) filter (where d.day < \(first)), 0)::bigint as opening,
                    coalesce(sum(d.debit) filter (where \(first)::date is null or d.day >= \(first)), 0)::bigint as debit,
                    coalesce(sum(d.credit) filter (where \(first)::date is null or d.day >= \(first)), 0)::bigint as credit
                from ledger.account a
                join (\(KnownAt.turnovers(reach.book, asOf: asOf, known: known))) d on d.account_id = a.account_id
                where a.book_id = \(reach.book) and \(reach.whole)
                group by 1
                having sum(d.debit) <> 0 or sum(d.credit) <> 0
            )
            """
    }
}

extension TrialBalance.Line {
    fileprivate init(_ row: Row) throws {
        let isDebit = try row.string("normal") == "D"
        let opening = try row.money("opening")
        self.init(
            code: try row.string("code"), nameChinese: try row.string("name_zh"),
            nameEnglish: try row.string("name_en"),
            normalSide: isDebit ? .debit : .credit, opening: isDebit ? opening : -opening,
            debit: try row.money("debit"),
            credit: try row.money("credit"))
    }
}

extension TrialBalance.Totals {
    fileprivate init(_ row: Row) throws {
        self.init(
            openingDebit: try row.money("opening_debit"), openingCredit: try row.money("opening_credit"),
            debit: try row.money("debit"), credit: try row.money("credit"),
            closingDebit: try row.money("closing_debit"),
            closingCredit: try row.money("closing_credit"))
    }
}
