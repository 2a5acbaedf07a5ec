import Accounting
import Clearing
import JSON

/// Another person releases a run: its orders go out. Above the tier a third person releases too.
public struct ReleaseRun: Command {
    public static let name = "release-run"

    let run: Int64

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        run = path.number("run")
        try fields.end()
    }

    public var needs: Needs {
        var needs = Needs()
        needs.runs = [run]
        return needs
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> RunView {
        try caller.require(.approver)
        var run = try books.run(run)
        var orders = books.orders(of: run.number)
        try checkPayees(of: orders, in: books)
        let payable = orders.filter { $0.direction == .pay }.map(\.amount).total
        try run.release(by: caller, payable: payable, at: now)
        books.save(run)
        if run.state == .released {
            for place in orders.indices { try issue(&orders[place], of: run, in: &books, by: caller, at: now) }
        }
        books.tell(
            run.state == .released ? "run.released" : "run.first-release", about: "run/\(run.number)",
            to: [caller.party.id] + orders.map(\.party), ["payable": .integer(payable.fen)])
        return RunView(run, orders)
    }

    /// Money goes to accounts only that two people have put into the register.
    private func checkPayees(of orders: [PaymentOrder], in books: Books) throws(Refusal) {
        let missing = orders.filter { $0.direction == .pay && books.reference.parties[$0.party]?.account == nil }
        guard missing.isEmpty else {
            throw Refusal(.payeeMissing, ["parties": Set(missing.map(\.party)).sorted().joined(separator: ", ")])
        }
    }

    /// An order that nets to nothing moves no money: its legs are settled as it is issued.
    private func issue(
        _ order: inout PaymentOrder, of run: Run, in books: inout Books, by caller: Caller, at now: Moment
    ) throws(Refusal) {
        try order.issue(to: books.reference.parties[order.party]?.account)
        if order.direction == .even {
            try order.pay(.zero, on: now.day, reference: "netted", by: caller.person.id)
            try books.settle(order, received: .zero, on: now.day)
        }
        books.save(order)
    }
}
