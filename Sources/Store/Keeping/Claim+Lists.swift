import Accounting
import Clearing
import JSON
import Postgres

// Small lists that belong to one claim alone stand in its row as JSON.

extension Row {
    func list<T>(_ column: Column, _ make: (inout Fields) throws(JSON.Problem) -> T) throws -> [T] {
        guard case .array(let items) = try JSON.parse(Array(try string(column).utf8)) else {
            throw ColumnError(column: column, problem: "is no JSON array")
        }
        return try items.map { item in
            var fields = try Fields(item)
            return try make(&fields)
        }
    }
}

extension Loss.Named {
    init(kept fields: inout Fields) throws(JSON.Problem) {
        self.init(name: try fields.string("name"), amount: Money(fen: try fields.integer("amount")))
    }

    var kept: JSON { ["name": .string(name), "amount": .integer(amount.fen)] }
}

extension Claim.Document {
    init(kept fields: inout Fields) throws(JSON.Problem) {
        self.init(name: try fields.string("name"), sha256: try fields.optionalString("sha256"))
    }

    var kept: JSON { ["name": .string(name), "sha256": sha256.map(JSON.string) ?? .null] }
}

extension Claim.CapUse {
    init(kept fields: inout Fields) throws(JSON.Problem) {
        self.init(
            cap: try fields.string("cap"), window: try fields.string("window"),
            amount: Money(fen: try fields.integer("amount")))
    }

    var kept: JSON { ["cap": .string(cap), "window": .string(window), "amount": .integer(amount.fen)] }
}

extension Claim.Objection {
    /// Nil for a claim that was never sent back or refused.
    init?(_ row: Row) throws {
        guard let flaw: Claim.Flaw = try row.wordOrNil("code") else { return nil }
        self.init(flaw, note: try row.string("note"))
    }
}
