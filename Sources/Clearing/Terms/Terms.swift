import Accounting
import JSON

/// One version of a programme's terms (产品 / 方案): who bears what, under which caps, and how filings and claims go
/// (RULES §3).
///
/// Shares and cover follow the version in force when the loan was filed; procedure follows that in force when the
/// claim was filed. The parties `bank` and `fund` stand for the loan's bank and the book's fund.
public struct Terms: Sendable, Equatable {
    public let programme: String
    public let name: Name
    public let from: Day
    /// The first day on which the terms are no longer in force; nil while open.
    public let until: Day?
    public let sharing: Sharing
    /// In order; each only lowers the parties it is on.
    public let caps: [Cap]
    /// The least percentage the bank bears, 0 to 100.
    public let bankMinimum: Ratio
    public let filing: Filing
    public let claim: ClaimProcedure
    public let confirm: Confirmation
    public let pay: Payment
    public let breaker: Breaker
    public let recoveryOrder: [RecoveryWaterfall.Step]

    /// What people call the programme.
    public struct Name: Sendable, Equatable {
        public let chinese: String
        public let english: String

        public init(chinese: String, english: String) {
            self.chinese = chinese
            self.english = english
        }
    }

    public var base: LossBase { sharing.base }
    public var remainder: Remainder { sharing.remainder }
    public var layers: [Layer] { sharing.layers }

    /// Every party that may come to bear something, in order of first mention.
    public var parties: [String] {
        let named = layers.flatMap { $0.bearers.map(\.party) } + caps.flatMap { $0.excess.parties }
        var seen: Set<String> = []
        return named.filter { seen.insert($0).inserted }
    }

    /// The fund's share of a loss of the whole balance, by layers and the remainder rule: no caps, no named amounts.
    /// It is what a filing reserves.
    public func exposure(of balance: Money) -> Money {
        nominalShares(of: balance).first { $0.party == Share.fund }?.amount ?? .zero
    }

    /// What each bearer takes of a loss by layers and the remainder rule alone.
    public func nominalShares(of base: Money) -> [SharedLoss.Part] { sharing.nominalShares(of: base) }
}
