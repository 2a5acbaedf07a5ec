import Accounting
import JSON

/// The fee of one guarantee, what is given back on early release, what the reguarantor gets, and the rebate
/// (RULES §4, fee).
public struct GuaranteeFee: Sendable, Equatable {
    public let guaranteed: Money
    public let rate: Ratio
    public let from: Day
    public let until: Day
    public let releasedOn: Day?
    public let dayCount: Int
    public let reguarantee: Reguarantee?
    public let rebate: Rebate?

    public struct Reguarantee: Sendable, Equatable {
        /// The part of the liability that is reguaranteed.
        public let share: Ratio
        public let rate: Ratio

        public init(share: Ratio, rate: Ratio) {
            self.share = share
            self.rate = rate
        }
    }

    public struct Rebate: Sendable, Equatable {
        public let rate: Ratio
        /// No cap when nil.
        public let cap: Money?
        public let used: Money

        public init(rate: Ratio, cap: Money?, used: Money) {
            self.rate = rate
            self.cap = cap
            self.used = used
        }
    }

    public struct Result: Sendable, Equatable {
        public let days: Int
        public let charged: Money
        public let daysEarned: Int
        public let earned: Money
        public let refund: Money
        public let reguaranteeFee: Money?
        public let rebate: Money?
    }

    /// `from` is not after `until`, and the term is at most a hundred years.
    public init(
        guaranteed: Money,
        rate: Ratio,
        from: Day,
        until: Day,
        releasedOn: Day?,
        dayCount: Int,
        reguarantee: Reguarantee?,
        rebate: Rebate?
    ) {
        precondition(from <= until && until - from <= 36_600, "a term begins before it ends, within a century")
        self.guaranteed = guaranteed
        self.rate = rate
        self.from = from
        self.until = until
        self.releasedOn = releasedOn
        self.dayCount = dayCount
        self.reguarantee = reguarantee
        self.rebate = rebate
    }

    public func result() -> Result {
        var explanation = Explanation(isWanted: false)
        return result(explaining: &explanation)
    }

    public func result(explaining explanation: inout Explanation) -> Result {
        let days = until - from
        let charged = fee(at: rate, days: days, .feeCharged, &explanation)
        // A release after the term earns nothing more: the fee is for the term.
        let run = max(0, min(releasedOn ?? until, until) - from)
        let earned = fee(at: rate, days: run, .feeEarned, &explanation)
        let refund = charged - earned
        explanation.note(.feeRefund, ["charged": charged.json, "earned": earned.json], refund.json)
        return Result(
            days: days,
            charged: charged,
            daysEarned: run,
            earned: earned,
            refund: refund,
            reguaranteeFee: reguaranteeFee(days: days, &explanation),
            rebate: rebate(days: run, earned: earned, &explanation)
        )
    }

    private func fee(
        at rate: Ratio,
        days: Int,
        _ rule: Explanation.Rule,
        _ explanation: inout Explanation
    ) -> Money {
        let fee = guaranteed.interest(at: rate, days: days, dayCount: dayCount)
        explanation.note(
            rule,
            ["guaranteed": guaranteed.json, "rate": rate.json, "days": days.json, "day_count": dayCount.json],
            fee.json
        )
        return fee
    }

    /// Two ratios and a century of days on the greatest amount need 125 bits.
    private func reguaranteeFee(days: Int, _ explanation: inout Explanation) -> Money? {
        guard let reguarantee else { return nil }
        let product =
            Int128(guaranteed.fen) * Int128(reguarantee.share.billionths) * Int128(reguarantee.rate.billionths)
            * Int128(days)
        let divisor = Int128(dayCount) * 1_000_000_000 * 1_000_000_000
        let fee = Money(fen: Int64(roundedHalfUp(product, over: divisor)))
        explanation.note(
            .feeReguarantee,
            [
                "guaranteed": guaranteed.json, "share": reguarantee.share.json, "rate": reguarantee.rate.json,
                "days": days.json, "day_count": dayCount.json,
            ],
            fee.json
        )
        return fee
    }

    private func rebate(days: Int, earned: Money, _ explanation: inout Explanation) -> Money? {
        guard let rebate else { return nil }
        let nominal = guaranteed.interest(at: rebate.rate, days: days, dayCount: dayCount)
        let room = rebate.cap.map { max(.zero, $0 - rebate.used) }
        let amount = min(nominal, earned, room ?? earned)
        explanation.note(
            .feeRebate,
            [
                "rate": rebate.rate.json, "days": days.json, "nominal": nominal.json, "earned": earned.json,
                "cap": rebate.cap.json, "used": rebate.used.json,
            ],
            amount.json
        )
        return amount
    }
}
