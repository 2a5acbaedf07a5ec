import Accounting
import Clearing
import Postgres

extension Leg {
    static let columns: SQL = """
        g.leg_no, g.kind, g.counterparty, g.claim_no, g.recovery_no, g.bearer, g.amount, g.due_on, g.accepted_at, g.run_no,
        g.order_no, g.settled_on, g.cancelled_on, g.is_carried, g.is_void, g.subsidy_run, g.programme
        """

    static func dueBy(_ book: Int64, _ day: Day) -> SQL {
        """
        select \(columns)
        from clearing.leg g
        where g.book_id = \(book) and g.run_no is null and g.settled_on is null and g.cancelled_on is null
            and g.due_on <= \(SQLDate(day))
        """
    }

    static func ofClaims(_ book: Int64, _ claims: [Int64]) -> SQL {
        """
        select \(columns)
        from unnest(\(claims)) n (claim_no)
        join clearing.leg g on g.book_id = \(book) and g.claim_no = n.claim_no and not g.is_void
        """
    }

    static func unpaid(_ book: Int64) -> SQL {
        """
        select \(columns)
        from clearing.leg g
        where g.book_id = \(book) and g.run_no is not null and g.settled_on is null
        """
    }

    static func ofRuns(_ book: Int64, _ runs: [Int64]) -> SQL {
        """
        select \(columns)
        from unnest(\(runs)) n (run_no)
        join clearing.leg g on g.book_id = \(book) and g.run_no = n.run_no
        """
    }

    static func ofOrders(_ book: Int64, _ orders: [Int64]) -> SQL {
        """
        select \(columns)
        from unnest(\(orders)) n (order_no)
        join clearing.leg g on g.book_id = \(book) and g.order_no = n.order_no
        """
    }

    public init(_ row: Row) throws {
        self.init(
            number: try row.int64("leg_no"), kind: try row.word("kind"), counterparty: try row.string("counterparty"),
            claim: try row.int64("claim_no"), subsidy: try Leg.Subsidy(row),
            recovery: try row.int64OrNil("recovery_no"),
            bearer: try row.string("bearer"),
            amount: try row.money("amount"), dueOn: try row.day("due_on"), acceptedAt: try row.moment("accepted_at"),
            run: try row.int64OrNil("run_no"), order: try row.int64OrNil("order_no"),
            settledOn: try row.dayOrNil("settled_on"), cancelledOn: try row.dayOrNil("cancelled_on"),
            isCarried: try row.bool("is_carried"), isVoid: try row.bool("is_void"))
    }

    static func insert(_ book: Int64, _ legs: [Leg]) -> SQL {
        """
        insert into clearing.leg
            (book_id, leg_no, kind, category, counterparty, claim_no, recovery_no, bearer, amount, due_on, accepted_at, run_no,
            order_no, settled_on, cancelled_on, is_carried, subsidy_run, programme)
        select \(book), u.leg_no, u.kind, u.category, u.counterparty, u.claim_no, u.recovery_no, u.bearer, u.amount, u.due_on,
            u.accepted_at, u.run_no, u.order_no, u.settled_on, u.cancelled_on,
            u.is_carried, u.subsidy_run, u.programme
        from unnest(
            \(legs.map(\.number)), \(legs.map(\.kind.rawValue)), \(legs.map(\.category.rawValue)), \(legs.map(\.counterparty)),
            \(legs.map(\.claim)), \(legs.map(\.recovery)), \(legs.map(\.bearer)), \(legs.map(\.amount.fen)),
            \(legs.map { SQLDate($0.dueOn) }), \(legs.map { SQLTimestamp($0.acceptedAt) }), \(legs.map(\.run)), \(legs.map(\.order)),
            \(legs.map { $0.settledOn.map(SQLDate.init) }), \(legs.map { $0.cancelledOn.map(SQLDate.init) }),
            \(legs.map(\.isCarried)), \(legs.map(\.subsidy?.run)), \(legs.map(\.subsidy?.programme))
        ) u (leg_no, kind, category, counterparty, claim_no, recovery_no, bearer, amount, due_on, accepted_at, run_no, order_no,
            settled_on, cancelled_on, is_carried, subsidy_run, programme)
        """
    }

    static func update(_ book: Int64, _ legs: [Leg]) -> SQL {
        """
        update clearing.leg g
        set amount = u.amount, run_no = u.run_no, order_no = u.order_no, settled_on = u.settled_on,
            cancelled_on = u.cancelled_on, is_carried = u.is_carried, is_void = u.is_void
        from unnest(
            \(legs.map(\.number)), \(legs.map(\.amount.fen)), \(legs.map(\.run)), \(legs.map(\.order)),
            \(legs.map { $0.settledOn.map(SQLDate.init) }), \(legs.map { $0.cancelledOn.map(SQLDate.init) }),
            \(legs.map(\.isCarried)), \(legs.map(\.isVoid))
        ) u (leg_no, amount, run_no, order_no, settled_on, cancelled_on, is_carried, is_void)
        where g.book_id = \(book) and g.leg_no = u.leg_no
        """
    }
}

extension Leg.Subsidy {
    fileprivate init?(_ row: Row) throws {
        guard let run = try row.int64OrNil("subsidy_run") else { return nil }
        self.init(run: run, programme: try row.string("programme"))
    }
}
