import Accounting
import Clearing
import Postgres

extension BankLine {
    static let columns: SQL = """
        b.line_no, b.category, b.source, b.reference, b.part::bigint as part, b.direction, b.amount, b.booked_on, b.end_to_end_id,
        b.return_reason, b.counterparty, b.counterparty_account, b.remittance, b.statement_no, b.state, b.order_no, b.open_amount,
        b.posted_on, b.withdrawn_on, b.purpose, b.assigned_amount, b.assigned_order, b.assigned_claim, b.assigned_party,
        b.assigned_line, b.proposed_by, b.proposed_at, b.recorded_by, b.recorded_at
        """

    static func numbered(_ book: Int64, _ numbers: [Int64]) -> SQL {
        """
        select \(columns)
        from unnest(\(numbers)) n (line_no)
        join clearing.bank_line b on b.book_id = \(book) and b.line_no = n.line_no
        """
    }

    static func referenced(_ book: Int64, _ references: [String]) -> SQL {
        """
        select \(columns)
        from unnest(\(references)) n (reference)
        join clearing.bank_line b on b.book_id = \(book) and b.reference = n.reference
        """
    }

    /// Lines of own accounts that wait for a statement, or for somebody.
    static func waiting(_ book: Int64, _ accounts: [String]) -> SQL {
        """
        select \(columns)
        from unnest(\(accounts)) n (account_no)
        join clearing.bank_account a on a.book_id = \(book) and a.account_no = n.account_no
        join clearing.bank_line b on b.book_id = \(book) and b.category = a.category and \(isWaiting)
        """
    }

    /// The condition of the index of the same name.
    static let isWaiting: SQL = """
        (b.statement_no is null and b.withdrawn_on is null or b.state in ('parked', 'proposed', 'returning'))
        """

    public init(_ row: Row) throws {
        self.init(
            number: try row.int64("line_no"), category: try row.word("category"),
            facts: Facts(
                reference: try row.stringOrNil("reference"), part: try row.int("part"),
                direction: try row.word("direction"), amount: try row.money("amount"),
                bookedOn: try row.day("booked_on"), endToEndId: try row.stringOrNil("end_to_end_id"),
                returnReason: try row.stringOrNil("return_reason"),
                counterparty: try row.stringOrNil("counterparty"),
                counterpartyAccount: try row.stringOrNil("counterparty_account"),
                remittance: try row.stringOrNil("remittance")),
            source: try row.word("source"), statement: try row.int64OrNil("statement_no"),
            state: try row.word("state"), order: try row.int64OrNil("order_no"), left: try row.money("open_amount"),
            postedOn: try row.dayOrNil("posted_on"), withdrawnOn: try row.dayOrNil("withdrawn_on"),
            assignment: try Assignment(row), recordedBy: try row.string("recorded_by"),
            recordedAt: try row.moment("recorded_at"))
    }

    static func save(_ book: Int64, _ lines: [BankLine]) -> SQL {
        """
        insert into clearing.bank_line
            (book_id, line_no, category, source, reference, part, direction, amount, booked_on, end_to_end_id, return_reason,
            counterparty, counterparty_account, remittance, statement_no, state, order_no, open_amount, posted_on, withdrawn_on,
            purpose, assigned_amount, assigned_order, assigned_claim, assigned_party, assigned_line, proposed_by, proposed_at,
            recorded_by, recorded_at)
        select \(book), u.*
        from unnest(
            \(lines.map(\.number)), \(lines.map(\.category.rawValue)), \(lines.map(\.source.rawValue)),
            \(lines.map(\.facts.reference)), \(lines.map { Int16($0.facts.part) }), \(lines.map(\.facts.direction.rawValue)),
            \(lines.map(\.facts.amount.fen)), \(lines.map { SQLDate($0.facts.bookedOn) }), \(lines.map(\.facts.endToEndId)),
            \(lines.map(\.facts.returnReason)), \(lines.map(\.facts.counterparty)), \(lines.map(\.facts.counterpartyAccount)),
            \(lines.map(\.facts.remittance)), \(lines.map(\.statement)), \(lines.map(\.state.rawValue)), \(lines.map(\.order)),
            \(lines.map(\.left.fen)), \(lines.map { $0.postedOn.map(SQLDate.init) }),
            \(lines.map { $0.withdrawnOn.map(SQLDate.init) }), \(lines.map(\.assignment?.purpose.rawValue)),
            \(lines.map(\.assignment?.amount.fen)), \(lines.map(\.assignment?.order)), \(lines.map(\.assignment?.claim)),
            \(lines.map(\.assignment?.party)), \(lines.map(\.assignment?.line)), \(lines.map(\.assignment?.proposedBy)),
            \(lines.map { $0.assignment.map { SQLTimestamp($0.proposedAt) } }), \(lines.map(\.recordedBy)),
            \(lines.map { SQLTimestamp($0.recordedAt) })
        ) u (line_no, category, source, reference, part, direction, amount, booked_on, end_to_end_id, return_reason, counterparty,
            counterparty_account, remittance, statement_no, state, order_no, open_amount, posted_on, withdrawn_on, purpose,
            assigned_amount, assigned_order, assigned_claim, assigned_party, assigned_line, proposed_by, proposed_at, recorded_by,
            recorded_at)
        on conflict (book_id, line_no) do update
        set source = excluded.source, reference = excluded.reference, part = excluded.part, booked_on = excluded.booked_on,
            end_to_end_id = excluded.end_to_end_id, counterparty = excluded.counterparty,
            counterparty_account = excluded.counterparty_account, remittance = excluded.remittance,
            statement_no = excluded.statement_no, state = excluded.state, order_no = excluded.order_no,
            open_amount = excluded.open_amount, posted_on = excluded.posted_on, withdrawn_on = excluded.withdrawn_on,
            purpose = excluded.purpose, assigned_amount = excluded.assigned_amount, assigned_order = excluded.assigned_order,
            assigned_claim = excluded.assigned_claim, assigned_party = excluded.assigned_party,
            assigned_line = excluded.assigned_line, proposed_by = excluded.proposed_by, proposed_at = excluded.proposed_at
        """
    }
}

extension BankLine.Assignment {
    /// Nil where nothing was proposed.
    fileprivate init?(_ row: Row) throws {
        guard let purpose = try row.wordOrNil("purpose", Purpose.self) else { return nil }
        self.init(
            purpose: purpose, amount: try row.money("assigned_amount"), order: try row.int64OrNil("assigned_order"),
            claim: try row.int64OrNil("assigned_claim"), party: try row.stringOrNil("assigned_party"),
            line: try row.int64OrNil("assigned_line"), proposedBy: try row.string("proposed_by"),
            proposedAt: try row.moment("proposed_at"))
    }
}
