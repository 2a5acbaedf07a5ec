import Accounting
import Clearing
import Postgres

extension Run {
    static let columns: SQL = """
        r.run_no, r.due_on, r.category, r.state, r.proposed_by, r.proposed_at, r.released_by, r.released_at, r.second_by, r.second_at
        """

    static func numbered(_ book: Int64, _ numbers: [Int64]) -> SQL {
        """
        select \(columns)
        from unnest(\(numbers)) n (run_no)
        join clearing.run r on r.book_id = \(book) and r.run_no = n.run_no
        """
    }

    static func dueOn(_ book: Int64, _ days: [Day]) -> SQL {
        """
        select \(columns)
        from unnest(\(days.map(SQLDate.init))) n (due_on)
        join clearing.run r on r.book_id = \(book) and r.due_on = n.due_on
        """
    }

    static func ofOrders(_ book: Int64, _ orders: [Int64]) -> SQL {
        """
        select distinct \(columns)
        from unnest(\(orders)) n (order_no)
        join clearing.payment_order o on o.book_id = \(book) and o.order_no = n.order_no
        join clearing.run r on r.book_id = \(book) and r.run_no = o.run_no
        """
    }

    public init(_ row: Row) throws {
        self.init(
            number: try row.int64("run_no"), dueOn: try row.day("due_on"), category: try row.wordOrNil("category"),
            state: try row.word("state"), proposedBy: try row.string("proposed_by"),
            proposedAt: try row.moment("proposed_at"),
            releasedBy: try row.stringOrNil("released_by"), releasedAt: try row.momentOrNil("released_at"),
            secondBy: try row.stringOrNil("second_by"), secondAt: try row.momentOrNil("second_at"))
    }

    static func save(_ book: Int64, _ runs: [Run]) -> SQL {
        """
        insert into clearing.run
            (book_id, run_no, due_on, category, state, proposed_by, proposed_at, released_by, released_at, second_by, second_at)
        select \(book), u.run_no, u.due_on, u.category, u.state, u.proposed_by, u.proposed_at, u.released_by, u.released_at, u.second_by,
            u.second_at
        from unnest(
            \(runs.map(\.number)), \(runs.map { SQLDate($0.dueOn) }), \(runs.map(\.category?.rawValue)),
            \(runs.map(\.state.rawValue)), \(runs.map(\.proposedBy)), \(runs.map { SQLTimestamp($0.proposedAt) }), \(runs.map(\.releasedBy)),
            \(runs.map { $0.releasedAt.map(SQLTimestamp.init) }), \(runs.map(\.secondBy)),
            \(runs.map { $0.secondAt.map(SQLTimestamp.init) })
        ) u (run_no, due_on, category, state, proposed_by, proposed_at, released_by, released_at, second_by, second_at)
        on conflict (book_id, run_no) do update
        set state = excluded.state, released_by = excluded.released_by, released_at = excluded.released_at,
            second_by = excluded.second_by, second_at = excluded.second_at
        """
    }
}

extension PaymentOrder {
    static let columns: SQL = """
        o.order_no, o.run_no, o.category, o.party, o.direction, o.amount, o.state, o.paid, o.settled_on, o.paid_on,
        o.bank_reference, o.recorded_by, o.attempt::bigint as attempt, o.payee_bank_name, o.payee_bank_code,
        o.payee_account_no
        """

    static func numbered(_ book: Int64, _ numbers: [Int64]) -> SQL {
        """
        select \(columns)
        from unnest(\(numbers)) n (order_no)
        join clearing.payment_order o on o.book_id = \(book) and o.order_no = n.order_no
        """
    }

    static func ofRuns(_ book: Int64, _ runs: [Int64]) -> SQL {
        """
        select \(columns)
        from unnest(\(runs)) n (run_no)
        join clearing.payment_order o on o.book_id = \(book) and o.run_no = n.run_no
        """
    }

    static func ofRuns(_ book: Int64, dueOn days: [Day]) -> SQL {
        """
        select \(columns)
        from unnest(\(days.map(SQLDate.init))) n (due_on)
        join clearing.run r on r.book_id = \(book) and r.due_on = n.due_on
        join clearing.payment_order o on o.book_id = \(book) and o.run_no = r.run_no
        """
    }

    public init(_ row: Row) throws {
        self.init(
            number: try row.int64("order_no"), run: try row.int64("run_no"), category: try row.word("category"),
            party: try row.string("party"), direction: try row.word("direction"), amount: try row.money("amount"),
            state: try row.word("state"), paid: try row.money("paid"), settledOn: try row.dayOrNil("settled_on"),
            paidOn: try row.dayOrNil("paid_on"), bankReference: try row.stringOrNil("bank_reference"),
            recordedBy: try row.stringOrNil("recorded_by"), payee: try PayeeAccount(ofOrder: row),
            attempt: try row.int("attempt"))
    }

    static func save(_ book: Int64, _ orders: [PaymentOrder]) -> SQL {
        """
        insert into clearing.payment_order
            (book_id, order_no, run_no, category, party, direction, amount, end_to_end_id, state, paid, settled_on, paid_on,
            bank_reference, recorded_by, attempt, payee_bank_name, payee_bank_code, payee_account_no)
        select \(book), u.order_no, u.run_no, u.category, u.party, u.direction, u.amount, u.end_to_end_id, u.state, u.paid,
            u.settled_on, u.paid_on, u.bank_reference, u.recorded_by, u.attempt, u.payee_bank_name, u.payee_bank_code,
            u.payee_account_no
        from unnest(
            \(orders.map(\.number)), \(orders.map(\.run)), \(orders.map(\.category.rawValue)), \(orders.map(\.party)),
            \(orders.map(\.direction.rawValue)), \(orders.map(\.amount.fen)), \(orders.map(\.endToEndId)),
            \(orders.map(\.state.rawValue)), \(orders.map(\.paid.fen)), \(orders.map { $0.settledOn.map(SQLDate.init) }),
            \(orders.map { $0.paidOn.map(SQLDate.init) }), \(orders.map(\.bankReference)), \(orders.map(\.recordedBy)),
            \(orders.map { Int16($0.attempt) }), \(orders.map(\.payee?.bankName)), \(orders.map(\.payee?.bankCode)),
            \(orders.map(\.payee?.number))
        ) u (order_no, run_no, category, party, direction, amount, end_to_end_id, state, paid, settled_on, paid_on, bank_reference,
            recorded_by, attempt, payee_bank_name, payee_bank_code, payee_account_no)
        on conflict (book_id, order_no) do update
        set amount = excluded.amount, end_to_end_id = excluded.end_to_end_id, state = excluded.state, paid = excluded.paid,
            settled_on = excluded.settled_on,
            paid_on = excluded.paid_on, bank_reference = excluded.bank_reference, recorded_by = excluded.recorded_by,
            attempt = excluded.attempt, payee_bank_name = excluded.payee_bank_name,
            payee_bank_code = excluded.payee_bank_code, payee_account_no = excluded.payee_account_no
        """
    }
}

extension PayeeAccount {
    /// As an order keeps it.
    fileprivate init?(ofOrder row: Row) throws {
        guard let number = try row.stringOrNil("payee_account_no") else { return nil }
        self.init(
            bankName: try row.string("payee_bank_name"), bankCode: try row.string("payee_bank_code"), number: number)
    }
}
