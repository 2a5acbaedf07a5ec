import Accounting
import Clearing
import Postgres

/// What a claim was filed with, and what its bearers answered to it, in one of its revisions.
public struct ClaimRevision: Sendable {
    public let number: Int
    public let principal, collateralProceeds, uncoveredInterest, uncoveredPenalty: Money
    public let interestPaidTo, calculatedOn, receivedOn: Day
    public let documents: [Claim.Document]
    public let filedBy: String
    public let filedAt: Moment
    public let estimate, estimatedBase: Money
    /// Within reach, as the revision left them; none where it was never admitted.
    public let shares: [Share]

    init(_ row: Row, shares: [Int: [Share]]) throws {
        number = Int(try row.int32("revision"))
        principal = try row.money("principal")
        collateralProceeds = try row.money("collateral_proceeds")
        uncoveredInterest = try row.money("uncovered_interest")
        uncoveredPenalty = try row.money("uncovered_penalty")
        interestPaidTo = try row.day("interest_paid_to")
        calculatedOn = try row.day("calculated_on")
        receivedOn = try row.day("received_on")
        documents = try row.list("documents", Claim.Document.init(kept:))
        filedBy = try row.string("filed_by")
        filedAt = try row.moment("filed_at")
        estimate = try row.money("estimate")
        estimatedBase = try row.money("estimated_base")
        self.shares = shares[number] ?? []
    }
}

extension Reader {
    /// All revisions of a claim, oldest first; none where the claim is not within reach.
    public func revisions(_ reach: Reach, claim: Int64) async throws -> [ClaimRevision] {
        try await read(reach) { pipeline in
            let filings = pipeline.add(
                """
                select 1 as revision, c.principal, c.collateral_proceeds, c.uncovered_interest, c.uncovered_penalty,
                    c.interest_paid_to, c.calculated_on, c.received_on, c.documents, c.filed_by, c.filed_at, c.estimate,
                    c.estimated_base
                from clearing.claim c
                where \(reach.claims) and c.claim_no = \(claim)
                union all
                select f.revision, f.principal, f.collateral_proceeds, f.uncovered_interest, f.uncovered_penalty,
                    f.interest_paid_to, f.calculated_on, f.received_on, f.documents, f.filed_by, f.filed_at, f.estimate,
                    f.estimated_base
                from clearing.claim c
                join clearing.refiling f on f.book_id = c.book_id and f.claim_no = c.claim_no
                where \(reach.claims) and c.claim_no = \(claim)
                order by revision
                """)
            let answers = pipeline.add(
                """
                select s.revision, \(Share.columns)
                from clearing.share s
                where \(reach.shares) and s.claim_no = \(claim)
                order by s.revision, s.place
                """)
            let results = try pipeline.send()
            let kept = try results[answers].map { (Int(try $0.int32("revision")), try KeptShare($0).share) }
            let shares = Dictionary(grouping: kept, by: \.0).mapValues { $0.map(\.1) }
            return try results[filings].map { try ClaimRevision($0, shares: shares) }
        }
    }
}
