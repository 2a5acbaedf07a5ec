import Accounting

/// A guarantor that paid for all claims from the tier above it, that tier from the next (RULES §2).
extension Model {
    /// Where a share stands in the chain, and what was claimed of it.
    struct Tier: Sendable {
        let place: Int
        var claimant: String?
        var paidOn: Day?
        var asked: Int?
        var answerBy: Day?
        var isEscalated = false
    }

    /// Marks those who answer the guarantor that pays first, where it bears something.
    static func chain(_ shares: inout [Share], _ version: Version) {
        guard shares.contains(where: { $0.party == version.advance && $0.amount > 0 }) else { return }
        for (place, party) in version.chain.enumerated() {
            guard let at = shares.firstIndex(where: { $0.party == party && $0.state == "pending" }) else { continue }
            shares[at].state = "up-chain"
            shares[at].tier = Tier(place: place)
        }
    }

    func tiers(_ claim: Claim) -> [Share] {
        claim.shares.filter { $0.tier != nil }.sorted { $0.tier!.place < $1.tier!.place }
    }

    /// A tier and those above it.
    private func covered(_ party: String, _ claim: Claim) -> [Share] {
        Array(tiers(claim).drop { $0.party != party })
    }

    /// Those above take floors, the one that pays the rest.
    private func parts(_ amount: Int, _ party: String, _ claim: Claim) -> [(party: String, amount: Int)] {
        let covered = covered(party, claim)
        let whole = covered.map(\.amount).reduce(0, +)
        guard whole > 0 else { return [] }
        let above = covered.dropFirst().map { other in
            (other.party, (Fraction(amount) * Fraction(Int128(other.amount), Int128(whole))).floor)
        }
        return [(party, amount - above.map(\.1).reduce(0, +))] + above
    }

    func mustHaveClosedChain(_ claim: Claim) throws(No) {
        let open = claim.shares.contains { $0.tier != nil && ["up-chain", "pending"].contains($0.state) }
        if open { throw No("chain-open") }
    }

    mutating func openTier(_ number: Int, to claimant: String, paidOn: Day) {
        guard let next = tiers(claims[number]!).first(where: { $0.state == "up-chain" && $0.tier!.claimant == nil })
        else { return }
        let place = claims[number]!.place(of: next.party)!
        claims[number]!.shares[place].tier!.claimant = claimant
        claims[number]!.shares[place].tier!.paidOn = paidOn
    }

    /// The first tier has paid all it owes: it may claim in its turn.
    mutating func openNextTier(_ number: Int) {
        guard let first = tiers(claims[number]!).first,
            !["up-chain", "pending", "disputed"].contains(first.state)
        else { return }
        let own = legs(of: number).filter { $0.kind == "share" && $0.counterparty == first.party }
        guard let last = own.compactMap(\.settledOn).max(), own.allSatisfy({ !$0.isOpen }) else { return }
        openTier(number, to: first.party, paidOn: last)
    }

    mutating func claimUpChain(_ number: Int, by who: String) throws(No) {
        try need(who, "bearer-maker", "bearer-checker")
        let claim = try claim(number)
        let party = party(of: who)
        guard let own = claim.place(of: party), claim.shares[own].asks else { throw No("unknown-claim") }
        guard let open = tiers(claim).first(where: { $0.state == "up-chain" && $0.tier!.claimant == party }) else {
            throw No("nothing-up-chain")
        }
        let end = open.tier!.paidOn! + 120
        if received > end && received > Diary.rolled(end) { throw No("C04") }
        let place = claim.place(of: open.party)!
        claims[number]!.shares[place].state = "pending"
        claims[number]!.shares[place].tier!.asked = covered(open.party, claim).map(\.amount).reduce(0, +)
        claims[number]!.shares[place].tier!.answerBy = Diary.adding(claim.procedure.answerDays, to: received)
    }

    /// What a tier has granted falls due.
    mutating func grant(_ amount: Int, _ party: String, beyond earlier: Int = 0, _ number: Int) {
        let claim = claims[number]!
        let isFirst = claim.shares[claim.place(of: party)!].tier!.claimant == claim.payee
        for (more, less) in zip(parts(amount, party, claim), parts(earlier, party, claim))
        where more.amount > less.amount {
            addLeg(
                isFirst ? "share" : "chain", more.amount - less.amount, of: more.party, to: party, claim,
                at: claim.admittedAt)
        }
    }

    /// What a tier does not grant, or what was claimed too late, is borne by who had paid it.
    private mutating func cut(_ party: String, to amount: Int, _ number: Int) {
        let claim = claims[number]!
        let claimant = claim.place(of: claim.shares[claim.place(of: party)!].tier!.claimant!)!
        let kept = parts(amount, party, claim)
        for former in covered(party, claim) {
            let lost = former.amount - (kept.first { $0.party == former.party }?.amount ?? 0)
            let place = claim.place(of: former.party)!
            claims[number]!.shares[place].amount -= lost
            if claim.shares[claimant].tier != nil { claims[number]!.shares[place].settled -= lost }
            if claims[number]!.shares[place].amount == 0 && former.state == "up-chain" {
                claims[number]!.shares[place].state = "lapsed"
            }
            claims[number]!.shares[claimant].amount += lost
            claims[number]!.shares[claimant].settled += lost
        }
    }

    mutating func resolveUpChain(_ number: Int, _ party: String, to amount: Int) throws(No) {
        let claim = claims[number]!
        let place = claim.place(of: party)!
        let share = claim.shares[place]
        guard share.state == "disputed" || share.state == "pending" && share.tier!.isEscalated else {
            throw No("not-disputed")
        }
        guard (share.accepted ?? 0)...share.tier!.asked! ~= amount else { throw No("above-share") }
        grant(amount, party, beyond: share.accepted ?? 0, number)
        cut(party, to: amount, number)
        claims[number]!.shares[place].state = "resolved"
        claims[number]!.shares[place].accepted = amount
        openNextTier(number)
    }

    /// Time to answer is over, or time to claim.
    mutating func passChain(_ number: Int, _ party: String, isClock: Bool) throws(No) {
        guard isClock else { throw No("role-missing") }
        let claim = try claim(number)
        guard let place = claim.place(of: party), let tier = claim.shares[place].tier else { throw No("wrong-state") }
        let isLate = tier.answerBy.map { $0 < today } ?? false
        if claim.shares[place].state == "pending" && !tier.isEscalated && isLate {
            guard claim.procedure.isDeemed else {
                claims[number]!.shares[place].tier!.isEscalated = true
                return
            }
            claims[number]!.shares[place].state = "deemed"
            claims[number]!.shares[place].accepted = tier.asked
            return grant(tier.asked!, party, number)
        }
        guard claim.shares[place].state == "up-chain", let paidOn = tier.paidOn, today > paidOn + 120,
            today > Diary.rolled(paidOn + 120)
        else { throw No("wrong-state") }
        cut(party, to: 0, number)
    }
}
