import Accounting
import Clearing
import JSON
import Postgres

extension Recovery {
    static let columns: SQL = """
        v.recovery_no, v.claim_no, v.holder, v.gross, v.received_on, v.costs, v.parts, v.surplus, v.reported_by, v.reported_at,
        v.kind
        """

    static func ofClaims(_ book: Int64, _ claims: [Int64]) -> SQL {
        """
        select \(columns)
        from unnest(\(claims)) n (claim_no)
        join clearing.recovery v on v.book_id = \(book) and v.claim_no = n.claim_no
        order by v.recovery_no
        """
    }

    public init(_ row: Row) throws {
        self.init(
            number: try row.int64("recovery_no"), claim: try row.int64("claim_no"), holder: try row.string("holder"),
            gross: try row.money("gross"), receivedOn: try row.day("received_on"),
            costs: try row.list("costs", Recovery.Part.init(kept:)),
            parts: try row.list("parts", Recovery.Part.init(kept:)),
            surplus: try row.money("surplus"), reportedBy: try row.string("reported_by"),
            reportedAt: try row.moment("reported_at"), kind: try row.word("kind"))
    }

    static func insert(_ book: Int64, _ recoveries: [Recovery]) -> SQL {
        """
        insert into clearing.recovery
            (book_id, recovery_no, claim_no, holder, gross, received_on, costs, parts, surplus, reported_by, reported_at, kind)
        select \(book), u.recovery_no, u.claim_no, u.holder, u.gross, u.received_on, u.costs, u.parts, u.surplus, u.reported_by,
            u.reported_at, u.kind
        from unnest(
            \(recoveries.map(\.number)), \(recoveries.map(\.claim)), \(recoveries.map(\.holder)), \(recoveries.map(\.gross.fen)),
            \(recoveries.map { SQLDate($0.receivedOn) }), \(recoveries.map { JSON.array($0.costs.map(\.kept)).text }),
            \(recoveries.map { JSON.array($0.parts.map(\.kept)).text }), \(recoveries.map(\.surplus.fen)),
            \(recoveries.map(\.reportedBy)), \(recoveries.map { SQLTimestamp($0.reportedAt) }),
            \(recoveries.map(\.kind.rawValue))
        ) u (recovery_no, claim_no, holder, gross, received_on, costs, parts, surplus, reported_by, reported_at, kind)
        """
    }
}

extension Recovery.Part {
    fileprivate init(kept fields: inout Fields) throws(JSON.Problem) {
        self.init(
            kind: try fields.choice("kind", of: Recovery.PartKind.self), party: try fields.string("party"),
            amount: Money(fen: try fields.integer("amount")))
    }

    fileprivate var kept: JSON {
        ["kind": .string(kind.rawValue), "party": .string(party), "amount": .integer(amount.fen)]
    }
}
