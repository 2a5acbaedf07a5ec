import Accounting
import House
import Postgres

extension Model {
    /// What the model knows, a line each, to be held against the same lines of the product.
    var facts: Set<String> {
        var facts: [String] = []
        for loan in loans.values {
            facts.append(
                "loan \(loan.number) \(loan.state) \(loan.balance) claim \(text(loan.openClaim)) until \(text(loan.later?.until)) \(text(loan.later?.covered))"
            )
        }
        facts += claims.values.map(fact)
        for leg in legs.values {
            let run = "run \(text(leg.run)) order \(text(leg.order)) settled \(text(leg.settledOn))"
            facts.append(
                "leg \(leg.number) \(leg.kind) \(leg.counterparty) for \(leg.bearer) of \(leg.claim) \(leg.amount) due \(leg.due) \(run) cancelled \(text(leg.cancelledOn)) \(leg.isCarried) \(leg.isVoid)"
            )
        }
        for run in runs.values { facts.append("run \(run.number) \(run.due) \(run.state)") }
        for order in orders.values {
            facts.append(
                "order \(order.number) \(order.category) \(order.party) \(order.direction) \(order.amount) \(order.state) \(order.paid) \(order.attempt)"
            )
        }
        for line in lines.values {
            facts.append(
                "line \(line.number) \(line.category) \(line.direction) \(line.amount) \(line.state) \(line.left) order \(text(line.order)) \(line.isShown)"
            )
        }
        for (matter, all) in proposals { facts.append("proposal \(matter) \(all.count) \(all.last!.state)") }
        for (account, balance) in balances where balance != 0 { facts.append("account \(account) \(balance)") }
        for (key, breaker) in breakers {
            let rate = "\(breaker.rate.filed) \(breaker.rate.lost)"
            facts.append("breaker \(key) \(breaker.moves) \(breaker.state) \(rate)")
        }
        for (claim, all) in files {
            for (place, file) in all.enumerated() {
                facts.append(
                    "file \(claim) \(place + 1) \(file.document) \(file.sha256) for \(text(file.supersedes))")
            }
        }
        facts.append("closed \(text(closedUntil))")
        return Set(facts)
    }

    private func text<T>(_ value: T?) -> String { value.map { "\($0)" } ?? "-" }

    private func fact(_ claim: Claim) -> String {
        let head =
            "claim \(claim.number) \(claim.state) r\(claim.revision) base \(claim.base) expects \(claim.estimate)/\(claim.estimatedBase)"
        let days =
            "by \(text(claim.answerBy)) approved \(text(claim.approvedOn)) paid \(text(claim.paidOn)) first \(text(claim.advancedBy)) \(text(claim.advancedOn)) \(claim.isEscalated)"
        return claim.shares.reduce("\(head) \(days)") { text, share in
            text
                + " | \(share.party) \(share.amount)+\(share.deferred) \(share.state) \(share.settled) \(share.recovered)"
        }
    }

    /// Cash, principal and receipts as they are kept; the rest worked out from claims and loans.
    private var balances: [String: Int] {
        var balances = accounts.merging(caps) { $1 }
        let decided = claims.values.filter { $0.approvedOn != nil }
        let funds = decided.compactMap { claim in claim.place(of: "fund").map { (claim, claim.shares[$0]) } }
        let later = funds.map { $0.0.state == "clawed-back" ? 0 : $0.1.deferred }.reduce(0, +)
        balances["2302"] = funds.map { $0.1.amount - $0.1.settled }.reduce(0, +)
        balances["2302.09"] = later
        balances["2601"] = claims.values.filter(\.isUnderWay).map(\.estimate).reduce(0, +)
        balances["9005"] = claims.values.filter(\.isUnderWay).map(\.estimatedBase).reduce(0, +)
        balances["9008:pool"] = filed()
        balances["9001"] = loans.values.filter { $0.state == "active" }.map { loan in
            Model.nominal(loan.balance, loan.version).first { $0.party == "fund" }?.amount ?? 0
        }.reduce(0, +)
        return balances
    }
}

extension House {
    /// The same lines, read from the tables.
    func facts() async throws -> Set<String> {
        try await read { transaction in
            Set(try transaction.rows(House.factLines).map { try $0.string("fact") })
        }
    }

