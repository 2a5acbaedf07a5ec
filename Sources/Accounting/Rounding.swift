/// The one rounding of the house: half up, for values of at least zero (RULES §2). It is called once for a figure, at
/// the place the rules name.
public func roundedHalfUp(_ numerator: Int128, over denominator: Int128) -> Int128 {
    precondition(numerator >= 0 && denominator > 0, "only a value of at least zero is rounded")
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    return remainder >= denominator - remainder ? quotient + 1 : quotient
}

extension Money {
    /// `amount × rate × days / dayCount`, rounded once. Exact up to 128 bits: an amount of 64 bits at a rate of 100 %
    /// for three hundred years.
    public func interest(at rate: Ratio, days: Int, dayCount: Int) -> Money {
        let product = Int128(fen) * Int128(rate.billionths) * Int128(days)
        return Money(fen: Int64(roundedHalfUp(product, over: Int128(dayCount) * 1_000_000_000)))
    }
}
