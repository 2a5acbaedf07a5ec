import Accounting

/// A year's compensation-rate cap came to less than what was paid on its account (年末清算): bearers under the cap have their
/// part back, and the bank bears it instead.
extension Claim {
    /// What a bearer has paid of the loss and not got back; nothing else can be returned to it.
    public func returnable(to party: String) -> Money {
        guard state == .paid || state == .recovering, !isChainOpen, let share = share(of: party) else { return .zero }
        return max(.zero, share.settled - share.recovered)
    }

    /// Moves fen of other bearers' shares to the bank's. They had been paid, and are paid no more.
    public mutating func trueUp(_ parts: [(party: String, amount: Money)]) {
        for part in parts {
            guard let place = shares.firstIndex(where: { $0.party == part.party }),
                let bank = shares.firstIndex(where: { $0.party == Share.bank }), place != bank
            else { preconditionFailure("what passes to the bank was another bearer's") }
            shares[place].giveBack(part.amount)
            shares[bank].amount += part.amount
        }
    }
}

extension Share {
    fileprivate mutating func giveBack(_ part: Money) {
        amount -= part
        settled -= part
        precondition(settled >= recovered, "nobody gives back what it has back already")
        accepted = accepted.map { min($0, amount) }
    }
}
