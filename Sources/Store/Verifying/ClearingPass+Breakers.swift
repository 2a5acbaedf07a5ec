import Accounting
import Clearing
import Postgres

extension ClearingPass {
    /// What breakers did follows from figures that reached a ratio, or from a decision of two; and while one stood open,
    /// nothing was filed.
    func checkBreakers(_ findings: inout Findings, in transaction: borrowing Transaction) throws {
        let moves = try transaction.rows(BreakerMove.all(book), BreakerMove.init)
        for (portfolio, moves) in Dictionary(grouping: moves, by: \.portfolio) {
            let name = "breaker \(portfolio.programme)/\(portfolio.bank)"
            for (place, move) in moves.enumerated() {
                check(move, after: place == 0 ? nil : moves[place - 1], place, name, &findings)
            }
        }
        try checkClaims(ofBreakers: &findings, in: transaction)
        try checkResumptions(&findings, in: transaction)
        try checkSuspensions(&findings, in: transaction)
        try checkRates(&findings, in: transaction)
    }

    /// The sums a breaker goes by are those of the loans and claims themselves.
    private func checkRates(_ findings: inout Findings, in transaction: borrowing Transaction) throws {
        let strays = try transaction.rows(
            """
            select bank, programme
            from (
                select r.bank, r.programme, r.filed, r.lost
                from clearing.loss_rate r
                where r.book_id = \(book)
                union all
                select l.bank, l.programme, -sum(l.principal), 0
                from clearing.loan l
                where l.book_id = \(book) and l.state in ('active', 'released', 'compensated')
                group by l.bank, l.programme
                union all
                select c.bank, c.programme, 0, -sum(s.amount + s.deferred - s.recovered)
                from clearing.claim c
                join clearing.share s on s.book_id = c.book_id and s.claim_no = c.claim_no and s.revision = c.revision
                where c.book_id = \(book) and c.approved_on is not null and c.state <> 'clawed-back'
                group by c.bank, c.programme
            ) s
            group by bank, programme
            having sum(filed) <> 0 or sum(lost) <> 0
            order by programme, bank
            """
        ) { "breaker \(try $0.string("programme"))/\(try $0.string("bank"))" }
        for name in strays {
            findings.add(name, "its sums are not those of its loans and claims", "累计备案额、代偿额与贷款及补偿申请不符")
        }
    }

    private func check(
        _ move: BreakerMove, after former: BreakerMove?, _ place: Int, _ name: String, _ findings: inout Findings
    ) {
        if move.number != place + 1 {
            findings.add(name, "move \(place + 1) is missing", "缺少第 \(place + 1) 次动作")
        }
        if let threshold = move.threshold, !move.rate.reaches(threshold) {
            findings.add(name, "move \(move.number) was below its ratio", "第 \(move.number) 次动作未达到所载比率")
        }
        if (move.state == .resumed) != (former?.state == .suspended) {
            findings.add(
                name, "move \(move.number) is \(move.state.rawValue), which does not follow what stood",
                "第 \(move.number) 次动作与此前状态不相衔接")
        }
    }

    private func checkClaims(ofBreakers findings: inout Findings, in transaction: borrowing Transaction) throws {
        let strays = try transaction.rows(
            """
            select b.programme, b.bank, b.number
            from clearing.breaker_move b
            where b.book_id = \(book) and b.claim_no is not null and not exists (
                select from clearing.claim c
                where c.book_id = b.book_id and c.claim_no = b.claim_no and c.bank = b.bank and c.programme = b.programme)
            """
        ) { ("breaker \(try $0.string("programme"))/\(try $0.string("bank"))", try $0.int32("number")) }
        for (name, number) in strays {
            findings.add(name, "move \(number) names a claim that is not there", "第 \(number) 次动作所载补偿申请不存在")
        }
    }

    private func checkResumptions(_ findings: inout Findings, in transaction: borrowing Transaction) throws {
        let undecided = try transaction.rows(
            """
            select b.programme, b.bank, b.number
            from clearing.breaker_move b
            where b.book_id = \(book) and b.state = 'resumed' and not exists (
                select from clearing.proposal p
                where p.book_id = b.book_id and p.kind = 'resume' and p.subject = 'breaker/' || b.programme || '/' || b.bank
                    and p.state = 'adopted' and p.decided_by = b.person and p.decided_at = b.moved_at)
            """
        ) { ("breaker \(try $0.string("programme"))/\(try $0.string("bank"))", try $0.int32("number")) }
        for (name, number) in undecided {
            findings.add(name, "move \(number) resumes filings and nobody approved that", "第 \(number) 次动作恢复备案未经批准")
        }
    }

    private func checkSuspensions(_ findings: inout Findings, in transaction: borrowing Transaction) throws {
        let filed = try transaction.rows(
            """
            select l.loan_no
            from (
                select b.*, lead(b.moved_at) over (partition by b.programme, b.bank order by b.number) as until
                from clearing.breaker_move b
                where b.book_id = \(book)
            ) b
            join clearing.loan l on l.book_id = \(book) and l.bank = b.bank and l.programme = b.programme
                and l.filed_at > b.moved_at and (b.until is null or l.filed_at < b.until)
            where b.state = 'suspended'
            order by l.loan_no
            """
        ) { try $0.int64("loan_no") }
        for loan in filed {
            findings.add("loan \(loan)", "was filed while filings were suspended", "在备案暂停期间备案")
        }
    }
}
