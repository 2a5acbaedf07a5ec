import Accounting
import Clearing
import JSON

/// What the columns of a table are called and how their cells are written; in JSON lines the same names are members.
struct BatchColumns: Sendable {
    enum Form { case text, fen, number, day, flag, tags }

    /// Those a line must have first, for the amount to be found; the rest in any order.
    private let forms: [String: Form]
    /// The column whose amounts the trailer adds up.
    let amount: String

    private init(amount: String, _ forms: [String: Form]) {
        self.amount = amount
        self.forms = forms
    }

    static func of(_ kind: Batch.Kind) -> BatchColumns {
        switch kind {
        case .filings: filings
        case .balances: balances
        case .repayments: repayments
        }
    }

    private static let filings = BatchColumns(
        amount: "principal",
        [
            "programme": .text, "branch": .text, "business_number": .text, "borrower": .text, "borrower_name": .text,
            "industry": .text, "contract_number": .text, "note_number": .text, "guarantee_number": .text,
            "entrust_number": .text, "principal": .fen, "rate": .text, "fee_rate": .text, "disbursed": .day,
            "matures": .day, "first_loan": .flag, "tags": .tags, "renews": .number, "replaces": .text,
        ])
    private static let balances = BatchColumns(
        amount: "balance",
        [
            "loan": .number, "business_number": .text, "as_of": .day, "balance": .fen, "interest_paid_to": .day,
            "five_class": .number, "overdue_since": .day,
        ])
    private static let repayments = BatchColumns(
        amount: "amount",
        [
            "loan": .number, "business_number": .text, "paid_on": .day, "amount": .fen, "interest_paid_to": .day,
            "five_class": .number, "overdue_since": .day,
        ])

    /// The forms of named columns, in their order; nil where a name is not known, stands twice, or the amount is missing.
    func forms(of names: [String]) -> [Form]? {
        let found = names.compactMap { forms[$0] }
        guard found.count == names.count, Set(names).count == names.count, names.contains(amount) else { return nil }
        return found
    }

    /// The record a line's cells stand for; an empty cell is no member. What has another form than it should stays a text, and is
    /// refused where it is read.
    static func record(_ names: [String], _ forms: [Form], _ cells: [String]) -> JSON {
        var members: [JSON.Member] = []
        members.reserveCapacity(cells.count)
        for (place, cell) in cells.enumerated() where !cell.isEmpty {
            members.append(JSON.Member(name: names[place], value: value(cell, forms[place])))
        }
        return .object(members)
    }

    private static func value(_ cell: String, _ form: Form) -> JSON {
        switch form {
        case .text: .string(cell)
        case .fen: fen(cell).map(JSON.integer) ?? .string(cell)
        case .number: Int64(cell).map(JSON.integer) ?? .string(cell)
        case .day: .string(day(cell))
        case .flag: cell == "true" || cell == "1" ? true : cell == "false" || cell == "0" ? false : .string(cell)
        case .tags: .array(cell.split(separator: " ").map { .string(String($0)) })
        }
    }

    /// `123456` is fen, `1234.56` is yuan: two decimals or none, nothing else.
    static func fen(_ cell: some StringProtocol) -> Int64? {
        let sides = cell.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(sides.count), sides.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } }),
            sides.count == 1 || (sides[1].count == 2 && !sides[0].isEmpty)
        else { return nil }
        return Int64(String(cell.filter { $0 != "." }))
    }

    /// `20260131` as `2026-01-31`; anything else as it stands.
    private static func day(_ cell: String) -> String {
        guard cell.utf8.count == 8, cell.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return cell }
        return "\(cell.prefix(4))-\(cell.dropFirst(4).prefix(2))-\(cell.suffix(2))"
    }
}
