import Accounting

/// The three balances statistics ask for: what is owed under guarantee (名义在保余额), less the bank's share (在保余额), less
/// the reguarantors' and the national fund's (责任余额).
public struct LoanBalances: Sendable, Equatable {
    public private(set) var nominal: Money
    public private(set) var inForce: Money
    public private(set) var responsibility: Money

    public static let zero = LoanBalances(nominal: .zero, inForce: .zero, responsibility: .zero)

    private init(nominal: Money, inForce: Money, responsibility: Money) {
        (self.nominal, self.inForce, self.responsibility) = (nominal, inForce, responsibility)
    }

    /// Of one loan's balance, by the shares of its terms. `isReguarantor` says which parties stand behind the guarantors.
    public init(of balance: Money, under terms: Terms, isReguarantor: (String) -> Bool) {
        var (bank, behind) = (Money.zero, Money.zero)
        for part in terms.nominalShares(of: balance) {
            if part.party == Share.bank { bank += part.amount }
            if isReguarantor(part.party) { behind += part.amount }
        }
        self.init(nominal: balance, inForce: balance - bank, responsibility: balance - bank - behind)
    }

    /// Of so many loans of the same balance: sums foot to the fen.
    public func times(_ count: Int64) -> LoanBalances {
        LoanBalances(
            nominal: Money(fen: nominal.fen * count), inForce: Money(fen: inForce.fen * count),
            responsibility: Money(fen: responsibility.fen * count))
    }

    public static func += (left: inout LoanBalances, right: LoanBalances) {
        left = LoanBalances(
            nominal: left.nominal + right.nominal, inForce: left.inForce + right.inForce,
            responsibility: left.responsibility + right.responsibility)
    }
}
