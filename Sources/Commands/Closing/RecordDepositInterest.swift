import Accounting
import Clearing
import JSON

/// The bank has credited interest on one of the fund's special accounts (domain journal 2). At the end of the year it joins
/// the principal, or its earmark.
public struct RecordDepositInterest: Command {
    public static let name = "record-deposit-interest"
    public static let status = 201

    let category: Earmark
    let amount: Money
    let creditedOn: Day
    let voucher: String

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        category = try fields.choice("category", of: Earmark.self)
        amount = try fields.money("amount")
        creditedOn = try fields.day("credited_on")
        voucher = try fields.reference("voucher")
        try fields.end()
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> InterestView {
        try caller.require(.clerk)
        try creditedOn.mustNotBeAfter(now.day, at: "/credited_on")
        let subject = "interest/\(voucher)"
        if books.hasEntry(about: subject) { throw Refusal(.taken, at: "/voucher", ["what": voucher]) }
        try books.post(
            "deposit-interest", about: subject, on: creditedOn, ["category": category.rawValue], ["amount": amount])
        if let account = Category(rawValue: category.rawValue) {
            books.save(
                books.record(
                    account, .credit, amount, on: creditedOn, reference: voucher, order: nil, by: caller, at: now))
        }
        books.tell(
            "interest.recorded", about: subject, to: [caller.party.id],
            ["category": .string(category.rawValue), "amount": .fen(amount), "voucher": .string(voucher)])
        return InterestView(category: category, amount: amount, creditedOn: creditedOn, voucher: voucher)
    }
}

/// What the bureau hears back.
public struct InterestView: JSONRepresentable, Sendable {
    let category: Earmark
    let amount: Money
    let creditedOn: Day
    let voucher: String

    public var json: JSON {
        [
            "category": .string(category.rawValue), "amount": .fen(amount), "credited_on": .day(creditedOn),
            "voucher": .string(voucher),
        ]
    }
}
