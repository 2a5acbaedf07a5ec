import Accounting
import Clearing
import JSON

/// A clerk says by hand that an order is paid, or a counterparty's money has arrived, before the bank's statement does.
public struct RecordPayment: Command {
    public static let name = "record-payment"

    let order: Int64
    let amount: Money
    let paidOn: Day
    let bankReference: String

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        order = path.number("order")
        amount = try fields.money("amount")
        paidOn = try fields.day("paid_on")
        bankReference = try fields.reference("bank_reference")
        try fields.end()
    }

    public var needs: Needs {
        var needs = Needs()
        needs.orders = [order]
        return needs
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> OrderView {
        try caller.require(.clerk)
        try paidOn.mustNotBeAfter(now.day, at: "/paid_on")
        var order = try books.order(order)
        let run = try books.run(order.run)
        guard paidOn >= run.dueOn else {
            throw Refusal(.dateImplausible, at: "/paid_on", ["what": "\(paidOn) < \(run.dueOn)"])
        }
        let line = books.record(
            order.category, order.direction == .pay ? .debit : .credit, amount, on: paidOn, reference: bankReference,
            order: order, by: caller, at: now)
        try books.pay(&order, amount, on: paidOn, reference: bankReference, by: caller)
        books.save(line)
        return OrderView(order)
    }
}
