/// An exact quotient of whole numbers, reduced: the arithmetic of the classroom, for a model that is to be right rather than
/// quick. A hundred and twenty-eight bits hold whatever a run's amounts come to.
struct Fraction: Comparable {
    let over, under: Int128

    init(_ over: Int128, _ under: Int128 = 1) {
        precondition(under > 0, "a denominator is above zero")
        var (a, b) = (over.magnitude, under.magnitude)
        while b != 0 { (a, b) = (b, a % b) }
        let common = Int128(max(a, 1))
        self.over = over / common
        self.under = under / common
    }

    init(_ whole: Int) { self.init(Int128(whole)) }

    static func + (a: Fraction, b: Fraction) -> Fraction {
        Fraction(a.over * b.under + b.over * a.under, a.under * b.under)
    }
    static func - (a: Fraction, b: Fraction) -> Fraction {
        Fraction(a.over * b.under - b.over * a.under, a.under * b.under)
    }
    static func * (a: Fraction, b: Fraction) -> Fraction { Fraction(a.over * b.over, a.under * b.under) }
    static func / (a: Fraction, b: Fraction) -> Fraction { Fraction(a.over * b.under, a.under * b.over) }
    static func < (a: Fraction, b: Fraction) -> Bool { a.over * b.under < b.over * a.under }

    var floor: Int {
        let (quotient, remainder) = over.quotientAndRemainder(dividingBy: under)
        return Int(remainder < 0 ? quotient - 1 : quotient)
    }

    /// To the nearest whole number, half up.
    var halfUp: Int { (self + Fraction(1, 2)).floor }
}

/// RULES §2, `largest`: floors, then a fen each to the greatest fractions, whoever stands first among equals.
func largest(_ total: Int, _ weights: [Int]) -> [Int] {
    let sum = weights.reduce(0, +)
    guard sum > 0 else { return weights.map { _ in 0 } }
    let exact = weights.map { Fraction(total) * Fraction(Int128($0), Int128(sum)) }
    var parts = exact.map(\.floor)
    while parts.reduce(0, +) < total {
        var best = -1
        for place in parts.indices where Fraction(parts[place]) <= exact[place] {
            let rest = exact[place] - Fraction(parts[place])
            if best < 0 || rest > exact[best] - Fraction(parts[best]) { best = place }
        }
        parts[best] += 1
    }
    return parts
}

/// RULES §4, the carry rule: what each is due of `total`, given what each bore and has back.
func carried(_ total: Int, borne: [Int], back: [Int]) -> [Int] {
    let whole = borne.reduce(0, +)
    let room = zip(borne, back).map { $0 - $1 }
    guard whole > 0 else { return room }
    let sofar = back.reduce(0, +) + total
    let due = zip(borne, back).map { Fraction(Int128($0) * Int128(sofar), Int128(whole)) - Fraction($1) }
    var parts = zip(due, room).map { min($1, max(0, $0.floor)) }
    func left(_ place: Int) -> Fraction { due[place] - Fraction(parts[place]) }
    while parts.reduce(0, +) < total {
        let open = parts.indices.filter { parts[$0] < room[$0] }
        parts[open.reduce(open[0]) { left($1) > left($0) ? $1 : $0 }] += 1
    }
    while parts.reduce(0, +) > total {
        let given = parts.indices.filter { parts[$0] > 0 }.reversed()
        parts[given.reduce(given.first!) { left($1) < left($0) ? $1 : $0 }] -= 1
    }
    return parts
}
