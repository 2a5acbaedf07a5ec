/// Chance that can be repeated: what is thrown follows from the seed and the place of the throw alone (SplitMix64).
struct Dice: Sendable {
    private var state: UInt64

    /// Every step has dice of its own, so that an order two steps fell into by chance does not change those after them.
    init(seed: UInt64, step: Int) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(step) &* 0xD1B5_4A32_D192_ED03
        _ = next()
    }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// One of `range`.
    mutating func roll(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    mutating func chance(_ percent: Int) -> Bool { roll(1...100) <= percent }

    mutating func pick<T>(_ items: [T]) -> T { items[roll(0...items.count - 1)] }

    /// Mostly something sensible of what there is, now and then anything at all.
    mutating func mostly<T>(_ sensible: [T], else others: [T]) -> T {
        sensible.isEmpty || chance(10) ? pick(others) : pick(sensible)
    }
}
