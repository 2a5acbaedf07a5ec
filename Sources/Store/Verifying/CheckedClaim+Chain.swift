import Accounting
import Clearing

/// Claims up the chain of guarantors (RULES §2): what a tier granted is owed, what it paid went on to who had paid for it.
extension CheckedClaim {
    /// A tier pays for those above it, so its legs are looked at together.
    func checkChain(_ name: String, _ findings: inout Findings) {
        let tiers = claim.tiers
        guard !tiers.isEmpty else { return }
        let settled = tiers.reduce(Int64(0)) { $0 &+ $1.settled.fen &+ truedUp($1.party) }
        findings.compare(
            "\(name) chain", ("settled", "已结清"), settled, over(tiers, .forward, isSettled: true), .legs)
        for (place, tier) in tiers.enumerated() {
            let name = "\(name) tier \(tier.chain?.tier ?? 0)"
            let (owed, passed) =
                tier.chain?.claimant == claim.payee ? (Leg.Kind.share, Leg.Kind.forward) : (.chain, .chainForward)
            let covered = Array(tiers[place...])
            findings.compare(
                name, ("amount", "金额"), granted(by: tier, covered), over(covered, owed, of: tier.party), .legs)
            findings.compare(
                name, ("passed on", "转付"), over(covered, passed), over(covered, owed, isSettled: true), .legs)
        }
    }

    /// What a tier owes: what it was asked for and accepts, or what was decided.
    private func granted(by tier: Share, _ covered: [Share]) -> Int64 {
        switch tier.state {
        case .confirmed, .deemed, .resolved:
            covered.reduce(Int64(0)) { $0 &+ $1.amount.fen &+ truedUp($1.party) }
        case .disputed: tier.accepted?.fen ?? 0
        case .pending, .upChain, .lapsed: 0
        }
    }

    private func over(_ tiers: [Share], _ kind: Leg.Kind, of debtor: String? = nil, isSettled: Bool? = nil) -> Int64 {
        let bearers = Set(tiers.map(\.party))
        return legs.reduce(Int64(0)) { sum, leg in
            let counts =
                leg.kind == kind && bearers.contains(leg.bearer) && (debtor == nil || leg.counterparty == debtor)
                && (isSettled == nil || (leg.settledOn != nil) == isSettled)
            return counts ? sum &+ leg.amount.fen : sum
        }
    }

    /// What tiers owe, and what of it lies in the clearing account.
    func expectChain(_ expected: inout ExpectedBalances) {
        let tiers = Set(claim.tiers.map(\.party))
        let number = claim.number
        for leg in legs where tiers.contains(leg.bearer) {
            let isSettled = leg.settledOn != nil
            switch leg.kind {
            case .share, .chain:
                if !isSettled && leg.cancelledOn == nil {
                    expected.add("9006:\(leg.counterparty):\(number)", leg.amount.fen)
                }
                if isSettled { expected.add("2305:\(claim.payee(of: leg)):\(number)", leg.amount.fen) }
            case .forward, .chainForward:
                if isSettled { expected.add("2305:\(leg.counterparty):\(number)", 0 &- leg.amount.fen) }
            default: break
            }
        }
    }
}
