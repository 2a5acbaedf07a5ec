import Accounting
import Testing

@testable import Clearing

struct RunTests {
    private func run() -> Run { Run(number: 1, dueOn: Make.day, proposedBy: "clerk", proposedAt: Make.noon) }

    @Test(arguments: [
        (0 as Int64, Run.State.released), (100_000_000, .released), (100_000_001, .releasing), (Int64.max, .releasing),
    ])
    func `above 1,000,000.00 a run takes two to release`(payable: Int64, state: Run.State) throws {
        var run = run()
        try run.release(by: Make.caller("first", .approver), payable: Money(fen: payable), at: Make.noon)
        #expect(run.state == state)
        #expect(run.releasedBy == "first")
    }

    @Test func `three different people propose and release a large run`() throws {
        var run = run()
        let payable = Money(fen: 100_000_001)
        #expect(throws: Refusal(.ownProposal)) {
            try run.release(by: Make.caller("clerk", .approver), payable: payable, at: Make.noon)
        }
        try run.release(by: Make.caller("first", .approver), payable: payable, at: Make.noon)
        for person in ["clerk", "first"] {
            #expect(throws: Refusal(.ownProposal)) {
                try run.release(by: Make.caller(person, .approver), payable: payable, at: Make.noon)
            }
        }
        try run.release(by: Make.caller("second", .approver), payable: payable, at: Make.noon)
        #expect(run.state == .released)
        #expect(run.secondBy == "second")
        #expect(throws: Refusal(.wrongState, ["state": "released"])) {
            try run.release(by: Make.caller("fourth", .approver), payable: payable, at: Make.noon)
        }
    }
}

struct PaymentOrderTests {
    private func order(_ party: String = "bank-a") -> PaymentOrder {
        PaymentOrder(
            number: 12,
            run: 3,
            category: .clearing,
            party: party,
            direction: .pay,
            amount: Money(fen: 12_345)
        )
    }

    @Test func `an order is issued, then paid to the fen, once`() throws {
        var order = order()
        let exact = Money(fen: 12_345)
        #expect(throws: Refusal(.wrongState, ["state": "proposed"])) {
            try order.pay(exact, on: Make.day, reference: "B-1", by: "clerk")
        }
        try order.issue()
        #expect(throws: Refusal(.wrongState, ["state": "issued"])) { try order.issue() }
        for fen in [12_344, 12_346] as [Int64] {
            #expect(throws: Refusal(.amountMismatch, at: "/amount", ["amount": "123.45"])) {
                try order.pay(Money(fen: fen), on: Make.day, reference: "B-1", by: "clerk")
            }
        }
        try order.pay(exact, on: Make.day, reference: "B-1", by: "clerk")
        #expect(order.state == .paid)
        #expect(order.paidOn == Make.day)
        #expect(order.bankReference == "B-1")
        #expect(order.recordedBy == "clerk")
        #expect(throws: Refusal(.wrongState, ["state": "paid"])) {
            try order.pay(exact, on: Make.day, reference: "B-1", by: "clerk")
        }
    }

    @Test func `the end-to-end id names run, order and party in at most 35 characters`() {
        #expect(order().endToEndId == "R3-O12-clearing-bank-a")
        #expect(order(String(repeating: "x", count: 32)).endToEndId == "R3-O12-clearing-xxxxxxxxxxxxxxxxxxx")
        #expect(order(String(repeating: "x", count: 32)).endToEndId.utf8.count == 35)
    }
}

