import Accounting
import JSON

/// A line of claims.csv: what a bank claims of one of its loans, and on which day.
struct DemoClaim: Sendable {
    let number: Int
    let businessNumber, bank: String
    let filedOn: Day
    private let facts: JSON.Members

    static let columns = [
        "claim", "business_number", "bank", "filed_on", "principal", "collateral_proceeds", "interest_paid_to",
        "calculated_on",
        "uncovered_interest", "uncovered_penalty", "overdue_since", "documents",
    ]

    init(_ line: CSV.Line) throws(DemoProblem) {
        number = try line.read("claim", "数 number") { Int($0) }
        businessNumber = try line.text("business_number")
        bank = try line.text("bank")
        filedOn = try line.day("filed_on")
        var facts = JSON.Members()
        for column in ["principal", "collateral_proceeds", "uncovered_interest", "uncovered_penalty"] {
            facts.add(column, .integer(try line.fen(column).fen))
        }
        for column in ["interest_paid_to", "calculated_on"] { facts.add(column, try line.text(column)) }
        facts.add("documents", .array(try line.words("documents").map { ["name": .string($0)] }))
        self.facts = facts
    }

    /// As `file-claim` takes it: names and numbers are the filing's.
    func body(on loan: DemoLoan, number: Int64, change: JSON? = nil) -> JSON {
        var members = JSON.Members()
        members.add("loan", .integer(number))
        members.add("borrower", loan.borrower)
        members.add("borrower_name", loan.borrowerName)
        members.add("contract_number", loan.contractNumber)
        members.add("guarantee_number", loan.guaranteeNumber)
        for fact in facts.members { members.add(fact.name, change?[fact.name] ?? fact.value) }
        return members.object
    }
}

/// A line of expected.csv: what a bearer must bear of a claim, worked out apart from this program.
struct ExpectedShare: Sendable, Equatable {
    let claim: Int
    let party: String
    let amount: Money
    let deferred: Money
    /// The caps that made it less.
    let loweredBy: [String]

    static let columns = ["claim", "party", "amount", "deferred", "lowered_by"]

    init(_ line: CSV.Line) throws(DemoProblem) {
        claim = try line.read("claim", "数 number") { Int($0) }
        party = try line.text("party")
        amount = try line.fen("amount")
        deferred = try line.fen("deferred")
        loweredBy = try line.words("lowered_by")
    }
}
