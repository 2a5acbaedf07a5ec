import Accounting
import Clearing

extension Books {
    /// Lets everybody's part of an approved claim fall due. Each pays for itself: the fund pays the payee, the others pay into
    /// the clearing account; or the fund pays for the others too. What a yearly limit puts off is due as well, and waits for
    /// the run that finds headroom: the same year's if some is given back, else the next. Who is claimed from up the chain owes
    /// nothing yet.
    mutating func fallDue(_ claim: Claim, at now: Moment) {
        guard !claim.awaitsAdvance else { return }
        for share in claim.shares
        where share.party != Share.bank && share.party != claim.payee && !share.isUpChain {
            let isFund = share.party == Share.fund
            let kind: Leg.Kind = isFund ? .compensation : claim.advancedBy == Share.fund ? .advance : .share
            fallDue(kind, share.undisputed, of: share.party, claim, at: now)
            if isFund { fallDue(.deferred, share.deferred, of: share.party, claim, at: now) }
        }
    }

    private mutating func fallDue(
        _ kind: Leg.Kind, _ amount: Money, of bearer: String, _ claim: Claim, at now: Moment
    ) {
        guard amount > .zero else { return }
        add(
            Leg(
                number: next(\.leg), kind: kind, counterparty: kind == .share ? bearer : claim.payee,
                claim: claim.number, bearer: bearer, amount: amount, dueOn: now.day,
                acceptedAt: claim.admittedAt ?? now))
    }

    /// A bearer's share is no longer due through the clearing account.
    mutating func endShare(of party: String, _ amount: Money, _ claim: Claim, on day: Day) throws(Refusal) {
        try post(
            "share-ended", about: "claim/\(claim.number)", on: day, ["party": party, "claim": "\(claim.number)"],
            ["amount": amount])
    }
}
