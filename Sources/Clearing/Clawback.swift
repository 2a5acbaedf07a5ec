import Accounting

/// Compensation taken back for a claim that was not eligible (追回): what was paid and has not come back, with simple
/// interest for the days it was held (RULES §8).
public struct Clawback: Sendable, Equatable {
    public enum Reason: String, Sendable, CaseIterable {
        /// The loan was used for something else than stated.
        case misuse
        case forgery
        case duplicateCover = "duplicate-cover"
        case ineligible
    }

    public let reason: Reason
    /// A year, of 360 days.
    public let rate: Ratio
    /// The day the money counts as returned; it earns nothing any more.
    public let until: Day

    public init(reason: Reason, rate: Ratio, until: Day) {
        self.reason = reason
        self.rate = rate
        self.until = until
    }

    /// What goes back to one party.
    public struct Part: Sendable, Equatable {
        public let party: String
        public let principal: Money
        public let interest: Money
    }

    /// What every party but the bank gets back, in the order of the shares; who paid nothing is left out.
    ///
    /// Interest is for the money in the bank's hands: every payment from its day on, less every recovery from the day it
    /// reached the party. The products of all of them are added up and rounded once.
    public func parts(of claim: Claim, legs: [Leg], recoveries: [Recovery]) -> [Part] {
        claim.shares.filter { $0.party != Share.bank }.compactMap { share in
            let principal = max(.zero, share.settled - share.recovered)
            let paid = payments(of: share, claim, legs)
            guard !paid.isEmpty else { return nil }
            let returned =
                legs.filter { $0.returns(to: share.party) }.map { ($0.amount, $0.settledOn) }
                + recoveries.filter { $0.holder == share.party }
                .map { ($0.principal(of: share.party), Optional($0.receivedOn)) }
            let products = paid.reduce(Int128(0)) { $0 + days($1.1) * Int128($1.0.fen) }
            let given = returned.reduce(Int128(0)) { $0 + days($1.1) * Int128($1.0.fen) }
            return Part(party: share.party, principal: principal, interest: interest(on: max(0, products - given)))
        }
    }

    /// What brought a share to the bank, and when. Of tiers of a chain the lowest had its share paid first: one may bear what
    /// another paid.
    private func payments(of share: Share, _ claim: Claim, _ legs: [Leg]) -> [(Money, Day?)] {
        guard share.isUpChain else { return legs.filter { $0.pays(share.party) }.map { ($0.amount, $0.settledOn) } }
        var skipped = claim.tiers.prefix { $0.party != share.party }.map(\.settled).total
        var wanted = share.settled
        let all = claim.tiers.flatMap { tier in legs.filter { $0.pays(tier.party) } }
        return all.sorted { ($0.settledOn?.number ?? 0, $0.number) < ($1.settledOn?.number ?? 0, $1.number) }
            .compactMap { leg in
                let passed = min(skipped, leg.amount)
                skipped -= passed
                let taken = min(wanted, leg.amount - passed)
                wanted -= taken
                return taken > .zero ? (taken, leg.settledOn) : nil
            }
    }

    private func days(_ from: Day?) -> Int128 { from.map { Int128(max(0, until - $0)) } ?? 0 }

    /// On products of fen and days, half up.
    private func interest(on products: Int128) -> Money {
        Money(fen: Int64(roundedHalfUp(products * Int128(rate.billionths), over: 360 * 1_000_000_000)))
    }
}

extension Leg {
    /// Whether it brought a party's money to the bank. What was set off against a recovery was never paid.
    fileprivate func pays(_ party: String) -> Bool {
        guard settledOn != nil, order != nil, bearer == party else { return false }
        return [.compensation, .deferred, .forward, .advance, .insurerAdvance].contains(kind)
    }

    /// Whether it brought a party its part of a recovery.
    fileprivate func returns(to party: String) -> Bool {
        guard settledOn != nil, bearer == party else { return false }
        return [.recovery, .recoveryForward, .trueUp, .trueUpForward].contains(kind)
    }
}

extension Recovery {
    /// A party's part of the principal.
    public func principal(of party: String) -> Money {
        parts.filter { $0.kind == .principal && $0.party == party }.map(\.amount).total
    }
}
