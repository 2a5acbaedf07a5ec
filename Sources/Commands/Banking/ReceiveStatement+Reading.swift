import Accounting
import Clearing
import JSON

extension ReceiveStatement {
    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        let kind = try fields.choice("kind", of: BankStatement.Kind.self)
        var left = ReceiveStatement.mostLines
        statements = try fields.list("statements", count: 1...ReceiveStatement.mostStatements) {
            (item) throws(JSON.Problem) in
            let statement = try BankStatement(&item, kind, mostLines: left)
            left -= statement.lines.count
            return statement
        }
        guard !statements.isEmpty else { throw fields.problem(.missingField, "statements", "send one at least") }
        try fields.end()
    }
}

extension BankStatement {
    fileprivate init(_ item: inout Fields, _ kind: Kind, mostLines: Int) throws(JSON.Problem) {
        let id = try item.reference("id")
        self.init(
            kind: kind, id: id, account: try item.digits("account", length: 5...34),
            sequence: try item.optionalInteger("sequence", in: 0...999_999_999), day: try item.day("day"),
            opening: kind == .statement ? try item.money("opening", in: BankStatement.balances) : nil,
            closing: kind == .statement ? try item.money("closing", in: BankStatement.balances) : nil,
            lines: try item.list("lines", count: 0...max(0, mostLines)) { (line) throws(JSON.Problem) in
                try BankLine.Facts(&line)
            })
    }

    /// A bank account may be overdrawn, as far as the bank allows.
    private static let balances = -greatestAmount...greatestAmount
}

extension BankLine.Facts {
    fileprivate init(_ item: inout Fields) throws(JSON.Problem) {
        self.init(
            reference: try item.reference("reference"),
            part: Int(try item.optionalInteger("part", in: 0...9999) ?? 0),
            direction: try item.choice("direction", of: BankLine.Direction.self), amount: try item.money("amount"),
            bookedOn: try item.day("booked_on"),
            endToEndId: try item.optionalString("end_to_end_id", length: 1...35),
            returnReason: try item.optionalString("return_reason", length: 1...35),
            counterparty: try item.optionalString("counterparty", length: 1...140),
            counterpartyAccount: try item.optionalString("counterparty_account", length: 1...34),
            remittance: try item.optionalString("remittance", length: 1...500))
    }
}
