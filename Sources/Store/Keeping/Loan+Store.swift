import Accounting
import Clearing
import Postgres

extension Loan {
    static let columns: SQL = """
        l.loan_no, l.business_no, l.programme, l.terms_version, l.bank, l.branch, l.borrower, l.borrower_name, l.industry,
        l.contract_no, l.note_no, l.guarantee_no, l.entrust_no, l.principal, l.rate, l.fee_rate, l.disbursed, l.matures,
        l.is_first_loan, l.tags, l.filed_at, l.state, l.balance, l.exposure, l.reported_on, l.interest_paid_to,
        l.five_class, l.overdue_since, l.in_force_from, l.released_on, l.open_claim, l.cured_claim,
        l.batch_no, l.renews, l.replaces, l.guarantor, l.awaits, l.extended_to, l.covered_to, l.cover_proposed_by
        """

    static func numbered(_ book: Int64, _ numbers: [Int64]) -> SQL {
        """
        select \(columns)
        from unnest(\(numbers)) n (loan_no)
        join clearing.loan l on l.book_id = \(book) and l.loan_no = n.loan_no
        """
    }

    static func ofClaims(_ book: Int64, _ claims: [Int64]) -> SQL {
        """
        select \(columns)
        from unnest(\(claims)) n (claim_no)
        join clearing.claim c on c.book_id = \(book) and c.claim_no = n.claim_no
        join clearing.loan l on l.book_id = \(book) and l.loan_no = c.loan_no
        """
    }

    /// Loans that bear the bank's own number or the number of the drawdown note already.
    static func named(_ book: Int64, _ namesakes: [Needs.Namesake]) -> SQL {
        """
        select \(columns)
        from unnest(\(namesakes.map(\.bank)), \(namesakes.map(\.businessNumber))) n (bank, business_no)
        join clearing.loan l on l.book_id = \(book) and l.bank = n.bank and l.business_no = n.business_no
        union all
        select \(columns)
        from unnest(\(namesakes.map(\.noteNumber))) n (note_no)
        join clearing.loan l on l.book_id = \(book) and l.note_no = n.note_no
        """
    }

    /// Principal whose term has ended, in a year or ever, by bank and programme, with the days it ran.
    static func released(_ book: Int64, _ keys: [Needs.BankProgramme]) -> SQL {
        """
        select n.bank, n.programme, n.year,
            coalesce(array_agg(l.principal order by l.loan_no) filter (where l.loan_no is not null), '{}') as principals,
            coalesce(array_agg((l.released_on - l.disbursed)::bigint order by l.loan_no) filter (where l.loan_no is not null), '{}')
                as days
        from unnest(\(keys.map(\.bank)), \(keys.map(\.programme)), \(keys.map { $0.year.map(Int64.init) })) n (bank, programme, year)
        left join clearing.loan l
            on l.book_id = \(book) and l.bank = n.bank and l.programme = n.programme and l.state = 'released'
            and (n.year is null or extract(year from l.released_on) = n.year)
        group by n.bank, n.programme, n.year
        """
    }

    /// Filings of files that wait for somebody's word, the first of each by number.
    static func pending(_ book: Int64, _ asked: [Needs.PendingFilings]) -> SQL {
        """
        select \(columns)
        from unnest(\(asked.map(\.batch)), \(asked.map(\.awaits.rawValue)), \(asked.map(\.after)),
            \(asked.map { Int64($0.limit) })) n (batch_no, awaits, after, most)
        cross join lateral (
            select p.*
            from clearing.loan p
            where p.book_id = \(book) and p.batch_no = n.batch_no and p.state = 'pending' and p.awaits = n.awaits
                and p.loan_no > n.after
            order by p.loan_no
            limit n.most
        ) l
        """
    }

