import Accounting

/// Claims up the chain of guarantors (RULES §2, domain §1.4). The guarantor that has paid the bank for all claims from the first
/// tier what that tier and those above it bear; the tier pays it, and claims from the next what is not its own. The fen are those
/// frozen at admission (V23).
///
/// Until every tier's claim is settled it is not known who bore what: recoveries, write-offs, cures and clawbacks wait.
extension Claim {
    /// Shares up the chain, the first tier first.
    public var tiers: [Share] {
        shares.filter(\.isUpChain).sorted { ($0.chain?.tier ?? 0) < ($1.chain?.tier ?? 0) }
    }

    public var isChainOpen: Bool { shares.contains(where: \.isOpenUpChain) }

    /// What a tier is asked for: its own share, and those above it.
    public func asked(upTo share: Share) -> Money { covered(by: share).map(\.amount).total }

    private func covered(by share: Share) -> [Share] {
        tiers.filter { ($0.chain?.tier ?? 0) >= (share.chain?.tier ?? 0) }
    }

    /// How a tier's payment falls on its own share and on those above it: each above by floor, its own takes the rest.
    public func parts(of amount: Money, by share: Share) -> [(party: String, amount: Money)] {
        let above = covered(by: share).dropFirst()
        let whole = asked(upTo: share)
        guard whole > .zero else { return [] }
        let others = above.map { other in
            let exact = Int128(amount.fen) * Int128(other.amount.fen) / Int128(whole.fen)
            return (party: other.party, amount: Money(fen: Int64(exact)))
        }
        return [(share.party, amount - others.map(\.amount).total)] + others
    }

    /// Who paid may claim from the tier above it from now on, until a day.
    public mutating func openChain(to claimant: String, paidOn: Day, until: Day) {
        guard let next = tiers.first(where: { $0.state == .upChain && $0.chain?.claimant == nil }),
            let place = shares.firstIndex(where: { $0.party == next.party })
        else { return }
        shares[place].chain?.claimant = claimant
        shares[place].chain?.paidOn = paidOn
        shares[place].chain?.claimUntil = until
    }

    /// The tier a party may claim from: it has paid for it, and has not claimed yet.
    public func claimable(by party: String) -> Share? {
        tiers.first { $0.state == .upChain && $0.chain?.claimant == party }
    }

    /// A party claims what it has paid for others.
    public mutating func claimUpChain(
        by party: String, _ claim: Share.UpChainClaim, person: String, at now: Moment
    ) throws(Refusal) -> Share {
        guard let open = claimable(by: party), let place = shares.firstIndex(where: { $0.party == open.party }) else {
            throw Refusal(.nothingUpChain)
        }
        let asked = asked(upTo: open)
        shares[place].state = .pending
        shares[place].chain?.asked = asked
        shares[place].chain?.voucher = claim.voucher
        shares[place].chain?.sha256 = claim.sha256
        shares[place].chain?.claimedBy = person
        shares[place].chain?.claimedAt = now
        shares[place].chain?.answerBy = claim.answerBy
        return shares[place]
    }

    /// Whether a tier's time to answer is over and nothing has come of it yet.
    public func isSilentUpChain(_ party: String, on today: Day) -> Bool {
        guard let share = share(of: party), share.state == .pending, let chain = share.chain, chain.escalatedOn == nil,
            let answerBy = chain.answerBy
        else { return false }
        return answerBy < today
    }

    /// Silence is consent: the tier grants all it was asked for.
    public mutating func deemUpChain(_ party: String, by person: String, at now: Moment) -> Share {
        let place = place(of: party)
        shares[place].deem(shares[place].chain?.asked, by: person, at: now)
        return shares[place]
    }

    /// Silence is laid before the supervisor, once; the tier may still answer.
    public mutating func escalateUpChain(_ party: String, on day: Day) {
        shares[place(of: party)].chain?.escalatedOn = day
    }

    /// Ends a dispute between two tiers, or a silence that was laid before the supervisor: the tier pays `amount`, what is left
    /// is borne by who claimed it.
    ///
    /// - Returns: what each of the shares up there loses.
    public mutating func resolveUpChain(_ party: String, to amount: Money, by person: String, at now: Moment)
        throws(Refusal) -> [(party: String, amount: Money)]
    {
        let place = place(of: party)
        let share = shares[place]
        guard share.state == .disputed || (share.state == .pending && share.chain?.escalatedOn != nil) else {
            throw Refusal(.notDisputed)
        }
        let (accepted, asked) = (share.accepted ?? .zero, share.chain?.asked ?? .zero)
        guard amount >= accepted && amount <= asked else {
            throw Refusal(.aboveShare, at: "/amount", ["amount": "\(accepted) – \(asked)"])
        }
        let lost = cut(share, to: amount)
        shares[place].state = .resolved
        shares[place].accepted = amount
        return lost
    }

    /// Nobody claimed in time: who paid bears it (RULES §2).
    public mutating func lapse(_ party: String) -> [(party: String, amount: Money)] {
        let share = shares[place(of: party)]
        precondition(share.state == .upChain, "only what was not claimed lapses")
        return cut(share, to: .zero)
    }

    /// Takes a tier's claim down to an amount: shares it covers are less, and the claimant's is more, which it has paid.
    private mutating func cut(_ share: Share, to amount: Money) -> [(party: String, amount: Money)] {
        guard let claimant = share.chain?.claimant else { preconditionFailure("a tier is claimed by who paid for it") }
        let kept = parts(of: amount, by: share)
        let lost = covered(by: share).map { former in
            (party: former.party, amount: former.amount - (kept.first { $0.party == former.party }?.amount ?? .zero))
        }
        let claimantPlace = place(of: claimant)
        for (party, lost) in lost {
            let place = place(of: party)
            shares[place].amount -= lost
            // A tier that claims has paid for this one already; the guarantor at the bottom has paid the bank.
            if shares[claimantPlace].isUpChain { shares[place].settled -= lost }
            if shares[place].amount == .zero && shares[place].state == .upChain { shares[place].state = .lapsed }
            shares[claimantPlace].amount += lost
            shares[claimantPlace].settled += lost
        }
        return lost
    }

    /// Whom a bearer's payment reaches: who has paid for it.
    public func payee(of leg: Leg) -> String {
        guard leg.kind == .chain, let claimant = share(of: leg.bearer)?.chain?.claimant else { return payee }
        return claimant
    }

    private func place(of party: String) -> Int {
        guard let place = shares.firstIndex(where: { $0.party == party }) else {
            preconditionFailure("the parties of a chain bear shares of the claim")
        }
        return place
    }
}