    /// Numbers of the entries that may be undone, and of one that may not, by subject.
    func entryNumbers() async throws -> [String: Int] {
        try await read { transaction in
            let rows = try transaction.rows(
                """
                select subject, min(entry_no) as number
                from ledger.entry
                where subject like 'appropriation/%' or subject like 'interest/%' or subject like 'transfer/%'
                    or subject like 'entry/%' or subject = 'loan/1'
                group by subject
                """
            ).map { (try $0.string("subject"), Int(try $0.int64("number"))) }
            return Dictionary(uniqueKeysWithValues: rows)
        }
    }

    private static let factLines: SQL = """
        with balance as (
            select code, case normal when 'D' then debit - credit else credit - debit end as amount
            from ledger.account
        )
        select 'loan ' || loan_no || ' ' || state || ' ' || balance || ' claim ' || coalesce(open_claim::text, '-')
            || ' until ' || coalesce(extended_to::text, '-') || ' ' || coalesce(covered_to::text, '-') as fact
        from clearing.loan
        union all
        select 'claim ' || c.claim_no || ' ' || c.state || ' r' || c.revision || ' base ' || c.base || ' expects '
            || coalesce(f.estimate, c.estimate) || '/' || coalesce(f.estimated_base, c.estimated_base)
            || ' by ' || coalesce(c.answer_by::text, '-') || ' approved ' || coalesce(c.approved_on::text, '-')
            || ' paid ' || coalesce(c.paid_on::text, '-') || ' first ' || coalesce(c.advanced_by, '-')
            || ' ' || coalesce(c.advanced_on::text, '-')
            || case when c.escalated_on is null then ' false' else ' true' end
            || coalesce((
                select string_agg(' | ' || s.party || ' ' || s.amount || '+' || s.deferred || ' ' || s.state || ' '
                    || s.settled || ' ' || s.recovered, '' order by s.place)
                from clearing.share s
                where s.book_id = c.book_id and s.claim_no = c.claim_no and s.revision = c.revision), '')
        from clearing.claim c
        left join clearing.refiling f using (book_id, claim_no, revision)
        union all
        select 'leg ' || leg_no || ' ' || kind || ' ' || counterparty || ' for ' || bearer || ' of ' || claim_no || ' '
            || amount || ' due ' || due_on || ' run ' || coalesce(run_no::text, '-') || ' order '
            || coalesce(order_no::text, '-') || ' settled ' || coalesce(settled_on::text, '-')
            || ' cancelled ' || coalesce(cancelled_on::text, '-')
            || case when is_carried then ' true' else ' false' end || case when is_void then ' true' else ' false' end
        from clearing.leg
        union all
        select 'run ' || run_no || ' ' || due_on || ' ' || state from clearing.run
        union all
        select 'order ' || order_no || ' ' || category || ' ' || party || ' ' || direction || ' ' || amount || ' ' || state
            || ' ' || paid || ' ' || attempt
        from clearing.payment_order
        union all
        select 'line ' || line_no || ' ' || category || ' ' || direction || ' ' || amount || ' ' || state || ' ' || open_amount
            || ' order ' || coalesce(order_no::text, '-') || case when statement_no is null then ' false' else ' true' end
        from clearing.bank_line
        union all
        select 'proposal ' || kind || ' ' || subject || ' ' || max(number) || ' '
            || (array_agg(state order by number desc))[1]
        from clearing.proposal
        group by kind, subject
        union all
        select 'account ' || code || ' ' || amount
        from balance
        where amount <> 0
            and (code like '1002%' or code like '3101%' or code like '310_:%' or code = '2307.09' or code like '9007:%'
                or code = '9008:pool')
        union all
        select 'account ' || split_part(code, ':', 1) || ' ' || sum(amount)
        from balance
        where split_part(code, ':', 1) in ('2302', '2302.09', '2601', '9005', '9001')
        group by split_part(code, ':', 1)
        having sum(amount) <> 0
        union all
        select 'breaker ' || programme || '/' || bank || ' ' || number || ' ' || state || ' ' || filed || ' ' || lost
        from clearing.breaker_move b
        where not exists (
            select from clearing.breaker_move n
            where n.programme = b.programme and n.bank = b.bank and n.number > b.number)
        union all
        select 'file ' || claim_no || ' ' || evidence_no || ' ' || document || ' ' || sha256 || ' for '
            || coalesce(supersedes::text, '-')
        from clearing.evidence
        union all
        select 'closed ' || case closed_until when '-infinity' then '-' else closed_until::text end from ledger.book
        """
}
