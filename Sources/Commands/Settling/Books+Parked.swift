import Accounting
import Clearing

extension Books {
    /// Books a leg out of the unidentified receipts: no money moves on the bank account any more.
    mutating func bookParked(_ leg: Leg, of claim: Claim, on day: Day) throws(Refusal) {
        let number = "\(claim.number)"
        let (event, dimensions): (String, [String: String]) =
            switch leg.kind {
            case .share, .chain:
                (
                    "unidentified-assigned-share",
                    ["party": leg.counterparty, "payee": claim.payee(of: leg), "claim": number]
                )
            case .recoveryShare, .clawbackShare, .trueUpShare:
                ("unidentified-assigned-for-bearer", ["party": leg.bearer, "claim": number])
            case .recovery, .clawback, .clawbackInterest, .advanceReturn, .insurerReturn, .trueUp:
                (
                    isBudgetIncome(leg, of: claim, on: day)
                        ? "unidentified-assigned-as-income" : "unidentified-assigned",
                    ["purpose": leg.purpose, "party": leg.counterparty, "claim": number]
                )
            case .compensation, .deferred, .forward, .recoveryForward, .clawbackForward, .advance, .insurerAdvance,
                .trueUpForward, .subsidy, .subsidyReturn, .rebate, .rebateReturn, .chainForward:
                preconditionFailure("what is paid out is not paid from receipts")
            }
        try post(event, about: "claim/\(claim.number)", on: day, dimensions, ["amount": leg.amount])
    }

    /// Money back for an outlay of an earlier year is budget income of this one.
    func isPriorYear(_ leg: Leg, of claim: Claim, on day: Day) -> Bool {
        let isBack = [.recovery, .clawback, .clawbackInterest, .trueUp].contains(leg.kind)
        return isBack && claim.paidOn.map { $0.year < day.year } ?? false
    }

    /// Interest never was an outlay.
    private func isBudgetIncome(_ leg: Leg, of claim: Claim, on day: Day) -> Bool {
        leg.kind == .clawbackInterest || isPriorYear(leg, of: claim, on: day)
    }
}

extension Leg {
    /// Which of the fund's receivables it is, as the rules for receipts name it.
    fileprivate var purpose: String {
        switch kind {
        case .advanceReturn: "advance"
        case .insurerReturn: "insurer"
        case .clawback, .clawbackInterest, .trueUp: "clawback"
        default: "recovery"
        }
    }
}
