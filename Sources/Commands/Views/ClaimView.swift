import Accounting
import Clearing
import JSON

/// A claim as the API shows it: what was filed, where it stands, its shares and its clock.
public struct ClaimView: JSONRepresentable, Sendable {
    private let claim: Claim

    public init(_ claim: Claim) { self.claim = claim }

    public var json: JSON {
        let filed = claim.filed
        return [
            "claim": .integer(claim.number), "state": .string(claim.state.rawValue),
            "revision": .integer(Int64(claim.revision)),
            "loan": .integer(filed.loan), "follows": .number(filed.follows), "programme": .string(filed.programme),
            "bank": .string(filed.bank),
            "branch": .string(filed.branch), "principal": .fen(filed.principal),
            "collateral_proceeds": .fen(filed.collateralProceeds), "interest_paid_to": .day(filed.interestPaidTo),
            "calculated_on": .day(filed.calculatedOn), "estimate": .fen(claim.estimate),
            "interest": .fen(claim.interest),
            "base": .fen(claim.base), "shares": .array(claim.shares.map { ShareView($0, of: claim).json }),
            "documents": .array(filed.documents.map { ["name": .string($0.name), "sha256": .text($0.sha256)] }),
            "clock": [
                "received_on": .day(filed.receivedOn), "answer_by": .day(claim.answerBy),
                "escalated_on": .day(claim.escalatedOn), "approved_on": .day(claim.approvedOn),
                "paid_on": .day(claim.paidOn),
            ],
            "cause": .text(filed.circumstances.cause?.rawValue),
            "counter_guarantee": .text(filed.circumstances.counterGuarantee),
            "code": .text(claim.objection?.flaw.rawValue), "note": .text(claim.objection?.note),
            "filed_by": .string(filed.filedBy), "filed_at": .moment(filed.filedAt),
            "admitted_by": .text(claim.admittedBy),
            "admitted_at": .moment(claim.admittedAt), "proposed_by": .text(claim.proposedBy),
            "approved_by": .text(claim.approvedBy),
            "approved_at": .moment(claim.approvedAt), "advanced_by": .text(claim.advancedBy),
            "advanced_on": .day(claim.advancedOn),
        ]
    }
}

/// One bearer's share as the API shows it.
public struct ShareView: JSONRepresentable, Sendable {
    private let share: Share
    private let claim: Int64
    private let revision: Int

    public init(_ share: Share, of claim: Claim) {
        self.share = share
        self.claim = claim.number
        self.revision = claim.revision
    }

    /// As it stands in an older revision of its claim.
    public init(_ share: Share, of claim: Int64, revision: Int) {
        self.share = share
        self.claim = claim
        self.revision = revision
    }

    public var json: JSON {
        [
            "claim": .integer(claim), "revision": .integer(Int64(revision)), "party": .string(share.party),
            "amount": .fen(share.amount), "deferred": .fen(share.deferred), "state": .string(share.state.rawValue),
            "accepted": .number(share.accepted?.fen), "code": .text(share.dispute?.rawValue), "note": .text(share.note),
            "answered_by": .text(share.answeredBy), "answered_at": .moment(share.answeredAt),
            "settled": .fen(share.settled),
            "recovered": .fen(share.recovered), "chain": share.chain?.json ?? .null,
        ]
    }
}

extension Share.Chain: JSONRepresentable {
    public var json: JSON {
        [
            "tier": .integer(Int64(tier)), "claimant": .text(claimant), "paid_on": .day(paidOn),
            "claim_until": .day(claimUntil), "asked": .number(asked?.fen), "voucher": .text(voucher),
            "sha256": .text(sha256), "claimed_by": .text(claimedBy), "claimed_at": .moment(claimedAt),
            "answer_by": .day(answerBy), "escalated_on": .day(escalatedOn),
        ]
    }
}
