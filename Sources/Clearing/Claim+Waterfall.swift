import Accounting

extension Claim {
    /// The waterfall of the claim as its recoveries have left it: what is carried from one to the next is exact. Where a year's
    /// true-up moved part of the loss to the bank, what comes afterwards is shared by what each had still to get.
    ///
    /// - Parameters:
    ///   - legs: the claim's, of any kind; true-ups among them.
    ///   - recoveries: in the order they were reported.
    ///   - take: takes one recovery in.
    public func waterfall(
        legs: [Leg], recoveries: [Recovery], order: [RecoveryWaterfall.Step],
        _ take: (inout RecoveryWaterfall, Recovery) -> Void = { _ = $0.recover($1.gross, costs: $1.advanced) }
    ) -> RecoveryWaterfall {
        let moved = legs.filter { $0.kind == .trueUp || $0.kind == .trueUpShare }
        var waterfall = RecoveryWaterfall(
            borne: borne(before: moved), uncoveredInterest: filed.uncoveredInterest,
            uncoveredPenalty: filed.uncoveredPenalty, order: order)
        var rest = recoveries[...]
        for (at, legs) in Dictionary(grouping: moved, by: \.acceptedAt).sorted(by: { $0.key < $1.key }) {
            while let earlier = rest.first, earlier.reportedAt < at {
                take(&waterfall, earlier)
                rest.removeFirst()
            }
            waterfall.pass(
                legs.map { RecoveryWaterfall.Part(party: $0.bearer, amount: $0.amount) }, to: Share.bank)
        }
        for later in rest { take(&waterfall, later) }
        return waterfall
    }

    /// What each bore before a year's true-ups.
    private func borne(before moved: [Leg]) -> [RecoveryWaterfall.Part] {
        shares.map { share in
            let back = moved.filter { share.party == Share.bank || $0.bearer == share.party }.map(\.amount).total
            let borne = share.amount + share.deferred
            return RecoveryWaterfall.Part(
                party: share.party, amount: share.party == Share.bank ? borne - back : borne + back)
        }
    }
}

extension Recovery {
    /// Its costs, by whoever advanced them.
    public var advanced: [RecoveryWaterfall.Part] {
        costs.map { RecoveryWaterfall.Part(party: $0.party, amount: $0.amount) }
    }
}
