import Accounting
import Clearing
import JSON

/// Budget money has arrived in one of the fund's special accounts (RULES §10, domain journal 1, 17).
public struct RecordAppropriation: Command {
    public static let name = "record-appropriation"
    public static let status = 201

    enum Source: String, CaseIterable { case central, city, district, other }
    enum Purpose: String, CaseIterable { case risk, subsidy, rebate }

    let category: Purpose
    let source: Source
    let amount: Money
    let arrivedOn: Day
    let voucher: String

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        category = try fields.choice("category", of: Purpose.self)
        source = try fields.choice("source", of: Source.self)
        amount = try fields.money("amount")
        arrivedOn = try fields.day("arrived_on")
        voucher = try fields.reference("voucher")
        try fields.end()
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> AppropriationView {
        try caller.require(.clerk)
        try arrivedOn.mustNotBeAfter(now.day, at: "/arrived_on")
        if books.hasEntry(about: "appropriation/\(voucher)") {
            throw Refusal(.taken, at: "/voucher", ["what": voucher])
        }
        try books.post(
            "appropriation-\(category.rawValue)", about: "appropriation/\(voucher)", on: arrivedOn,
            ["source": source.rawValue],
            ["amount": amount])
        if category == .risk { books.followPool() }
        if let account = Category(rawValue: category.rawValue) {
            books.save(
                books.record(
                    account, .credit, amount, on: arrivedOn, reference: voucher, order: nil, by: caller, at: now))
        }
        books.tell(
            "appropriation.recorded", about: "appropriation/\(voucher)", to: [caller.party.id],
            ["category": .string(category.rawValue), "amount": .integer(amount.fen), "voucher": .string(voucher)])
        return AppropriationView(
            category: category.rawValue, source: source.rawValue, amount: amount, arrivedOn: arrivedOn, voucher: voucher
        )
    }
}

/// What the bureau hears back.
public struct AppropriationView: JSONRepresentable, Sendable {
    let category, source: String
    let amount: Money
    let arrivedOn: Day
    let voucher: String

    public var json: JSON {
        [
            "category": .string(category), "source": .string(source), "amount": .integer(amount.fen),
            "arrived_on": .string("\(arrivedOn)"), "voucher": .string(voucher),
        ]
    }
}
