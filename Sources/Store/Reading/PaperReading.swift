import Accounting
import Clearing
import Postgres

/// What one party's settlement of a run is made of: its orders, and the gross legs each of them nets.
public struct PartySettlement: Sendable {
    public let book: (code: String, chinese: String, english: String)
    public let party: Party
    public let run: Int64
    public let orders: [PaymentOrder]
    public let legs: [Leg]
    /// By claim.
    public let loans: [Int64: Int64]

    public func legs(of order: PaymentOrder) -> [Leg] { legs.filter { $0.order == order.number } }
}

/// A claim with what a letter about it names.
public struct LetterFacts: Sendable {
    public let book: (code: String, chinese: String, english: String)
    public let claim: Claim
    /// By id.
    public let parties: [String: Party]
    /// Where the reader sees the loan.
    public let loan: Loan?
}

extension Reader {
    /// Nil where the party has no order in the run, or none that is in reach.
    public func settlement(_ reach: Reach, run: Int64, of party: String) async throws -> PartySettlement? {
        try await read(reach) { pipeline in
            let orders = pipeline.add(
                """
                select \(PaymentOrder.columns)
                from clearing.payment_order o
                where \(reach.orders) and o.run_no = \(run) and o.party = \(party)
                order by o.order_no
                """)
            let legs = pipeline.add(
                """
                select \(Leg.columns)
                from clearing.leg g
                where \(reach.legs) and g.run_no = \(run) and g.counterparty = \(party)
                order by g.leg_no
                """)
            let loans = pipeline.add(
                """
                select distinct c.claim_no, c.loan_no
                from clearing.leg g
                join clearing.claim c on c.book_id = g.book_id and c.claim_no = g.claim_no
                where \(reach.legs) and g.run_no = \(run) and g.counterparty = \(party) and \(reach.claims)
                """)
            let heads = PaperHeads(reach, &pipeline)
            let results = try pipeline.send()
            let found = try results[orders].map(PaymentOrder.init)
            guard !found.isEmpty, let named = try heads.parties(results)[party] else { return nil }
            return PartySettlement(
                book: try heads.book(results), party: named, run: run, orders: found,
                legs: try results[legs].map(Leg.init),
                loans: Dictionary(
                    uniqueKeysWithValues: try results[loans].map { (try $0.int64("claim_no"), try $0.int64("loan_no")) }
                ))
        }
    }

    public func letterFacts(_ reach: Reach, _ number: Int64) async throws -> LetterFacts? {
        guard let claim = try await self.claim(reach, number)?.claim else { return nil }
        return try await read(reach) { pipeline in
            let heads = PaperHeads(reach, &pipeline)
            let loan = pipeline.add(
                """
                select \(Loan.columns)
                from clearing.loan l
                where \(reach.loans) and l.loan_no = \(claim.filed.loan)
                """)
            let results = try pipeline.send()
            return LetterFacts(
                book: try heads.book(results), claim: claim, parties: try heads.parties(results),
                loan: try results[loan].map(Loan.init).first)
        }
    }
}

/// The names a paper is headed with.
private struct PaperHeads {
    private let places: (book: Pipeline.Place, parties: Pipeline.Place)

    init(_ reach: Reach, _ pipeline: inout Pipeline) {
        places = (
            pipeline.add("select b.code, b.name_zh, b.name_en from clearing.book b where b.book_id = \(reach.book)"),
            pipeline.add(Party.all(reach.book))
        )
    }

    func book(_ results: Pipeline.Results) throws -> (code: String, chinese: String, english: String) {
        guard let row = results[places.book].first else { throw UnknownBook() }
        return (try row.string("code"), try row.string("name_zh"), try row.string("name_en"))
    }

    func parties(_ results: Pipeline.Results) throws -> [String: Party] {
        Dictionary(uniqueKeysWithValues: try results[places.parties].map(Party.init).map { ($0.id, $0) })
    }
}
