import Accounting
import Clearing
import Crypto
import Postgres

/// Checks subsidy runs: that the lines of each give its digest and its sums, that its entries bear that digest and book those
/// sums, and what the accounts must hold of it.
struct SubsidyPass {
    private let book: Int64
    private let versions: [SubsidyVersion]

    init(_ book: Int64, in transaction: borrowing Transaction) throws {
        self.book = book
        versions = try transaction.rows(SubsidyVersion.all(book), SubsidyVersion.init)
    }

    func run(
        _ findings: inout Findings, _ expected: inout ExpectedBalances, in transaction: borrowing Transaction
    ) throws {
        let runs = try transaction.rows(
            """
            select \(SubsidyRun.columns)
            from clearing.subsidy_run r
            \(SubsidyRun.parts)
            where r.book_id = \(book) and r.state in ('drafted', 'approved')
            order by r.run_no
            """, SubsidyRun.init)
        for run in runs {
            try checkLines(run, &findings, in: transaction)
            guard run.state == .approved, let outcome = run.outcome else { continue }
            try checkEntries(run, outcome, &findings, in: transaction)
            let net = outcome.payable.fen &- outcome.returned.fen
            expected.add("9004:\(run.programme):\(run.span.year)", net)
        }
        try expectLegs(&expected, in: transaction)
        try checkLegs(&findings, in: transaction)
    }

    private func checkLines(
        _ run: SubsidyRun, _ findings: inout Findings, in transaction: borrowing Transaction
    ) throws {
        let name = "subsidy run \(run.number)"
        guard let outcome = run.outcome,
            let terms = versions.first(where: { $0.terms.programme == run.programme && $0.version == run.version })?
                .terms
        else { return findings.add(name, "its terms or its sums are missing", "缺少所依条款或合计") }
        var sums = SubsidyWriting.Sums(terms)
        try transaction.forEachChunk(of: SubsidyRunLine.ofRun(book, run.number), size: 5000) { rows in
            for row in rows {
                let line = try SubsidyRunLine(row)
                if line.parts.count != terms.funders.count || line.parts.reduce(0, &+) != line.payable.fen
                    || !SubsidyReasons.all.isSuperset(of: line.reasons)
                {
                    findings.add(
                        "\(name), line \(line.line)", "its parts are not what it pays, or a reason is unknown",
                        "各出资方份额与应付不符，或原因不在规定之内")
                    return
                }
                sums.number += 1
                try sums.add(line)
            }
        }
        if sums.digest != outcome.digest || Int64(sums.number) != outcome.lines {
            findings.add(name, "its digest is not that of its lines", "摘要与明细不符")
        }
        if sums.parts != outcome.parts || sums.earned != outcome.earned || sums.corrected != outcome.corrected {
            findings.add(name, "its sums are not those of its lines", "合计与明细不符")
        }
    }

    /// One entry for each payee and funder, bearing the digest, of just the sum.
    private func checkEntries(
        _ run: SubsidyRun, _ outcome: SubsidyRun.Outcome, _ findings: inout Findings,
        in transaction: borrowing Transaction
    ) throws {
        let prefix = "subsidy-run/\(run.number)/"
        let booked = try transaction.rows(
            """
            select e.event, e.subject, e.digest, sum(p.amount)::bigint as amount
            from ledger.entry e
            join ledger.posting p on p.book_id = e.book_id and p.entry_no = e.entry_no
            where e.book_id = \(book) and e.subject like \(prefix + "%")
            group by e.entry_no, e.event, e.subject, e.digest
            """
        ) { row in
            "\(try row.string("event")) \(try row.string("subject")) \(try row.int64("amount"))"
                + (try row.bytesOrNil("digest") == outcome.digest ? "" : " unsealed")
        }
        let due = outcome.parts.flatMap { part in
            [(run.category.approvedEvent, part.payable), ("clawback-subsidy-decided", part.returned)]
                .filter { $0.1 > .zero }.map { "\($0.0) \(prefix)\(part.payee)/\(part.funder) \($0.1.fen)" }
        }
        if booked.sorted() != due.sorted() {
            findings.add(
                "subsidy run \(run.number)", "its entries are not its sums by payee and funder, sealed by its digest",
                "凭证与按收款方、出资方的合计或摘要不符")
        }
    }

    private func expectLegs(_ expected: inout ExpectedBalances, in transaction: borrowing Transaction) throws {
        let legs: SQL = """
            select \(Leg.columns)
            from clearing.leg g
            where g.book_id = \(book) and g.subsidy_run is not null and g.settled_on is null and g.cancelled_on is null
            """
        try transaction.forEachChunk(of: legs, size: 1000) { rows in
            for row in rows {
                let leg = try Leg(row)
                guard let subsidy = leg.subsidy else { continue }
                let account = leg.kind.isPayable ? leg.category == .rebate ? "2304" : "2303" : "1218.03"
                expected.add("\(account):\(leg.counterparty):\(subsidy.programme)", leg.amount.fen)
            }
        }
    }

    /// The legs of a run, however they were split, are its sums.
    private func checkLegs(_ findings: inout Findings, in transaction: borrowing Transaction) throws {
        let uneven = try transaction.rows(
            """
            select coalesce(p.run_no, g.run_no) as run_no
            from (
                select r.run_no, s.payee, s.funder, s.payable, s.returned
                from clearing.subsidy_part s
                join clearing.subsidy_run r on r.book_id = s.book_id and r.run_no = s.run_no
                where s.book_id = \(book) and r.state = 'approved'
            ) p
            full join (
                select g.subsidy_run as run_no, g.counterparty, g.bearer,
                    coalesce(sum(g.amount) filter (where g.kind in ('subsidy', 'rebate')), 0) as payable,
                    coalesce(sum(g.amount) filter (where g.kind in ('subsidy-return', 'rebate-return')), 0) as returned
                from clearing.leg g
                where g.book_id = \(book) and g.subsidy_run is not null
                group by g.subsidy_run, g.counterparty, g.bearer
            ) g on g.run_no = p.run_no and g.counterparty = p.payee and g.bearer = p.funder
            where g.payable is distinct from p.payable or g.returned is distinct from p.returned
            group by 1
            order by 1
            """
        ) { try $0.int64("run_no") }
        for run in uneven {
            findings.add("subsidy run \(run)", "what is owed of it is not its sums", "应付、应收与合计不符")
        }
    }
}
