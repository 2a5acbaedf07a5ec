import Accounting
import JSON

/// What is still to come back of one claim, and how each recovery goes down the order (RULES §4, recover).
///
/// The principal is shared by the carry rule: largest remainder over running totals would now and then ask a fen
/// back (shares 45/40/15: three fen give 1/1/1, four give 2/2/0); over each recovery by itself it favours the first.
public struct RecoveryWaterfall: Sendable, Equatable {
    public enum Step: String, Sendable, CaseIterable {
        case costs, principal, interest, penalty
    }

    /// A party and its fen.
    public struct Part: Sendable, Equatable {
        public let party: String
        public let amount: Money

        public init(party: String, amount: Money) {
            self.party = party
            self.amount = amount
        }
    }

    /// Where one recovery went.
    public struct Split: Sendable, Equatable {
        /// In the order the parties first advanced costs; zero amounts left out.
        public internal(set) var costs: [Part] = []
        /// One for each bearer, in their order.
        public internal(set) var principal: [Part]
        public internal(set) var interest = Money.zero
        public internal(set) var penalty = Money.zero
        /// Belongs to the borrower.
        public internal(set) var surplus = Money.zero
    }

    public let order: [Step]
    /// What each bearer bore, the bank included.
    public private(set) var borne: [Part]
    /// What each bearer has back, as `borne` is ordered.
    public private(set) var paid: [Money]
    /// Approved costs not yet reimbursed.
    public private(set) var owedCosts: [Part]
    public private(set) var interestLeft: Money
    public private(set) var penaltyLeft: Money

    public static let usualOrder: [Step] = [.costs, .principal, .interest, .penalty]

    /// `paid`, where recoveries came in before, has one amount for each of `borne` and never more than was borne.
    public init(
        borne: [Part],
        paid: [Money]? = nil,
        owedCosts: [Part] = [],
        uncoveredInterest: Money,
        uncoveredPenalty: Money,
        order: [Step] = usualOrder
    ) {
        let paid = paid ?? borne.map { _ in .zero }
        precondition(
            paid.count == borne.count && zip(paid, borne).allSatisfy { $0 <= $1.amount },
            "nobody has more back than it bore"
        )
        self.borne = borne
        self.paid = paid
        self.owedCosts = owedCosts
        self.interestLeft = uncoveredInterest
        self.penaltyLeft = uncoveredPenalty
        self.order = order
    }

    /// What each bearer still waits for.
    public var outstanding: [Part] {
        zip(borne, paid).map { Part(party: $0.party, amount: $0.amount - $1) }
    }

    /// Costs nobody has reimbursed so far; zero amounts left out.
    public var unreimbursedCosts: [Part] { owedCosts.filter { $0.amount > .zero } }

    /// Takes in one recovery, gross, with the costs approved for it.
    public mutating func recover(_ gross: Money, costs: [Part] = []) -> Split {
        var explanation = Explanation(isWanted: false)
        return recover(gross, costs: costs, explaining: &explanation)
    }

    public mutating func recover(
        _ gross: Money,
        costs: [Part],
        explaining explanation: inout Explanation
    ) -> Split {
        for cost in costs { owe(cost) }
        var split = Split(principal: borne.map { Part(party: $0.party, amount: .zero) })
        var left = gross
        for step in order {
            switch step {
            case .costs:
                split.costs = payCosts(&left, explaining: &explanation)
            case .principal:
                split.principal = payPrincipal(&left, explaining: &explanation)
            case .interest:
                split.interest = RecoveryWaterfall.pay(&interestLeft, from: &left)
                explanation.note(.recoverInterest, ["still_owed": interestLeft.json], split.interest.json)
            case .penalty:
                split.penalty = RecoveryWaterfall.pay(&penaltyLeft, from: &left)
                explanation.note(.recoverPenalty, ["still_owed": penaltyLeft.json], split.penalty.json)
            }
        }
        split.surplus = left
        explanation.note(.recoverSurplus, ["gross": gross.json], left.json)
        return split
    }

