import Accounting
import Clearing
import JSON

/// Gathers what is due by a day into a settlement run, netted per category and counterparty (RULES §7).
///
/// There is one run a day of all that is due, and one of each category by itself: asked again, by whomever, the same run is
/// the answer.
public struct ProposeRun: Command {
    public static let name = "propose-run"
    public static let status = 201

    let dueOn: Day
    let category: Category?

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        dueOn = try fields.day("due_on")
        category = try fields.optionalChoice("category", of: Category.self)
        try fields.end()
    }

    public var needs: Needs {
        var needs = Needs()
        needs.dueBy = [dueOn]
        needs.runDays = [dueOn]
        return needs
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> RunView {
        try caller.require(.clerk)
        try dueOn.mustNotBeAfter(now.day, at: "/due_on")
        if let run = books.run(due: dueOn, category) { return RunView(run, books.orders(of: run.number)) }
        let due = books.legs(dueBy: dueOn).filter { category == nil || $0.category == category }
        let legs = try books.affordable(due, on: dueOn)
        guard !legs.isEmpty else { throw Refusal(.nothingDue, at: "/due_on", ["day": "\(dueOn)"]) }
        let run = Run(
            number: books.next(\.run), dueOn: dueOn, category: category, proposedBy: caller.person.id, proposedAt: now)
        books.add(run)
        let orders = net(legs, into: run, in: &books)
        books.tell(
            "run.proposed", about: "run/\(run.number)", to: [caller.party.id],
            ["due_on": .string("\(dueOn)"), "orders": .integer(Int64(orders.count))])
        return RunView(run, orders)
    }

    /// One order for each category and counterparty, in that order, so that the same run always has the same numbers.
    private func net(_ legs: [Leg], into run: Run, in books: inout Books) -> [PaymentOrder] {
        let groups = Dictionary(grouping: legs) { Group(category: $0.category.rawValue, party: $0.counterparty) }
        return groups.keys.sorted().map { group in
            let legs = groups[group]!.sorted { $0.number < $1.number }
            let net = legs.map { $0.kind.isPayable ? $0.amount : -$0.amount }.total
            let order = PaymentOrder(
                number: books.next(\.order), run: run.number, category: legs[0].category, party: group.party,
                direction: net > .zero ? .pay : net < .zero ? .collect : .even, amount: net < .zero ? -net : net)
            books.add(order)
            for var leg in legs {
                leg.run = run.number
                leg.order = order.number
                books.save(leg)
            }
            return order
        }
    }

    private struct Group: Hashable, Comparable {
        let category, party: String

        static func < (left: Group, right: Group) -> Bool {
            (left.category, left.party) < (right.category, right.party)
        }
    }
}
