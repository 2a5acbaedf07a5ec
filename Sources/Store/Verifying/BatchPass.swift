import Accounting
import Clearing
import Crypto
import Postgres

/// Checks files from banks: that as many lines are kept as a file counts, each way, and that the digest of every aggregated
/// entry is that of the lines it stands for.
enum BatchPass {
    static func run(_ book: Int64, _ findings: inout Findings, in transaction: borrowing Transaction) throws {
        try checkCounts(book, &findings, in: transaction)
        try checkDigests(book, &findings, in: transaction)
    }

    private static func checkCounts(
        _ book: Int64, _ findings: inout Findings, in transaction: borrowing Transaction
    ) throws {
        let files: SQL = """
            select b.batch_no, b.accepted, b.pending, b.rejected,
                count(*) filter (where i.outcome = 'accepted') as kept_accepted,
                count(*) filter (where i.outcome = 'pending') as kept_pending,
                count(*) filter (where i.outcome = 'rejected') as kept_rejected
            from clearing.batch b
            left join clearing.batch_line i on i.book_id = b.book_id and i.batch_no = b.batch_no
            where b.book_id = \(book)
            group by b.book_id, b.batch_no
            order by b.batch_no
            """
        for row in try transaction.rows(files) {
            let name = "batch \(try row.int64("batch_no"))"
            for (column, kept, english, chinese) in [
                ("accepted", "kept_accepted", "accepted lines", "受理行数"),
                ("pending", "kept_pending", "pending lines", "待审行数"),
                ("rejected", "kept_rejected", "rejected lines", "拒绝行数"),
            ] as [(Column, Column, String, String)] {
                let (counted, found) = (try row.int64(column), try row.int64(kept))
                guard counted != found else { continue }
                findings.add(
                    name, "counts \(counted) \(english), \(found) are kept", "载明\(chinese) \(counted)，实存 \(found)")
            }
        }
    }

    /// An aggregated entry is about `batch/3/2-2001`: lines 2 to 2001 of file 3, those that count on the entry's day.
    private static func checkDigests(
        _ book: Int64, _ findings: inout Findings, in transaction: borrowing Transaction
    ) throws {
        let entries: SQL = """
            select entry_no, effective, subject, digest
            from ledger.entry
            where book_id = \(book) and event in ('batch-filed', 'batch-repaid')
            order by entry_no
            """
        try transaction.forEachChunk(of: entries, size: 500) { rows in
            for row in rows {
                let name = "entry \(try row.int64("entry_no"))"
                guard let range = LineRange(try row.string("subject")) else {
                    findings.add(name, "does not say which lines it stands for", "未载明对应的文件行")
                    continue
                }
                let lines: SQL = """
                    select \(Batch.Line.columns)
                    from clearing.batch_line i
                    where i.book_id = \(book) and i.batch_no = \(range.batch) and \(Batch.Line.isIn(range.first, range.last))
                        and i.outcome = 'accepted' and i.counts_on = \(SQLDate(try row.day("effective")))
                    order by i.line_no
                    """
                var bytes: [UInt8] = []
                for line in try transaction.rows(lines, Batch.Line.init) { line.write(to: &bytes) }
                if try row.bytesOrNil("digest") != Array(SHA256.hash(data: bytes)) {
                    findings.add(
                        name, "its digest is not that of the lines it stands for", "摘要与所对应的文件行不符")
                }
            }
        }
    }

    private struct LineRange {
        let batch: Int64
        let first, last: Int32

        init?(_ subject: String) {
            let parts = subject.split(separator: "/")
            guard parts.count == 3, parts[0] == "batch", let batch = Int64(parts[1]) else { return nil }
            let lines = parts[2].split(separator: "-").compactMap { Int32($0) }
            guard lines.count == 2 else { return nil }
            (self.batch, first, last) = (batch, lines[0], lines[1])
        }
    }
}
