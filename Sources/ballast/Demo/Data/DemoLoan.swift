import Accounting
import JSON

/// A line of loans.csv: what a bank files, and on which day.
struct DemoLoan: Sendable {
    let businessNumber, programme, bank, borrower, borrowerName, contractNumber: String
    let guaranteeNumber: String?
    let principal: Money
    let filedOn: Day
    /// As `file-loan` takes it.
    let body: JSON

    static let columns = [
        "business_number", "programme", "bank", "branch", "borrower", "borrower_name", "industry", "contract_number",
        "note_number",
        "guarantee_number", "entrust_number", "principal", "rate", "fee_rate", "disbursed", "matures", "first_loan",
        "tags", "filed_on",
    ]

    init(_ line: CSV.Line) throws(DemoProblem) {
        businessNumber = try line.text("business_number")
        programme = try line.text("programme")
        bank = try line.text("bank")
        borrower = try line.text("borrower")
        borrowerName = try line.text("borrower_name")
        contractNumber = try line.text("contract_number")
        guaranteeNumber = try line.optional("guarantee_number")
        principal = try line.fen("principal")
        filedOn = try line.day("filed_on")
        var members = JSON.Members()
        for column in DemoLoan.texts { members.add(column, try line.optional(column)) }
        members.add("principal", .integer(principal.fen))
        members.add("first_loan", .bool(try line.text("first_loan") == "yes"))
        members.add("tags", .array(try line.words("tags").map(JSON.string)))
        body = members.object
    }

    private static let texts = [
        "programme", "branch", "business_number", "borrower", "borrower_name", "industry", "contract_number",
        "note_number",
        "guarantee_number", "entrust_number", "rate", "fee_rate", "disbursed", "matures",
    ]
}

/// A line of reports.csv: a loan's balance as of a day.
struct DemoReport: Sendable {
    let businessNumber: String
    let asOf: Day
    let balance: Money
    /// As `report-balance` takes it.
    let body: JSON

    static let columns = ["business_number", "as_of", "balance", "interest_paid_to", "five_class", "overdue_since"]

    init(_ line: CSV.Line) throws(DemoProblem) {
        businessNumber = try line.text("business_number")
        asOf = try line.day("as_of")
        balance = try line.fen("balance")
        var members = JSON.Members()
        for column in ["as_of", "interest_paid_to", "overdue_since"] { members.add(column, try line.optional(column)) }
        members.add("balance", .integer(balance.fen))
        members.add("five_class", .integer(try line.read("five_class", "数 number", { Int64($0) })))
        body = members.object
    }
}

extension CSV.Line {
    /// Nil where the cell is empty.
    func optional(_ column: String) throws(DemoProblem) -> String? {
        let cell = try text(column)
        return cell.isEmpty ? nil : cell
    }

    func words(_ column: String) throws(DemoProblem) -> [String] {
        try text(column).split(separator: " ").map(String.init)
    }

    func day(_ column: String) throws(DemoProblem) -> Day { try read(column, "日期 day") { Day($0) } }

    /// A whole number of fen, digits only.
    func fen(_ column: String) throws(DemoProblem) -> Money {
        try read(column, "金额（分）amount in fen") { text in
            text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64(text).map(Money.init(fen:)) : nil
        }
    }
}

extension JSON {
    /// Members of an object as they are put together; what is nil is left out.
    struct Members {
        private(set) var members: [Member] = []

        mutating func add(_ name: String, _ value: JSON?) {
            if let value { members.append(Member(name: name, value: value)) }
        }

        mutating func add(_ name: String, _ text: String?) { add(name, text.map(JSON.string)) }

        var object: JSON { .object(members) }
    }
}
