/// The way between a party and a server, on which questions and answers get lost.
final class AnswerCutter: Sendable {
    private let count = Shared(0)
    /// One piece in so many is lost; 0 loses none.
    private let rarity = Shared(0)

    /// How many pieces were lost.
    var cuts: Int { count.value }

    func lose(oneIn rarity: Int) { self.rarity.change { $0 = rarity } }

    var gate: any Relay.Gate { Gate(cutter: self) }

    private struct Gate: Relay.Gate {
        let cutter: AnswerCutter

        /// What is lost is lost whole, or from its middle on; a question that arrives is most often answered into nothing.
        mutating func pass(_ bytes: ArraySlice<UInt8>, from side: Relay.Side) -> Relay.Passage {
            let rarity = cutter.rarity.value * (side == .client ? 4 : 1)
            guard rarity > 0, Int.random(in: 0..<rarity) == 0 else { return Relay.Passage(onward: Array(bytes)) }
            cutter.count.change { $0 += 1 }
            return Relay.Passage(onward: Array(bytes.prefix(Bool.random() ? bytes.count / 2 : 0)), then: .cut)
        }
    }
}
