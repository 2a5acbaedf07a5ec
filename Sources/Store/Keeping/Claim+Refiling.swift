import Accounting
import Clearing
import JSON
import Postgres

extension Claim {
    /// What was filed anew, a row a revision; the claim's own row keeps the first.
    static func refile(_ book: Int64, _ claims: [Claim]) -> SQL {
        let filed = claims.map(\.filed)
        return """
            insert into clearing.refiling
                (book_id, claim_no, revision, principal, collateral_proceeds, interest_paid_to, calculated_on,
                uncovered_interest, uncovered_penalty, named, documents, filed_by, filed_at, received_on, estimate,
                estimated_base, cause, counter_guarantee)
            select \(book), u.claim_no, u.revision, u.principal, u.collateral_proceeds, u.interest_paid_to, u.calculated_on,
                u.uncovered_interest, u.uncovered_penalty, u.named, u.documents, u.filed_by, u.filed_at, u.received_on,
                u.estimate, u.estimated_base, u.cause, u.counter_guarantee
            from unnest(
                \(claims.map(\.number)), \(claims.map { Int32($0.revision) }), \(filed.map(\.principal.fen)),
                \(filed.map(\.collateralProceeds.fen)), \(filed.map { SQLDate($0.interestPaidTo) }),
                \(filed.map { SQLDate($0.calculatedOn) }), \(filed.map(\.uncoveredInterest.fen)),
                \(filed.map(\.uncoveredPenalty.fen)), \(filed.map { JSON.array($0.named.map(\.kept)).text }),
                \(filed.map { JSON.array($0.documents.map(\.kept)).text }), \(filed.map(\.filedBy)),
                \(filed.map { SQLTimestamp($0.filedAt) }), \(filed.map { SQLDate($0.receivedOn) }),
                \(claims.map(\.estimate.fen)), \(claims.map(\.estimatedBase.fen)),
                \(filed.map(\.circumstances.cause?.rawValue)), \(filed.map(\.circumstances.counterGuarantee))
            ) u (claim_no, revision, principal, collateral_proceeds, interest_paid_to, calculated_on, uncovered_interest,
                uncovered_penalty, named, documents, filed_by, filed_at, received_on, estimate, estimated_base, cause,
                counter_guarantee)
            """
    }
}
