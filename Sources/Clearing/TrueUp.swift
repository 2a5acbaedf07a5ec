import Accounting

/// What the year of a compensation-rate cap comes to in the end, and which claims give back what is over (RULES §4, V32).
///
/// While a year has released nothing, its cap has no base and cover is provisional. Once the year is over the cap is worked out on
/// all it released; what was taken beyond that goes back, the latest payment first.
public struct TrueUp: Sendable, Equatable {
    /// The year of one bank under one programme.
    public struct Year: Sendable, Hashable {
        public let portfolio: Portfolio
        public let year: Int

        public init(portfolio: Portfolio, year: Int) {
            self.portfolio = portfolio
            self.year = year
        }

        /// The name of the year among a cap's windows.
        public var window: String { "\(portfolio.bank)-\(year)" }
    }

    public let cap: String
    /// The cap's limit on all the year released.
    public let limit: Money
    /// What claims had taken of it.
    public let used: Money
    public let parts: [Part]

    /// What one bearer gets back of one claim.
    public struct Part: Sendable, Equatable {
        public let claim: Int64
        public let party: String
        public let amount: Money

        public init(claim: Int64, party: String, amount: Money) {
            self.claim = claim
            self.party = party
            self.amount = amount
        }
    }

    public var excess: Money { max(.zero, used - limit) }
    /// What is over and was not paid yet, or has come back: it is not returned.
    public var left: Money { excess - parts.map(\.amount).total }

    /// Goes through claims from the latest payment back, as far as the excess reaches. Within a claim those under the cap give
    /// back by largest remainder over what each has paid and not got back.
    public init(_ cap: Terms.Cap, limit: Money, used: Money, window: String, claims: [Claim]) {
        self.cap = cap.id
        self.limit = limit
        self.used = used
        var left = max(.zero, used - limit)
        var parts: [Part] = []
        let latest = claims.sorted {
            ($1.paidOn?.number ?? 0, $1.number) < ($0.paidOn?.number ?? 0, $0.number)
        }
        for claim in latest where left > .zero {
            let taken = claim.uses.filter { $0.cap == cap.id && $0.window == window }.map(\.amount).total
            let payers = cap.on.map { (party: $0, amount: claim.returnable(to: $0)) }
            let amount = min(left, taken, payers.map(\.amount).total)
            guard amount > .zero else { continue }
            for (payer, part) in zip(payers, amount.largest(over: payers.map(\.amount.fen))) where part > .zero {
                parts.append(Part(claim: claim.number, party: payer.party, amount: part))
            }
            left -= amount
        }
        self.parts = parts
    }
}