struct LegTests {
    @Test(arguments: [
        (Leg.Kind.compensation, Category.risk, true, "compensation-paid"),
        (.deferred, .risk, true, "compensation-paid"),
        (.share, .clearing, false, "share-collected"),
        (.forward, .clearing, true, "share-forwarded"),
        (.chain, .clearing, false, "share-collected"),
        (.chainForward, .clearing, true, "share-forwarded"),
        (.recovery, .risk, false, "recovery-received"),
        (.recoveryShare, .clearing, false, "recovery-collected"),
        (.recoveryForward, .clearing, true, "recovery-forwarded"),
        (.advance, .risk, true, "advance-paid"),
        (.advanceReturn, .risk, false, "advance-returned"),
        (.insurerAdvance, .risk, true, "insurer-receivable"),
        (.insurerReturn, .risk, false, "insurer-received"),
        (.clawback, .risk, false, "clawback-received"),
        (.clawbackInterest, .risk, false, "clawback-received"),
        (.clawbackShare, .clearing, false, "clawback-collected"),
        (.clawbackForward, .clearing, true, "clawback-forwarded"),
        (.trueUp, .risk, false, "clawback-received"),
        (.trueUpShare, .clearing, false, "clawback-collected"),
        (.trueUpForward, .clearing, true, "clawback-forwarded"),
        (.subsidy, .subsidy, true, "subsidy-paid"), (.subsidyReturn, .subsidy, false, "clawback-subsidy-received"),
        (.rebate, .rebate, true, "rebate-paid"), (.rebateReturn, .rebate, false, "clawback-subsidy-received"),
    ])
    func `each kind of leg has its category, its direction and its rule`(
        kind: Leg.Kind,
        category: Category,
        isPayable: Bool,
        event: String
    ) {
        #expect(kind.category == category)
        #expect(kind.isPayable == isPayable)
        #expect(kind.event == event)
    }

    @Test func `twenty-four kinds are all there are`() { #expect(Leg.Kind.allCases.count == 24) }
}

struct LoanLifeTests {
    private func report(
        _ asOf: Int,
        _ balance: Int64,
        paidTo: Int = 0
    ) -> Loan.Report {
        Loan.Report(
            asOf: Make.day + asOf,
            balance: Money(fen: balance),
            interestPaidTo: Make.day + paidTo,
            fiveClass: 1,
            overdueSince: nil
        )
    }

    @Test func `a balance only falls, and at zero the loan is released`() throws {
        var loan = Make.loan()
        try loan.take(report(1, 600), exposure: Money(fen: 60))
        #expect(throws: Refusal(.balanceRises, at: "/balance", ["balance": "6.00"])) {
            try loan.take(report(2, 601), exposure: Money(fen: 60))
        }
        try loan.take(report(2, 600), exposure: Money(fen: 60))
        try loan.take(report(3, 0), exposure: .zero)
        #expect(loan.state == .released)
        #expect(loan.releasedOn == Make.day + 3)
        #expect(throws: Refusal(.wrongState, ["state": "released"])) { try loan.take(report(4, 0), exposure: .zero) }
    }

    @Test func `reports come in the order of their days`() throws {
        var loan = Make.loan()
        try loan.take(report(5, 600), exposure: Money(fen: 60))
        for asOf in [4, 5] {
            #expect(throws: Refusal.self) { try loan.take(report(asOf, 500), exposure: Money(fen: 50)) }
        }
        #expect(loan.report.balance == Money(fen: 600))
    }

    @Test func `a loan drawn and repaid on one day is released that day, without a day of interest`() throws {
        var loan = Make.loan()
        try loan.take(report(0, 0), exposure: .zero)
        #expect(loan.state == .released)
        #expect(loan.releasedOn == loan.filed.disbursed)
    }

    @Test func `the day of disbursement is reported once at most`() throws {
        var loan = Make.loan()
        #expect(throws: Refusal.self) { try loan.take(report(0, 1000), exposure: Money(fen: 100)) }
        try loan.take(report(0, 900), exposure: Money(fen: 90))
        #expect(throws: Refusal.self) { try loan.take(report(0, 800), exposure: Money(fen: 80)) }
    }

    @Test func `compensation ends the loan's exposure`() {
        var loan = Make.loan()
        loan.compensate(on: Make.day + 9)
        #expect(loan.state == .compensated)
        #expect(loan.exposure == .zero)
        #expect(loan.releasedOn == Make.day + 9)
    }

    @Test(arguments: [(1, false), (2, false), (3, true), (4, true), (5, true)])
    func `from substandard on a loan is non-performing`(fiveClass: Int, isNonPerforming: Bool) {
        let report = Loan.Report(
            asOf: Make.day,
            balance: .zero,
            interestPaidTo: Make.day,
            fiveClass: fiveClass,
            overdueSince: nil
        )
        #expect(report.isNonPerforming == isNonPerforming)
    }
}
