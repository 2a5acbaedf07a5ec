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
        return """
            insert into clearing.loan
                (book_id, loan_no, business_no, programme, terms_version, bank, branch, borrower, borrower_name, industry,
                contract_no, note_no, guarantee_no, entrust_no, principal, rate, fee_rate, disbursed, matures, is_first_loan,
                tags, filed_at, state, balance, exposure, reported_on, interest_paid_to, five_class, overdue_since, released_on,
                open_claim, batch_no, renews, replaces, guarantor, awaits, in_force_from)
            select \(book), u.loan_no, u.business_no, u.programme, u.terms_version, u.bank, u.branch, u.borrower, u.borrower_name,
                u.industry, u.contract_no, u.note_no, u.guarantee_no, u.entrust_no, u.principal, u.rate, u.fee_rate, u.disbursed,
                u.matures, u.is_first_loan, coalesce(string_to_array(nullif(u.tags, ''), E'\\n'), '{}'), u.filed_at, u.state, u.balance, u.exposure,
                u.reported_on, u.interest_paid_to, u.five_class, u.overdue_since, u.released_on, u.open_claim,
                u.batch_no, u.renews, u.replaces, u.guarantor, u.awaits, u.in_force_from
            from unnest(
                \(loans.map(\.number)), \(filed.map(\.businessNumber)), \(filed.map(\.programme)),
                \(loans.map { Int32($0.termsVersion) }), \(filed.map(\.bank)), \(filed.map(\.branch)), \(filed.map(\.borrower)),
                \(filed.map(\.borrowerName)), \(filed.map(\.industry)), \(filed.map(\.contractNumber)), \(filed.map(\.noteNumber)),
                \(filed.map(\.guaranteeNumber)), \(filed.map(\.entrustNumber)), \(filed.map(\.principal.fen)),
                \(filed.map(\.rate.billionths)), \(filed.map(\.feeRate?.billionths)), \(filed.map { SQLDate($0.disbursed) }),
                \(filed.map { SQLDate($0.matures) }), \(filed.map(\.isFirstLoan)), \(filed.map { $0.tags.joined(separator: "\n") }),
                \(loans.map { SQLTimestamp($0.filedAt) }), \(loans.map(\.state.rawValue)), \(loans.map(\.report.balance.fen)),
                \(loans.map(\.exposure.fen)), \(loans.map { SQLDate($0.report.asOf) }),
                \(loans.map { SQLDate($0.report.interestPaidTo) }), \(loans.map { Int16($0.report.fiveClass) }),
                \(loans.map { $0.report.overdueSince.map(SQLDate.init) }), \(loans.map { $0.releasedOn.map(SQLDate.init) }),
                \(loans.map(\.openClaim)), \(loans.map(\.ties.batch)), \(loans.map(\.ties.renews)),
                \(loans.map(\.ties.replaces)), \(loans.map(\.ties.guarantor)), \(loans.map { $0.awaits?.rawValue }),
                \(loans.map { $0.inForceFrom.map(SQLDate.init) })
            ) u (loan_no, business_no, programme, terms_version, bank, branch, borrower, borrower_name, industry, contract_no,
                note_no, guarantee_no, entrust_no, principal, rate, fee_rate, disbursed, matures, is_first_loan, tags, filed_at,
                state, balance, exposure, reported_on, interest_paid_to, five_class, overdue_since, released_on, open_claim,
                batch_no, renews, replaces, guarantor, awaits, in_force_from)
            """
    }

    /// Writes what changes in a loan's life; what was filed stays as it was filed.
    static func update(_ book: Int64, _ loans: [Loan]) -> SQL {
        """
        update clearing.loan l
        set state = u.state, balance = u.balance, exposure = u.exposure, reported_on = u.reported_on,
            interest_paid_to = u.interest_paid_to, five_class = u.five_class, overdue_since = u.overdue_since,
            released_on = u.released_on, open_claim = u.open_claim, cured_claim = u.cured_claim, awaits = u.awaits,
            extended_to = u.extended_to, covered_to = u.covered_to, cover_proposed_by = u.cover_proposed_by,
            in_force_from = u.in_force_from
        from unnest(
            \(loans.map(\.number)), \(loans.map(\.state.rawValue)), \(loans.map(\.report.balance.fen)), \(loans.map(\.exposure.fen)),
            \(loans.map { SQLDate($0.report.asOf) }), \(loans.map { SQLDate($0.report.interestPaidTo) }),
            \(loans.map { Int16($0.report.fiveClass) }), \(loans.map { $0.report.overdueSince.map(SQLDate.init) }),
            \(loans.map { $0.releasedOn.map(SQLDate.init) }), \(loans.map(\.openClaim)), \(loans.map(\.formerClaim)),
            \(loans.map { $0.awaits?.rawValue }), \(loans.map { ($0.extensionOfTerm?.until).map(SQLDate.init) }),
            \(loans.map { ($0.extensionOfTerm?.coveredTo).map(SQLDate.init) }), \(loans.map { $0.extensionOfTerm?.proposedBy }),
            \(loans.map { $0.inForceFrom.map(SQLDate.init) })
        ) u (loan_no, state, balance, exposure, reported_on, interest_paid_to, five_class, overdue_since, released_on, open_claim,
            cured_claim, awaits, extended_to, covered_to, cover_proposed_by, in_force_from)
        where l.book_id = \(book) and l.loan_no = u.loan_no
        """
    }

    static func report(_ book: Int64, _ reports: [(loan: Int64, report: Loan.Report, by: String)], at now: Moment)
        -> SQL
    {
        """
        insert into clearing.balance_report
            (book_id, loan_no, as_of, balance, interest_paid_to, five_class, overdue_since, reported_by, reported_at)
        select \(book), u.loan_no, u.as_of, u.balance, u.interest_paid_to, u.five_class, u.overdue_since, u.reported_by,
            \(SQLTimestamp(now))
        from unnest(
            \(reports.map(\.loan)), \(reports.map { SQLDate($0.report.asOf) }), \(reports.map(\.report.balance.fen)),
            \(reports.map { SQLDate($0.report.interestPaidTo) }), \(reports.map { Int16($0.report.fiveClass) }),
            \(reports.map { $0.report.overdueSince.map(SQLDate.init) }), \(reports.map(\.by))
        ) u (loan_no, as_of, balance, interest_paid_to, five_class, overdue_since, reported_by)
        """
    }
}
