import Accounting
import Testing

@testable import Clearing

/// Every state of an order × everything that can happen to it.
struct OrderStateTests {
    enum Step: String, CaseIterable { case issue, payAll, payPart, reopen, giveAgain }

    private static func order(_ direction: PaymentOrder.Direction, _ state: PaymentOrder.State) -> PaymentOrder {
        let paid: Int64 = state == .paid ? 100 : state == .partPaid ? 40 : 0
        return PaymentOrder(
            number: 1, run: 1, category: .risk, party: "bank-a", direction: direction, amount: Money(fen: 100),
            state: state, paid: Money(fen: paid))
    }

    private static func take(_ step: Step, _ order: inout PaymentOrder) throws(Refusal) {
        switch step {
        case .issue: try order.issue()
        case .payAll: try order.pay(order.open, on: Make.day, reference: "B", by: "clerk")
        case .payPart: try order.pay(Money(fen: 30), on: Make.day, reference: "B", by: "clerk")
        case .reopen: try order.reopen()
        case .giveAgain: try order.giveAgain()
        }
    }

    /// What every step leads to; all others are refused.
    private static let ways: [PaymentOrder.Direction: [PaymentOrder.State: [Step: PaymentOrder.State]]] = [
        .pay: [
            .proposed: [.issue: .issued], .issued: [.payAll: .paid, .giveAgain: .issued], .paid: [.reopen: .reopened],
            .reopened: [.payAll: .paid, .giveAgain: .reopened], .partPaid: [.payAll: .paid, .payPart: .partPaid],
        ],
        .collect: [
            .proposed: [.issue: .issued], .issued: [.payAll: .paid, .payPart: .partPaid],
            .partPaid: [.payAll: .paid, .payPart: .partPaid], .reopened: [.payAll: .paid, .payPart: .partPaid],
        ],
    ]

    @Test(arguments: [PaymentOrder.Direction.pay, .collect], PaymentOrder.State.allCases)
    func `every step from every state leads where it should, or is refused`(
        direction: PaymentOrder.Direction, state: PaymentOrder.State
    ) {
        for step in Step.allCases {
            var order = Self.order(direction, state)
            let before = order
            do throws(Refusal) {
                try Self.take(step, &order)
                #expect(order.state == Self.ways[direction]?[state]?[step], "\(state) \(step)")
            } catch {
                #expect(Self.ways[direction]?[state]?[step] == nil, "\(state) \(step) \(error)")
                #expect(order == before)
            }
        }
    }

    @Test func `a new instruction has a new id, and an id tells its order`() throws {
        var order = Self.order(.pay, .issued)
        #expect(order.endToEndId == "R1-O1-risk-bank-a")
        try order.giveAgain()
        #expect(order.endToEndId == "R1-O1.2-risk-bank-a")
        #expect(order.endToEndId(1) == "R1-O1-risk-bank-a")
        for (id, number) in [
            ("R1-O1.2-risk-bank-a", 1), ("R12-O345-clearing-x", 345), ("R1-O-risk-bank-a", nil), ("R1-O1", nil),
            ("X1-O1-risk", nil), ("R1-O1x-risk-a", nil), ("NOTPROVIDED", nil), ("", nil),
            ("R1-O9999999999999999999-risk-a", nil),
        ] as [(String, Int64?)] {
            #expect(PaymentOrder.number(in: id) == number, "\(id)")
        }
        for (id, number) in [
            ("U7-return", 7), ("U-return", nil), ("U0-return", nil), ("U7-returned", nil), ("7-return", nil),
        ]
            as [(String, Int64?)]
        {
            #expect(BankLine.number(inReturn: id) == number, "\(id)")
        }
    }
}
