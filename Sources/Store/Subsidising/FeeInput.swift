import Accounting
import Clearing
import Postgres

/// Reads what a run over guarantee fees is worked out from, group by group, out of one moment of the database.
struct FeeInput {
    private let past: RunPast
    private let loans: SubsidyTerms.Selection
    private let given: FeeProgramme.Given
    private let guarantees: [Guarantee]
    /// Other programmes that give on the same fee.
    private let others: [String]

    /// Who guarantees the loans of one version of a programme: its first bearers of each kind.
    private struct Guarantee {
        let terms: Terms
        let version: Int32
        let guarantor: String
        let reguarantor: String?
    }

    private var book: Int64 { past.book }

    init(
        _ past: RunPast, _ loans: SubsidyTerms.Selection, _ given: FeeProgramme.Given,
        in transaction: borrowing Transaction
    ) throws {
        self.past = past
        self.loans = loans
        self.given = given
        let parties = try transaction.rows(Party.all(past.book), Party.init)
        let kinds = Dictionary(uniqueKeysWithValues: parties.map { ($0.id, $0.kind) })
        guarantees = try transaction.rows(TermsVersion.all(past.book), TermsVersion.init).compactMap { version in
            let terms = version.terms
            func first(_ kind: Party.Kind) -> String? { terms.parties.first { kinds[$0] == kind } }
            return first(.guarantor).map {
                Guarantee(
                    terms: terms, version: Int32(version.version), guarantor: $0, reguarantor: first(.reguarantor))
            }
        }
        let versions = try transaction.rows(SubsidyVersion.all(past.book), SubsidyVersion.init)
        others = Set(
            versions.filter { $0.terms.programme != past.run.programme && $0.terms.givesOnTheFee }
                .map(\.terms.programme)
        ).sorted()
    }

    /// Loans that a guarantor stands behind; those of a group together.
    private var rows: SQL {
        """
        select l.loan_no, l.bank, l.branch, l.borrower, l.principal, l.fee_rate, l.disbursed, l.matures, l.released_on,
            l.is_first_loan, l.batch_no is not null as is_batch, l.tags, l.filed_at, m.guarantor, m.reguarantor, m.place
        from clearing.loan l
        \(guaranteed)
        where \(past.loans(loans))
        order by \(group), l.disbursed, l.loan_no
        """
    }

    private var guaranteed: SQL {
        """
        join unnest(
            \(guarantees.map(\.terms.programme)), \(guarantees.map(\.version)), \(guarantees.map(\.guarantor)),
            \(guarantees.map(\.reguarantor)), \(guarantees.indices.map { Int32($0) })
        ) m (programme, version, guarantor, reguarantor, place)
            on m.programme = l.programme and m.version = l.terms_version
        """
    }

    /// Where the structure of the business counts a guarantor's loans belong together, and stay in memory until all are there;
    /// else a borrower's.
    private var group: SQL { isByGuarantor ? "m.guarantor" : "l.borrower" }

    private var isByGuarantor: Bool {
        if case .structure = given { true } else { false }
    }

    func count(in transaction: borrowing Transaction) throws -> Int {
        let row: SQL = "select count(*) as count from clearing.loan l \(guaranteed) where \(past.loans(loans))"
        return try transaction.one(row) { try $0.int("count") } ?? 0
    }

    func read(in transaction: borrowing Transaction, _ take: ([[FeeReckoning.Filed]]) throws -> Void) throws {
        try transaction.forEachGroup(
            of: rows, by: { isByGuarantor ? $0.guarantor : $0.filed.loan.borrower },
            { try guarantees($0, in: transaction) }
        ) { groups in try take(groups.map { $0.map(\.filed) }) }
    }

    private func guarantees(
        _ rows: Rows, in transaction: borrowing Transaction
    ) throws -> [(guarantor: String, filed: FeeReckoning.Filed)] {
        let numbers = try rows.map { try $0.int64("loan_no") }
        var reports = try past.reports(of: numbers, in: transaction)
        let former = try past.former(of: numbers, in: transaction)
        let elsewhere = try elsewhere(of: numbers, in: transaction)
        return try rows.enumerated().map { place, row in
            let number = numbers[place]
            let guarantee = guarantees[Int(try row.int32("place"))]
            let listed = RunLoan(
                number: number, bank: try row.string("bank"), branch: try row.string("branch"),
                borrower: try row.string("borrower"), payeeBesides: payee(guarantee),
                completedAt: try row.moment("filed_at"), approvedDue: Money(fen: former[number]?.due ?? 0),
                approvedPayable: Money(fen: former[number]?.payable ?? 0))
            let principal = try row.money("principal")
            let loan = FeeLoan(
                number: number, borrower: listed.borrower, guaranteed: principal,
                liability: liability(of: principal, under: guarantee), feeRate: try row.ratioOrNil("fee_rate"),
                disbursed: try row.day("disbursed"), matures: try row.day("matures"),
                releasedOn: try row.dayOrNil("released_on"), isFirstLoan: try row.bool("is_first_loan"),
                isBatch: try row.bool("is_batch"), tags: try row.stringArray("tags"),
                overdue: try reports.next(place).excluded, elsewhere: Money(fen: elsewhere[number] ?? 0))
            return (guarantee.guarantor, FeeReckoning.Filed(listed, loan))
        }
    }

    /// Nil where the bank passes it on.
    private func payee(_ guarantee: Guarantee) -> String? {
        switch given {
        case .rebate(let rebate): rebate.paidTo == .bank ? nil : guarantee.guarantor
        case .structure: guarantee.guarantor
        case .reguarantee: guarantee.reguarantor
        }
    }

    private func liability(of principal: Money, under guarantee: Guarantee) -> Money {
        guard case .reguarantee = given else { return .zero }
        return guarantee.terms.nominalShares(of: principal).first { $0.party == guarantee.reguarantor }?.amount ?? .zero
    }

    /// What other programmes have approved for each loan on the same fee.
    private func elsewhere(of loans: [Int64], in transaction: borrowing Transaction) throws -> [Int64: Int64] {
        guard isOnTheFee, !others.isEmpty else { return [:] }
        let sql: SQL = """
            select l.loan_no, sum(l.payable)::bigint as payable
            from unnest(\(loans)) n (loan_no)
            join clearing.subsidy_line l on l.book_id = \(book) and l.loan_no = n.loan_no
            join clearing.subsidy_run r on r.book_id = l.book_id and r.run_no = l.run_no
            join unnest(\(others)) p (programme) on p.programme = r.programme
            where r.state = 'approved'
            group by l.loan_no
            """
        return Dictionary(
            uniqueKeysWithValues: try transaction.rows(sql).map { (try $0.int64(0), try $0.int64(1)) })
    }

    private var isOnTheFee: Bool {
        if case .reguarantee = given { false } else { true }
    }
}

extension SubsidyTerms {
    /// Whether it gives on the guarantor's fee, and not on interest or on the reguarantor's.
    fileprivate var givesOnTheFee: Bool {
        guard case .fees(let programme) = formula else { return false }
        if case .reguarantee = programme.given { return false }
        return true
    }
}
