import Accounting
import Clearing
import JSON

/// Where the money that settles a leg comes from.
enum MoneySource: Equatable {
    /// It moves on the bank account now.
    case bank
    /// It came in before and waits among the unidentified receipts (2307.09).
    case parked
}

extension Books {
    /// A movement of an order's money, however it became known: by hand, from a statement, out of the unidentified receipts.
    mutating func pay(
        _ order: inout PaymentOrder, _ amount: Money, from source: MoneySource = .bank, on day: Day, reference: String,
        by caller: Caller
    ) throws(Refusal) {
        let isAnew = order.state == .reopened
        try order.pay(amount, on: day, reference: reference, by: caller.person.id)
        save(order)
        if isAnew {
            try post(
                "payment-reissued", about: "order/\(order.number)", on: day, ["category": order.category.rawValue],
                ["amount": amount])
        } else {
            try settle(order, received: order.direction == .pay ? -amount : amount, from: source, on: day)
        }
        tell(
            order.state == .paid ? "order.paid" : "order.part-paid", about: "order/\(order.number)",
            to: [caller.party.id, order.party],
            [
                "amount": .integer(amount.fen), "open": .integer(order.open.fen),
                "end_to_end_id": .string(order.endToEndId),
            ])
    }

    /// The bank has returned a payment: the money waits as unidentified until it is paid anew, under a new id.
    mutating func reopen(_ order: inout PaymentOrder, reason: String, on day: Day, by caller: Caller) throws(Refusal) {
        let (amount, returned) = (order.amount, order.endToEndId)
        try order.reopen()
        save(order)
        try post(
            "payment-returned", about: "order/\(order.number)", on: day, ["category": order.category.rawValue],
            ["amount": amount])
        tell(
            "order.returned", about: "order/\(order.number)", to: [caller.party.id, order.party],
            [
                "amount": .integer(amount.fen), "reason": .string(reason), "end_to_end_id": .string(returned),
                "new_end_to_end_id": .string(order.endToEndId),
            ])
    }

    /// A movement recorded by hand: it is in the books, and its statement is awaited.
    mutating func record(
        _ category: Category, _ direction: BankLine.Direction, _ amount: Money, on day: Day, reference: String,
        order: PaymentOrder?, by caller: Caller, at now: Moment
    ) -> BankLine {
        BankLine(
            number: next(\.bankLine), category: category,
            facts: BankLine.Facts(
                reference: nil, direction: direction, amount: amount, bookedOn: day,
                endToEndId: order?.endToEndId ?? reference),
            source: .manual, statement: nil, state: .matched, order: order?.number, left: .zero, postedOn: day,
            recordedBy: caller.person.id, recordedAt: now)
    }
}
