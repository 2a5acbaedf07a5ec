extension Money {
    /// Shares out by weight and loses nothing (RULES §2, `largest`): every exact part is floored, and the fen left
    /// over go one each to the largest fractions, ties to whoever stands first.
    ///
    /// Neither the amount nor a weight may be negative; not all weights may be zero unless the amount is.
    public func largest(over weights: [Int64]) -> [Money] {
        let divisor = Money.sum(of: weights, for: self)
        guard divisor > 0 else { return weights.map { _ in .zero } }
        var parts: [Money] = []
        var fractions: [UInt128] = []
        parts.reserveCapacity(weights.count)
        fractions.reserveCapacity(weights.count)
        var left = self
        for weight in weights {
            let (part, fraction) = exactPart(weight, of: divisor)
            parts.append(part)
            fractions.append(fraction)
            left -= part
        }
        guard left > .zero else { return parts }
        let order = weights.indices.sorted { (fractions[$1], $0) < (fractions[$0], $1) }
        for place in order.prefix(Int(left.fen)) { parts[place] += Money(fen: 1) }
        return parts
    }

    /// Shares out by weight; every part is floored but that at `place`, which takes the rest (RULES §2,
    /// `remainder to X`).
    public func floored(over weights: [Int64], remainderTo place: Int) -> [Money] {
        let divisor = Money.sum(of: weights, for: self)
        guard divisor > 0 else { return weights.map { _ in .zero } }
        var parts = weights.map { exactPart($0, of: divisor).floor }
        parts[place] = .zero
        parts[place] = self - parts.total
        return parts
    }

    /// The product of two 64-bit numbers needs 126 bits.
    private func exactPart(_ weight: Int64, of divisor: UInt128) -> (floor: Money, fraction: UInt128) {
        let product = UInt128(fen.magnitude) * UInt128(weight.magnitude)
        let (quotient, remainder) = product.quotientAndRemainder(dividingBy: divisor)
        return (Money(fen: Int64(quotient)), remainder)
    }

    private static func sum(of weights: [Int64], for amount: Money) -> UInt128 {
        precondition(amount >= .zero, "only an amount of at least zero is shared out")
        var sum: UInt128 = 0
        for weight in weights {
            precondition(weight >= 0, "a weight is at least zero")
            sum += UInt128(weight.magnitude)
        }
        precondition(sum > 0 || amount == .zero, "an amount is shared out over weights that are not all zero")
        return sum
    }
}
