import Accounting

extension Terms {
    /// A cap as agreed: what it limits and over what it counts. On the day of a claim it becomes an `AppliedCap`.
    public struct Cap: Sendable, Equatable {
        public let id: String
        public let on: [String]
        public let limit: Limit
        public let window: Window
        public let excess: Excess

        public enum Limit: Sendable, Equatable {
            case amount(Money)
            /// rate × factor × released principal, as `of` counts it.
            case rate(Ratio, factor: Ratio, of: Released = .annualised)
            /// Of the pool's principal when the year opened.
            case percentOfOpeningPool(Ratio)
            /// Of the premium paid for the policy; may be above 100.
            case percentOfPremium(Ratio)
        }

        /// How a compensation-rate cap counts principal that has been released.
        public enum Released: String, Sendable, CaseIterable {
            /// Principal × days / 365, the national formula.
            case annualised
            /// The principal itself: compensated in a period by released in it.
            case plain
        }

        /// Over what the use of a cap is added up.
        public enum Window: String, Sendable, CaseIterable {
            case claim
            case borrower
            case borrowerYear = "borrower-year"
            case bankYear = "bank-year"
            /// A bank, over all years.
            case bank
            case poolYear = "pool-year"
            case policy
        }

        /// The cap with its limit and its use of the day.
        public func applied(limit: AppliedCap.Limit, used: Money) -> AppliedCap {
            AppliedCap(id: id, on: on, limit: limit, used: used, excess: excess)
        }
    }
}