    public init(_ row: Row) throws {
        let facts = Loan.Facts(
            programme: try row.string("programme"), bank: try row.string("bank"), branch: try row.string("branch"),
            businessNumber: try row.string("business_no"), borrower: try row.string("borrower"),
            borrowerName: try row.string("borrower_name"), industry: try row.string("industry"),
            contractNumber: try row.string("contract_no"), noteNumber: try row.string("note_no"),
            guaranteeNumber: try row.stringOrNil("guarantee_no"), entrustNumber: try row.stringOrNil("entrust_no"),
            principal: try row.money("principal"), rate: try row.ratio("rate"), feeRate: try row.ratioOrNil("fee_rate"),
            disbursed: try row.day("disbursed"), matures: try row.day("matures"),
            isFirstLoan: try row.bool("is_first_loan"),
            tags: try row.stringArray("tags"))
        let report = Loan.Report(
            asOf: try row.day("reported_on"), balance: try row.money("balance"),
            interestPaidTo: try row.day("interest_paid_to"),
            fiveClass: Int(try row.int16("five_class")), overdueSince: try row.dayOrNil("overdue_since"))
        self.init(
            number: try row.int64("loan_no"), filed: facts, termsVersion: Int(try row.int32("terms_version")),
            filedAt: try row.moment("filed_at"), state: try row.word("state"), report: report,
            exposure: try row.money("exposure"),
            inForceFrom: try row.dayOrNil("in_force_from"), releasedOn: try row.dayOrNil("released_on"),
            openClaim: try row.int64OrNil("open_claim"),
            formerClaim: try row.int64OrNil("cured_claim"),
            ties: Ties(
                batch: try row.int64OrNil("batch_no"), renews: try row.int64OrNil("renews"),
                replaces: try row.int64OrNil("replaces"), guarantor: try row.stringOrNil("guarantor")),
            awaits: try row.wordOrNil("awaits"),
            extensionOfTerm: try row.dayOrNil("extended_to").map { until in
                Extension(
                    until: until, coveredTo: try row.dayOrNil("covered_to"),
                    proposedBy: try row.stringOrNil("cover_proposed_by"))
            })
    }

    static func insert(_ book: Int64, _ loans: [Loan]) -> SQL {
        let filed = loans.map(\.filed)
        var rows = BoundRows(count: loans.count)
        return """
            insert into clearing.loan
                (book_id, loan_no, business_no, programme, terms_version, bank, branch, borrower, borrower_name, industry,
                contract_no, note_no, guarantee_no, entrust_no, principal, rate, fee_rate, disbursed, matures, is_first_loan,
                tags, filed_at, state, balance, exposure, reported_on, interest_paid_to, five_class, overdue_since, released_on,
                open_claim, batch_no, renews, replaces, guarantor, awaits, in_force_from)
            select \(book), \(rows.each("loan_no", loans.map(\.number))), \(rows.each("business_no", filed.map(\.businessNumber))),
                \(rows.column("programme", filed.map(\.programme))), \(rows.column("terms_version", loans.map { Int32($0.termsVersion) })),
                \(rows.column("bank", filed.map(\.bank))), \(rows.column("branch", filed.map(\.branch))),
                \(rows.column("borrower", filed.map(\.borrower))), \(rows.column("borrower_name", filed.map(\.borrowerName))),
                \(rows.column("industry", filed.map(\.industry))), \(rows.column("contract_no", filed.map(\.contractNumber))),
                \(rows.column("note_no", filed.map(\.noteNumber))), \(rows.column("guarantee_no", filed.map(\.guaranteeNumber))),
                \(rows.column("entrust_no", filed.map(\.entrustNumber))), \(rows.column("principal", filed.map(\.principal.fen))),
                \(rows.column("rate", filed.map(\.rate.billionths))), \(rows.column("fee_rate", filed.map(\.feeRate?.billionths))),
                \(rows.column("disbursed", filed.map { SQLDate($0.disbursed) })), \(rows.column("matures", filed.map { SQLDate($0.matures) })),
                \(rows.column("is_first_loan", filed.map(\.isFirstLoan))),
                coalesce(string_to_array(nullif(\(rows.column("tags", filed.map { $0.tags.joined(separator: "\n") })), ''), E'\\n'), '{}'),
                \(rows.column("filed_at", loans.map { SQLTimestamp($0.filedAt) })), \(rows.column("state", loans.map(\.state.rawValue))),
                \(rows.column("balance", loans.map(\.report.balance.fen))), \(rows.column("exposure", loans.map(\.exposure.fen))),
                \(rows.column("reported_on", loans.map { SQLDate($0.report.asOf) })),
                \(rows.column("interest_paid_to", loans.map { SQLDate($0.report.interestPaidTo) })),
                \(rows.column("five_class", loans.map { Int16($0.report.fiveClass) })),
                \(rows.column("overdue_since", loans.map { $0.report.overdueSince.map(SQLDate.init) })),
                \(rows.column("released_on", loans.map { $0.releasedOn.map(SQLDate.init) })),
                \(rows.column("open_claim", loans.map(\.openClaim))), \(rows.column("batch_no", loans.map(\.ties.batch))),
                \(rows.column("renews", loans.map(\.ties.renews))), \(rows.column("replaces", loans.map(\.ties.replaces))),
                \(rows.column("guarantor", loans.map(\.ties.guarantor))), \(rows.column("awaits", loans.map { $0.awaits?.rawValue })),
                \(rows.column("in_force_from", loans.map { $0.inForceFrom.map(SQLDate.init) }))
            from \(rows.source)
            """
    }

