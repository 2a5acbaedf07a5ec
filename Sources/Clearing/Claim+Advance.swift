import Accounting

/// One party pays the bank the whole public part, the others owe it theirs (先行代付, RULES §7). The fen are those that were
/// frozen when the claim was admitted.
extension Claim {
    /// To whom the fund and the other bearers pay: the bank, or the guarantor that has paid it.
    public var payee: String {
        guard let advancedBy, advancedBy != Share.fund else { return filed.bank }
        return advancedBy
    }

    /// Whether nothing is due until a guarantor has proved that it paid the bank.
    public var awaitsAdvance: Bool { payee != filed.bank && advancedOn == nil }

    /// What the bank is paid by others than itself, put off or not.
    public var publicPart: Money {
        shares.filter { $0.party != Share.bank }.map { $0.amount + $0.deferred }.total
    }

    /// Says who pays for all. A party that bears nothing of this claim does not, and then everybody pays for itself.
    public mutating func letAdvance(by party: String?) {
        precondition(state == .approved, "who pays is settled as the claim is approved")
        guard let share = party.flatMap({ share(of: $0) }) else { return }
        if share.party == Share.fund || share.amount > .zero || !tiers.isEmpty { advancedBy = share.party }
    }

    /// The guarantor has paid the bank: its own share is settled so.
    public mutating func takeAdvance(on day: Day, recorded: Day) throws(Refusal) {
        guard [.approved, .paid, .recovering].contains(state), awaitsAdvance, let advancedBy else {
            throw Refusal(.wrongState, ["state": state.rawValue])
        }
        advancedOn = day
        try settle(share(of: advancedBy)?.amount ?? .zero, of: advancedBy, on: recorded)
    }
}
