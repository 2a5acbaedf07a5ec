import Accounting
import Clearing

/// What claims up the chain of guarantors let fall due (RULES §2, §7).
extension Books {
    /// Days after its payment within which a guarantor claims from the tier above it.
    func chainDays(of claim: Claim, _ loan: Loan) -> Int { terms(of: claim, loan).shares.pay.withinDays }

    /// A tier owes what it has granted, for its own share and for those above it. The first tier pays the guarantor that has
    /// advanced, for shares of the claim; the next pays the first, which has met its share already.
    mutating func fallDueUpChain(
        _ parts: [(party: String, amount: Money)], of tier: Share, _ claim: Claim, at now: Moment
    ) throws(Refusal) {
        let isFirst = tier.chain?.claimant == claim.payee
        for part in parts where part.amount > .zero {
            add(
                Leg(
                    number: next(\.leg), kind: isFirst ? .share : .chain, counterparty: tier.party, claim: claim.number,
                    bearer: part.party, amount: part.amount, dueOn: now.day, acceptedAt: claim.admittedAt ?? now))
        }
        try post(
            "share-due", about: "claim/\(claim.number)", on: now.day,
            ["party": tier.party, "claim": "\(claim.number)"], ["amount": parts.map(\.amount).total])
    }

    /// What a tier's answer lets fall due: all of it, or what it accepts all the same. Of a bank's claim nothing is due before
    /// its approval.
    mutating func answered(_ share: Share, of claim: Claim, at now: Moment) throws(Refusal) {
        guard share.chain?.asked != nil, let accepted = share.accepted else { return }
        try fallDueUpChain(claim.parts(of: accepted, by: share), of: share, claim, at: now)
    }

    /// Once the first tier has paid all it owes it may claim from the next, from the day of its last payment.
    mutating func openNextTier(of claim: inout Claim) {
        guard let first = claim.tiers.first, first.state.isFinal, first.state != .upChain else { return }
        let paid = legs(ofClaim: claim.number).filter { $0.kind == .share && $0.counterparty == first.party }
        guard let last = paid.compactMap(\.settledOn).max(),
            paid.allSatisfy({ $0.settledOn != nil || $0.cancelledOn != nil }),
            let loan = try? loan(claim.filed.loan)
        else { return }  // a loan still to be fetched is noted, and the command performed again
        claim.openChain(to: first.party, paidOn: last, until: last + chainDays(of: claim, loan))
    }

    /// Shares that pass to who had paid for them take of no cap any more, unless that party is under the cap too.
    mutating func restoreCaps(
        of claim: inout Claim, lost: [(party: String, amount: Money)], to claimant: String, on day: Day
    ) throws(Refusal) {
        let loan = try loan(claim.filed.loan)
        for cap in terms(of: claim, loan).shares.caps where !cap.on.contains(claimant) {
            let freed = lost.filter { cap.on.contains($0.party) }.map(\.amount).total
            guard freed > .zero else { continue }
            for given in claim.restore(cap: cap.id, by: freed) { try giveBack(given, of: cap, for: claim, on: day) }
        }
    }
}

extension Claim {
    /// Whom an answer concerns: who asked for it, and who gave it.
    func told(of share: Share) -> [String] { [share.chain?.claimant ?? filed.bank, share.party] }
}