    /// Part of what some have still to get is one party's from now on: it bears the loss in their place. What each has back
    /// stays with it; what comes afterwards is shared by what each has still to get.
    public mutating func pass(_ parts: [Part], to party: String) {
        var left = outstanding
        for part in parts {
            guard let from = left.firstIndex(where: { $0.party == part.party }),
                let to = left.firstIndex(where: { $0.party == party }), left[from].amount >= part.amount
            else { preconditionFailure("what passes on is still to come back") }
            left[from] = Part(party: part.party, amount: left[from].amount - part.amount)
            left[to] = Part(party: party, amount: left[to].amount + part.amount)
        }
        borne = left
        paid = left.map { _ in .zero }
    }

    private mutating func owe(_ cost: Part) {
        if let place = owedCosts.firstIndex(where: { $0.party == cost.party }) {
            owedCosts[place] = Part(party: cost.party, amount: owedCosts[place].amount + cost.amount)
        } else {
            owedCosts.append(cost)
        }
    }

    private mutating func payCosts(_ left: inout Money, explaining explanation: inout Explanation) -> [Part] {
        let owed = owedCosts.map(\.amount)
        let available = min(left, owed.total)
        let amounts = available.largest(over: owed.map(\.fen))
        left -= available
        explanation.note(.recoverCosts, ["owed": owedCosts.json, "available": available.json], available.json)
        let paid = zip(owedCosts, amounts).map { Part(party: $0.party, amount: $1) }
        owedCosts = zip(owedCosts, amounts).map { Part(party: $0.party, amount: $0.amount - $1) }
        return paid.filter { $0.amount > .zero }
    }

    private mutating func payPrincipal(_ left: inout Money, explaining explanation: inout Explanation) -> [Part] {
        let room = zip(borne, paid).map { $0.amount - $1 }
        let available = min(left, room.total)
        left -= available
        explanation.note(
            .recoverPrincipal,
            ["available": available.json, "outstanding": outstanding.json],
            available.json
        )
        let amounts = carry(available, room: room)
        for (place, amount) in amounts.enumerated() {
            explanation.note(
                .recoverCarry,
                [
                    "party": .string(borne[place].party), "borne": borne[place].amount.json,
                    "paid_before": paid[place].json,
                ],
                amount.json
            )
            paid[place] += amount
        }
        return zip(borne, amounts).map { Part(party: $0.party, amount: $1) }
    }

    /// The carry rule. d = cumulative entitlement − already paid is kept as a numerator over Σ borne, so that it is
    /// exact; 10^15 fen times 10^17 need 107 bits.
    private func carry(_ available: Money, room: [Money]) -> [Money] {
        let whole = borne.reduce(Int128(0)) { $0 + Int128($1.amount.fen) }
        guard whole > 0 else { return room }
        let cumulative = paid.reduce(Int128(available.fen)) { $0 + Int128($1.fen) }
        let due = zip(borne, paid).map { Int128($0.amount.fen) * cumulative - Int128($1.fen) * whole }
        var amounts = zip(due, room).map { due, room in min(room, due > 0 ? Money(fen: Int64(due / whole)) : .zero) }
        func stillDue(_ place: Int) -> Int128 { due[place] - Int128(amounts[place].fen) * whole }

        while amounts.total < available {
            let open = amounts.indices.filter { amounts[$0] < room[$0] }
            // `max` and `min` give the first of equals: here in the order of the list, below in reverse.
            guard let place = open.max(by: { stillDue($0) < stillDue($1) }) else { break }
            amounts[place] += Money(fen: 1)
        }
        while amounts.total > available {
            let given = amounts.indices.filter { amounts[$0] > .zero }
            guard let place = given.reversed().min(by: { stillDue($0) < stillDue($1) }) else { break }
            amounts[place] -= Money(fen: 1)
        }
        return amounts
    }

    private static func pay(_ owed: inout Money, from left: inout Money) -> Money {
        let amount = min(owed, left)
        owed -= amount
        left -= amount
        return amount
    }
}
