import Accounting
import Clearing
import Postgres

/// Checks what was filed and decided: loans, claims with their shares, legs and recoveries, runs and orders, and the numbers
/// of everything that is numbered; and that the accounts hold what follows from them.
struct ClearingPass {
    let book: Int64
    private let terms: [String: [TermsVersion]]
    private(set) var counts = Report.Counts()
    private var expected = ExpectedBalances()

    init(_ book: Int64, in transaction: borrowing Transaction) throws {
        self.book = book
        terms = Dictionary(
            grouping: try transaction.rows(TermsVersion.all(book), TermsVersion.init), by: \.terms.programme)
    }

    mutating func run(_ balances: [String: Int64], _ findings: inout Findings, in transaction: borrowing Transaction)
        throws
    {
        try checkNumbers(&findings, in: transaction)
        try checkLoans(&findings, in: transaction)
        try BatchPass.run(book, &findings, in: transaction)
        try checkClaims(&findings, in: transaction)
        try checkOrders(&findings, in: transaction)
        try checkDecisions(&findings, in: transaction)
        try checkBreakers(&findings, in: transaction)
        try checkBankLines(&findings, in: transaction)
        try checkBankAccounts(&findings, in: transaction)
        try SubsidyPass(book, in: transaction).run(&findings, &expected, in: transaction)
        expected.compare(with: balances, &findings)
    }

    private mutating func checkLoans(_ findings: inout Findings, in transaction: borrowing Transaction) throws {
        let loans: SQL = """
            select \(Loan.columns), r.as_of as last_on, r.balance as last_balance, c.claim_no as its_claim
            from clearing.loan l
            left join lateral (
                select r.as_of, r.balance
                from clearing.balance_report r
                where r.book_id = l.book_id and r.loan_no = l.loan_no
                order by r.as_of desc
                limit 1
            ) r on true
            left join clearing.claim c on c.book_id = l.book_id and c.claim_no = l.open_claim and c.loan_no = l.loan_no
            where l.book_id = \(book)
            """
        try transaction.forEachChunk(of: loans, size: 1000) { rows in
            for row in rows {
                counts.loans += 1
                let loan = try Loan(row)
                let name = "loan \(loan.number)"
                let reported = try row.int64OrNil("last_balance") ?? loan.filed.principal.fen
                findings.compare(name, ("balance", "余额"), loan.report.balance.fen, reported, .reports)
                if try row.int64OrNil("its_claim") != loan.openClaim {
                    findings.add(name, "its claim does not exist, or is another loan's", "所载补偿申请不存在或属于其他贷款")
                }
                check(loan, name, &findings)
            }
        }
    }

    private mutating func check(_ loan: Loan, _ name: String, _ findings: inout Findings) {
        guard let terms = terms(of: loan) else { return findings.add(name, "its terms do not exist", "所载方案条款不存在") }
        let isInForce = loan.state == .active
        findings.compare(
            name, ("exposure", "敞口"), loan.exposure.fen, isInForce ? terms.exposure(of: loan.report.balance).fen : 0,
            .terms)
        guard isInForce else { return }
        expected.add("9001:\(loan.filed.programme):\(loan.filed.bank)", loan.exposure.fen)
        let parts = [
            "pool", "programme:\(loan.filed.programme)", "bank:\(loan.filed.bank)", "borrower:\(loan.filed.borrower)",
        ]
        for part in parts { expected.add("9008:\(part)", loan.report.balance.fen) }
    }

    private mutating func checkClaims(_ findings: inout Findings, in transaction: borrowing Transaction) throws {
        let claims: SQL = "select \(Claim.columns) from \(Claim.rows) where c.book_id = \(book) order by c.claim_no"
        try transaction.forEachChunk(of: claims, size: 500) { rows in
            counts.claims += rows.count
            for file in try CheckedClaim.all(rows, of: book, in: transaction) {
                guard let loan = file.loan, let terms = terms(of: loan) else {
                    findings.add("claim \(file.claim.number)", "its loan or its terms do not exist", "所载贷款或方案条款不存在")
                    continue
                }
                file.check(loan, terms, &findings)
                file.expect(loan, terms, &expected)
            }
        }
    }

    private func terms(of loan: Loan) -> Terms? {
        terms[loan.filed.programme]?.first { $0.version == loan.termsVersion }?.terms
    }