    /// Writes what changes in a loan's life; what was filed stays as it was filed.
    static func update(_ book: Int64, _ loans: [Loan]) -> SQL {
        var rows = BoundRows(count: loans.count)
        let number = rows.each("loan_no", loans.map(\.number))
        return """
            update clearing.loan l
            set state = \(rows.column("state", loans.map(\.state.rawValue))), balance = \(rows.column("balance", loans.map(\.report.balance.fen))),
                exposure = \(rows.column("exposure", loans.map(\.exposure.fen))),
                reported_on = \(rows.column("reported_on", loans.map { SQLDate($0.report.asOf) })),
                interest_paid_to = \(rows.column("interest_paid_to", loans.map { SQLDate($0.report.interestPaidTo) })),
                five_class = \(rows.column("five_class", loans.map { Int16($0.report.fiveClass) })),
                overdue_since = \(rows.column("overdue_since", loans.map { $0.report.overdueSince.map(SQLDate.init) })),
                released_on = \(rows.column("released_on", loans.map { $0.releasedOn.map(SQLDate.init) })),
                open_claim = \(rows.column("open_claim", loans.map(\.openClaim))),
                cured_claim = \(rows.column("cured_claim", loans.map(\.formerClaim))),
                awaits = \(rows.column("awaits", loans.map { $0.awaits?.rawValue })),
                extended_to = \(rows.column("extended_to", loans.map { ($0.extensionOfTerm?.until).map(SQLDate.init) })),
                covered_to = \(rows.column("covered_to", loans.map { ($0.extensionOfTerm?.coveredTo).map(SQLDate.init) })),
                cover_proposed_by = \(rows.column("cover_proposed_by", loans.map { $0.extensionOfTerm?.proposedBy })),
                in_force_from = \(rows.column("in_force_from", loans.map { $0.inForceFrom.map(SQLDate.init) }))
            from \(rows.source)
            where l.book_id = \(book) and l.loan_no = \(number)
            """
    }

    static func report(_ book: Int64, _ reports: [(loan: Int64, report: Loan.Report, by: String)], at now: Moment)
        -> SQL
    {
        var rows = BoundRows(count: reports.count)
        return """
            insert into clearing.balance_report
                (book_id, loan_no, as_of, balance, interest_paid_to, five_class, overdue_since, reported_by, reported_at)
            select \(book), \(rows.each("loan_no", reports.map(\.loan))), \(rows.column("as_of", reports.map { SQLDate($0.report.asOf) })),
                \(rows.column("balance", reports.map(\.report.balance.fen))),
                \(rows.column("interest_paid_to", reports.map { SQLDate($0.report.interestPaidTo) })),
                \(rows.column("five_class", reports.map { Int16($0.report.fiveClass) })),
                \(rows.column("overdue_since", reports.map { $0.report.overdueSince.map(SQLDate.init) })),
                \(rows.column("reported_by", reports.map(\.by))), \(SQLTimestamp(now))
            from \(rows.source)
            """
    }
}
