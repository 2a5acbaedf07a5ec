import House
import Postgres

/// Everything in the books that a request of a storm may leave behind, as sentences that can be counted: a row, an entry and a
/// notice each. What belongs to a loan is told by the bank's own number and what begins a claim by its loan, so that the effect
/// of a request nobody was answered is found as well.
struct Facts: Sendable {
    private(set) var counts: [String: Int] = [:]

    init(_ sentences: [String] = []) { sentences.forEach { add($0) } }

    mutating func add(_ sentence: String) { counts[sentence, default: 0] += 1 }

    static func of(_ house: House) async throws -> Facts {
        let book = house.book
        return Facts(
            try await house.read { transaction in
                try rows(of: book).flatMap { try transaction.rows($0) { try $0.string("fact") } }
            })
    }

    /// What is here beyond `other`, with how often it is too many.
    func minus(_ other: Facts) -> [String: Int] {
        counts.merging(other.counts.mapValues { -$0 }, uniquingKeysWith: +).filter { $0.value > 0 }
    }

    private static func rows(of book: Int64) -> [SQL] {
        [
            "select format('loan %s %s %s', bank, business_no, principal) as fact from clearing.loan where book_id = \(book)",
            "select format('report loan/%s %s %s', loan_no, as_of, balance) as fact from clearing.balance_report where book_id = \(book)",
            "select format('claim loan/%s %s', loan_no, principal) as fact from clearing.claim where book_id = \(book)",
            "select format('recovery claim/%s %s', claim_no, gross) as fact from clearing.recovery where book_id = \(book)",
            "select format('leg %s claim/%s %s', kind, claim_no, amount) as fact from clearing.leg where book_id = \(book)",
            "select format('run %s', due_on) as fact from clearing.run where book_id = \(book)",
            "select format('released run/%s', run_no) as fact from clearing.run where book_id = \(book) and state = 'released'",
            """
            select format('payment order/%s %s %s', order_no, bank_reference, amount) as fact
            from clearing.payment_order
            where book_id = \(book) and state = 'paid'
            """,
            """
            select format('entry %s %s %s', e.event, coalesce(l.business_no, 'loan/' || c.loan_no, e.subject), max(p.amount)) as fact
            from ledger.entry e
            join ledger.posting p on p.book_id = e.book_id and p.entry_no = e.entry_no
            left join clearing.loan l on l.book_id = e.book_id and 'loan/' || l.loan_no = e.subject
            left join clearing.claim c
                on c.book_id = e.book_id and 'claim/' || c.claim_no = e.subject and e.event = 'claim-received'
            where e.book_id = \(book)
            group by e.entry_no, e.event, e.subject, l.business_no, c.loan_no
            """,
            """
            select concat_ws(' ', 'notice', e.kind, coalesce(l.business_no, 'loan/' || c.loan_no, r.due_on::text, e.subject),
                case e.kind when 'recovery.reported' then e.data::json ->> 'gross' end) as fact
            from clearing.event e
            left join clearing.loan l on l.book_id = e.book_id and 'loan/' || l.loan_no = e.subject
            left join clearing.claim c on c.book_id = e.book_id and 'claim/' || c.claim_no = e.subject and e.kind = 'claim.filed'
            left join clearing.run r on r.book_id = e.book_id and 'run/' || r.run_no = e.subject
            where e.book_id = \(book)
            """,
        ]
    }
}
