import Accounting

/// What a claim says of the loss, before it is shared.
public struct Loss: Sendable, Equatable {
    public let principal: Money
    public let collateralProceeds: Money
    /// Amounts that layers name in their `from`: a deposit, mutual-aid money.
    public let named: [Named]
    public let annualRate: Ratio
    public let interestPaidTo: Day
    public let calculatedOn: Day

    public struct Named: Sendable, Equatable {
        public let name: String
        public let amount: Money

        public init(name: String, amount: Money) {
            self.name = name
            self.amount = amount
        }
    }

    public init(
        principal: Money,
        collateralProceeds: Money,
        named: [Named] = [],
        annualRate: Ratio,
        interestPaidTo: Day,
        calculatedOn: Day
    ) {
        self.principal = principal
        self.collateralProceeds = collateralProceeds
        self.named = named
        self.annualRate = annualRate
        self.interestPaidTo = interestPaidTo
        self.calculatedOn = calculatedOn
    }

    /// Zero for an amount the claim does not name.
    func amount(named name: String) -> Money { named.first { $0.name == name }?.amount ?? .zero }

    /// Days of interest that are covered. Interest paid beyond the day of calculation leaves none.
    func interestDays(under base: LossBase) -> Int {
        max(0, min(calculatedOn - interestPaidTo, base.interestDays))
    }
}

/// A loss shared to the fen: Σ amounts + Σ deferred = base.
public struct SharedLoss: Sendable, Equatable {
    public let principal: Money
    public let interest: Money
    public let base: Money
    public let shares: [Part]

    /// What one party bears now, and what it owes later.
    public struct Part: Sendable, Equatable {
        public let party: String
        public internal(set) var amount: Money
        public internal(set) var deferred: Money
    }

    /// What the parties on a cap bear together now.
    public func borne(by parties: [String]) -> Money {
        shares.reduce(.zero) { parties.contains($1.party) ? $0 + $1.amount : $0 }
    }

    /// What was put off of theirs, and is owed all the same.
    public func putOff(of parties: [String]) -> Money {
        shares.reduce(.zero) { parties.contains($1.party) ? $0 + $1.deferred : $0 }
    }
}