    private mutating func checkOrders(_ findings: inout Findings, in transaction: borrowing Transaction) throws {
        let orders: SQL =
            "select \(PaymentOrder.columns) from clearing.payment_order o where o.book_id = \(book) order by o.order_no"
        try transaction.forEachChunk(of: orders, size: 500) { rows in
            let orders = try rows.map(PaymentOrder.init)
            counts.orders += orders.count
            let legs = Dictionary(
                grouping: try transaction.rows(Leg.ofOrders(book, orders.map(\.number)), Leg.init),
                by: { $0.order ?? 0 })
            let runs = try transaction.rows(Run.ofOrders(book, orders.map(\.number)), Run.init)
            for order in orders {
                if order.state == .reopened { expected.add("2307.09", order.amount.fen) }
                CheckedOrder(order: order, legs: legs[order.number] ?? [], run: runs.first { $0.number == order.run })
                    .check(&findings)
            }
        }
        let strays = try transaction.rows(
            """
            select g.leg_no
            from clearing.leg g
            where g.book_id = \(book) and (g.order_no is null) <> (g.run_no is null)
               or g.book_id = \(book) and g.order_no is not null and not exists (
                    select from clearing.payment_order o where o.book_id = g.book_id and o.order_no = g.order_no)
               or g.book_id = \(book) and g.subsidy_run is not null and not exists (
                    select from clearing.subsidy_run r
                    where r.book_id = g.book_id and r.run_no = g.subsidy_run and r.state = 'approved')
               or g.book_id = \(book) and g.subsidy_run is null and not exists (
                    select from clearing.claim c where c.book_id = g.book_id and c.claim_no = g.claim_no)
            """
        ) { try $0.int64("leg_no") }
        for leg in strays {
            findings.add("leg \(leg)", "its order, its claim or its subsidy run does not exist", "所载指令、补偿申请或补贴批次不存在")
        }
    }

    /// What takes two people was decided by two: a claim is written off or clawed back, and a party's account is in force, by
    /// an adopted proposal.
    private func checkDecisions(_ findings: inout Findings, in transaction: borrowing Transaction) throws {
        let undecided = try transaction.rows(
            """
            select c.claim_no, c.state
            from clearing.claim c
            where c.book_id = \(book) and c.state in ('written-off', 'clawed-back') and not exists (
                select from clearing.proposal p
                where p.book_id = c.book_id and p.subject = 'claim/' || c.claim_no and p.state = 'adopted'
                    and p.kind = case c.state when 'written-off' then 'write-off' else 'clawback' end)
            order by c.claim_no
            """
        ) { (try $0.int64("claim_no"), try $0.string("state")) }
        for (claim, state) in undecided {
            findings.add("claim \(claim)", "is \(state) and nobody approved that", "状态未经批准")
        }
        let unadopted = try transaction.rows(
            """
            select p.party
            from clearing.party p
            where p.book_id = \(book) and p.account_no is not null and not exists (
                select from clearing.proposal r
                where r.book_id = p.book_id and r.kind = 'payee' and r.subject = 'party/' || p.party and r.state = 'adopted'
                    and r.content::jsonb ->> 'bank_code' = p.bank_code and r.content::jsonb ->> 'number' = p.account_no)
            order by p.party
            """
        ) { try $0.string("party") }
        for party in unadopted {
            findings.add("party \(party)", "is paid to an account that nobody adopted", "收款账户未经核定")
        }
    }

    /// What is unidentified is what nobody has assigned yet; what is matched leads to an order and a statement.
    private mutating func checkBankLines(_ findings: inout Findings, in transaction: borrowing Transaction) throws {
        let lines: SQL = """
            select \(BankLine.columns)
            from clearing.bank_line b
            where b.book_id = \(book) and b.direction = 'credit' and b.open_amount > 0
            """
        try transaction.forEachChunk(of: lines, size: 1000) { rows in
            for row in rows { expected.add("2307.09", try BankLine(row).left.fen) }
        }
        let strays = try transaction.rows(
            """
            select b.line_no
            from clearing.bank_line b
            where b.book_id = \(book) and (
                b.order_no is not null and not exists (
                    select from clearing.payment_order o where o.book_id = b.book_id and o.order_no = b.order_no)
                or b.statement_no is not null and not exists (
                    select from clearing.bank_statement s where s.book_id = b.book_id and s.statement_no = b.statement_no))
            """
        ) { try $0.int64("line_no") }
        for line in strays {
            findings.add("bank line \(line)", "its order or its statement does not exist", "所载指令或对账单不存在")
        }
    }

    private mutating func checkNumbers(_ findings: inout Findings, in transaction: borrowing Transaction) throws {
        for numbered in Numbered.all(book) { try numbered.check(book, &counts, &findings, in: transaction) }
    }
}
