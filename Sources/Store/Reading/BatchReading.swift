import Accounting
import Clearing
import Postgres

/// Which files a list is narrowed to; nil narrows nothing.
public struct BatchFilter: Sendable {
    public var bank: String?
    public var kind: Batch.Kind?

    public init() {}
}

extension Reader {
    /// Files, newest first.
    public func batches(_ reach: Reach, _ filter: BatchFilter, _ ask: PageAsk<Int64>) async throws -> Page<Batch, Int64>
    {
        let found = try await rows(
            reach,
            """
            select \(Batch.columns)
            from clearing.batch b
            where \(reach.batches)\(SQL.and(filter.bank) { "b.bank = \($0)" })\(SQL.and(filter.kind) { "b.kind = \($0.rawValue)" })\
            \(SQL.and(ask.after) { "b.batch_no < \($0)" })
            order by b.batch_no desc
            limit \(ask.rows)
            """, Batch.init)
        return Page(found, ask, key: \.number)
    }

    public func batch(_ reach: Reach, _ number: Int64) async throws -> Batch? {
        try await rows(
            reach, "select \(Batch.columns) from clearing.batch b where \(reach.batches) and b.batch_no = \(number)",
            Batch.init
        ).first
    }

    /// What became of a file's lines, in file order; nil where the file is not there to be seen.
    public func batchLines(_ reach: Reach, _ number: Int64, _ outcome: Batch.Outcome?, _ ask: PageAsk<Int64>)
        async throws
        -> Page<Batch.Line, Int64>?
    {
        guard try await batch(reach, number) != nil else { return nil }
        let after = Int32(min(max(0, ask.after ?? 0), 100_000_000))
        // Without an outcome to look for, the page is the next lines there are; the head of a file has two lines at most.
        let last = outcome == nil ? after + 2 + Int32(ask.rows) : Int32.max
        let found = try await rows(
            reach,
            """
            select \(Batch.Line.columns)
            from clearing.batch b
            join clearing.batch_line i on i.book_id = b.book_id and i.batch_no = b.batch_no
            where \(reach.batches) and b.batch_no = \(number)\(SQL.and(outcome) { "i.outcome = \($0.rawValue)" })
                and \(Batch.Line.isIn(after + 1, last))
            order by i.line_no
            limit \(ask.rows)
            """, Batch.Line.init)
        return Page(found, ask, key: { Int64($0.line) })
    }

    /// The lines of a range, in file order.
    public func batchLines(_ reach: Reach, _ number: Int64, _ range: ClosedRange<Int32>) async throws -> [Batch.Line] {
        try await rows(
            reach,
            """
            select \(Batch.Line.columns)
            from clearing.batch b
            join clearing.batch_line i on i.book_id = b.book_id and i.batch_no = b.batch_no
            where \(reach.batches) and b.batch_no = \(number) and \(Batch.Line.isIn(range.lowerBound, range.upperBound))
            order by i.line_no
            """, Batch.Line.init)
    }
}

extension Reach {
    /// Batch `b`: the bank's own; a branch those its own people sent.
    var batches: SQL {
        seesAll
            ? "b.book_id = \(book)"
            : "b.book_id = \(book) and b.bank = \(party) and (\(branch)::text is null or b.branch = \(branch))"
    }
}
