import Accounting
import Clearing
import JSON

/// A settlement run with its orders.
public struct RunView: JSONRepresentable, Sendable {
    private let run: Run
    private let orders: [PaymentOrder]

    public init(_ run: Run, _ orders: [PaymentOrder]) {
        self.run = run
        self.orders = orders
    }

    public var json: JSON {
        [
            "run": .integer(run.number), "due_on": .day(run.dueOn),
            "category": .text(run.category?.rawValue), "state": .string(run.state.rawValue),
            "payable": .fen(orders.filter { $0.direction == .pay }.map(\.amount).total),
            "collectible": .fen(orders.filter { $0.direction == .collect }.map(\.amount).total),
            "orders": .array(orders.map { OrderView($0).json }), "proposed_by": .string(run.proposedBy),
            "proposed_at": .moment(run.proposedAt), "released_by": .text(run.releasedBy),
            "released_at": .moment(run.releasedAt),
            "second_by": .text(run.secondBy), "second_at": .moment(run.secondAt),
        ]
    }
}

/// A payment order or collection notice.
public struct OrderView: JSONRepresentable, Sendable {
    private let order: PaymentOrder

    public init(_ order: PaymentOrder) { self.order = order }

    public var json: JSON {
        [
            "order": .integer(order.number), "run": .integer(order.run), "category": .string(order.category.rawValue),
            "party": .string(order.party), "direction": .string(order.direction.rawValue), "amount": .fen(order.amount),
            "paid": .fen(order.paid), "end_to_end_id": .string(order.endToEndId),
            "state": .string(order.state.rawValue),
            "paid_on": .day(order.paidOn),
            "payee": order.payee?.json ?? .null, "bank_reference": .text(order.bankReference),
            "recorded_by": .text(order.recordedBy),
        ]
    }
}
