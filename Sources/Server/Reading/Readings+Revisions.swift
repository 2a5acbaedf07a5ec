import Clearing
import Commands
import JSON
import Store

// What a claim was before it was filed anew, or worked out again.
extension ReadingRoutes {
    static let revisions = [
        ReadingRoute("claims/{claim}/revisions") { ask in
            let claim = try ask.number("claim")
            let revisions = try await ask.reader.revisions(ask.reach, claim: claim)
            guard !revisions.isEmpty else { throw Problem.notThere }
            return ReadingAnswer(["claim": claim.json, "items": .array(revisions.map { $0.json(of: claim) })])
        }
    ]
}

extension ClaimRevision {
    fileprivate func json(of claim: Int64) -> JSON {
        [
            "revision": Int64(number).json, "principal": principal.json, "collateral_proceeds": collateralProceeds.json,
            "uncovered_interest": uncoveredInterest.json, "uncovered_penalty": uncoveredPenalty.json,
            "interest_paid_to": interestPaidTo.json, "calculated_on": calculatedOn.json,
            "documents": .array(documents.map { ["name": .string($0.name), "sha256": $0.sha256.json] }),
            "received_on": receivedOn.json, "filed_by": .string(filedBy), "filed_at": .moment(filedAt),
            "estimate": estimate.json, "estimated_base": estimatedBase.json,
            "shares": .array(shares.map { ShareView($0, of: claim, revision: number).json }),
        ]
    }
}
