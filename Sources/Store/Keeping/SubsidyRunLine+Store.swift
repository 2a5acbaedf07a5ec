import Accounting
import Clearing
import Postgres

extension SubsidyRunLine {
    static let columns: SQL = """
        l.line_no, l.loan_no, l.bank, l.branch, l.borrower, l.payee, l.completed_at, l.days, l.product, l.product_before, l.rate, l.amount, l.capped,
        l.correction, l.payable, l.reasons, l.parts
        """

    static let copy: SQL = """
        copy clearing.subsidy_line
            (book_id, run_no, line_no, loan_no, bank, branch, borrower, payee, completed_at, days, product, product_before, rate, amount, capped,
            correction, payable, reasons, parts)
        from stdin (format binary)
        """

    public init(_ row: Row) throws {
        self.init(
            line: try row.int32("line_no"), loan: try row.int64("loan_no"), bank: try row.string("bank"),
            branch: try row.string("branch"), borrower: try row.string("borrower"),
            payeeBesides: try row.stringOrNil("payee"),
            completedAt: try row.moment("completed_at"), days: try row.int32("days"),
            product: try row.int64("product"), productBefore: try row.int64("product_before"),
            rate: try row.int64("rate"), amount: try row.money("amount"),
            capped: try row.money("capped"), correction: try row.money("correction"),
            payable: try row.money("payable"), reasons: SubsidyReasons(rawValue: try row.int32("reasons")),
            parts: try row.int64Array("parts"))
    }

    func write(_ book: Int64, _ run: Int64, to writer: inout CopyWriter) throws {
        try writer.row(
            book, run, line, loan, bank, branch, borrower, payeeBesides, SQLTimestamp(completedAt), days, product,
            productBefore, rate, amount.fen,
            capped.fen, correction.fen, payable.fen, reasons.rawValue, parts)
    }

    static func ofRun(_ book: Int64, _ run: Int64, inOrder order: SQL = "l.line_no") -> SQL {
        """
        select \(columns)
        from clearing.subsidy_line l
        where l.book_id = \(book) and l.run_no = \(run)
        order by \(order)
        """
    }

    /// What the budget left of lines; `parts` are as many as there are funders, one after another.
    static func pay(_ book: Int64, _ run: Int64, _ lines: [SubsidyRunLine]) -> SQL {
        """
        update clearing.subsidy_line l
        set payable = u.payable, reasons = u.reasons, parts = string_to_array(u.parts, ',')::bigint[]
        from unnest(
            \(lines.map(\.line)), \(lines.map(\.payable.fen)), \(lines.map(\.reasons.rawValue)),
            \(lines.map { $0.parts.map(String.init).joined(separator: ",") })
        ) u (line_no, payable, reasons, parts)
        where l.book_id = \(book) and l.run_no = \(run) and l.line_no = u.line_no
        """
    }
}
