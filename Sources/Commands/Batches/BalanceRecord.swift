import Accounting
import Clearing
import JSON

/// One line of a file of balances, or of what was repaid: the loan by its number or by the bank's own.
struct BalanceRecord: Sendable {
    enum Loan: Sendable { case number(Int64), business(String) }

    let loan: Loan
    let asOf: Day
    let amount: Amount
    let interestPaidTo: Day
    let fiveClass: Int
    let overdueSince: Day?

    enum Amount: Sendable {
        /// What is left.
        case balance(Money)
        /// What was paid back that day, all of it.
        case repaid(Money)
    }

    init(_ fields: inout Fields, of kind: Batch.Kind) throws(JSON.Problem) {
        let number = try fields.optionalInteger("loan", in: 1...Int64.max)
        let business = try fields.optionalReference("business_number")
        switch (number, business) {
        case (let number?, nil): loan = .number(number)
        case (nil, let business?): loan = .business(business)
        default: throw fields.problem(.missingField, "loan", "name the loan by loan or by business_number, not by both")
        }
        let isEvent = kind == .repayments
        asOf = try fields.day(isEvent ? "paid_on" : "as_of")
        amount =
            isEvent
            ? .repaid(try fields.money("amount")) : .balance(try fields.money("balance", in: 0...greatestAmount))
        interestPaidTo = try fields.day("interest_paid_to")
        fiveClass = Int(try fields.integer("five_class", in: 1...5))
        overdueSince = try fields.optionalDay("overdue_since")
        try fields.end()
    }

    func named(by bank: String) -> Needs.Namesake? {
        guard case .business(let number) = loan else { return nil }
        return Needs.Namesake(bank: bank, businessNumber: number, noteNumber: "")
    }

    /// The report it makes of a loan as that stands.
    func report(on loan: Clearing.Loan) throws(Refusal) -> Clearing.Loan.Report {
        let balance: Money
        switch amount {
        case .balance(let left): balance = left
        case .repaid(let amount):
            guard amount <= loan.report.balance else {
                throw Refusal(.amountMismatch, at: "/amount", ["amount": "≤ \(loan.report.balance)"])
            }
            balance = loan.report.balance - amount
        }
        return Clearing.Loan.Report(
            asOf: asOf, balance: balance, interestPaidTo: interestPaidTo, fiveClass: fiveClass,
            overdueSince: overdueSince)
    }
}
