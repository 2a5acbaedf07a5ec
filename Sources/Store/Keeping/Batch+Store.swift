import Accounting
import Clearing
import JSON
import Postgres

extension Batch {
    static let columns: SQL = """
        b.batch_no, b.bank, b.branch, b.kind, b.business_date, b.sequence, b.count, b.sum, b.digest, b.filed_by, b.filed_at,
        b.accepted, b.pending, b.rejected
        """

    static func numbered(_ book: Int64, _ numbers: [Int64]) -> SQL {
        """
        select \(columns)
        from unnest(\(numbers)) n (batch_no)
        join clearing.batch b on b.book_id = \(book) and b.batch_no = n.batch_no
        """
    }

    static func named(_ book: Int64, _ names: [Name]) -> SQL {
        """
        select \(columns)
        from unnest(
            \(names.map(\.bank)), \(names.map(\.kind.rawValue)), \(names.map { SQLDate($0.businessDate) }), \(names.map(\.sequence))
        ) n (bank, kind, business_date, sequence)
        join clearing.batch b
            on b.book_id = \(book) and b.bank = n.bank and b.kind = n.kind and b.business_date = n.business_date
            and b.sequence = n.sequence
        """
    }

    init(_ row: Row) throws {
        self.init(
            number: try row.int64("batch_no"),
            name: Name(
                bank: try row.string("bank"), kind: try row.word("kind"), businessDate: try row.day("business_date"),
                sequence: try row.int64("sequence")),
            content: Content(count: try row.int("count"), sum: try row.money("sum"), digest: try row.bytes("digest")),
            branch: try row.stringOrNil("branch"), filedBy: try row.string("filed_by"),
            filedAt: try row.moment("filed_at"),
            tally: Tally(
                accepted: try row.int("accepted"), pending: try row.int("pending"), rejected: try row.int("rejected")))
    }

    static func insert(_ book: Int64, _ batches: [Batch]) -> SQL {
        """
        insert into clearing.batch
            (book_id, batch_no, bank, branch, kind, business_date, sequence, count, sum, digest, filed_by, filed_at)
        select \(book), u.batch_no, u.bank, u.branch, u.kind, u.business_date, u.sequence, u.count, u.sum, u.digest, u.filed_by,
            u.filed_at
        from unnest(
            \(batches.map(\.number)), \(batches.map(\.name.bank)), \(batches.map(\.branch)), \(batches.map(\.name.kind.rawValue)),
            \(batches.map { SQLDate($0.name.businessDate) }), \(batches.map(\.name.sequence)), \(batches.map { Int64($0.content.count) }),
            \(batches.map(\.content.sum.fen)), \(batches.map(\.content.digest)), \(batches.map(\.filedBy)),
            \(batches.map { SQLTimestamp($0.filedAt) })
        ) u (batch_no, bank, branch, kind, business_date, sequence, count, sum, digest, filed_by, filed_at)
        """
    }

    static func update(_ book: Int64, _ batches: [Batch]) -> SQL {
        """
        update clearing.batch b
        set done = u.accepted + u.pending + u.rejected, accepted = u.accepted, pending = u.pending, rejected = u.rejected
        from unnest(
            \(batches.map(\.number)), \(batches.map { Int64($0.tally.accepted) }), \(batches.map { Int64($0.tally.pending) }),
            \(batches.map { Int64($0.tally.rejected) })
        ) u (batch_no, accepted, pending, rejected)
        where b.book_id = \(book) and b.batch_no = u.batch_no
        """
    }
}

extension Batch.Line {
    static let columns: SQL = """
        i.batch_no, i.line_no, i.outcome, i.loan_no, i.code, i.pointer, i.fills, i.counts_on, i.balance, i.exposure
        """

    init(_ row: Row) throws {
        var refusal: Refusal?
        if let code = try row.stringOrNil("code"), let reason = Refusal.Reason(rawValue: code) {
            var fills: [String: String] = [:]
            if case .object(let members) = try JSON.parse(try row.stringOrNil("fills") ?? "{}") {
                for member in members { if case .string(let text) = member.value { fills[member.name] = text } }
            }
            refusal = Refusal(reason, at: try row.stringOrNil("pointer") ?? "", fills)
        }
        self.init(
            batch: try row.int64("batch_no"), line: try row.int32("line_no"), outcome: try row.word("outcome"),
            loan: try row.int64OrNil("loan_no"), refusal: refusal, countsOn: try row.dayOrNil("counts_on"),
            balance: try row.money("balance"), exposure: try row.money("exposure"))
    }

    /// Lines of one file, one after another in it: a row for all of them.
    static func insert(_ book: Int64, _ lines: [Batch.Line]) -> SQL {
        guard let first = lines.first, let last = lines.last, Int(last.line - first.line) + 1 == lines.count else {
            preconditionFailure("a chunk's lines stand one after another")
        }
        return """
            insert into clearing.batch_chunk
                (book_id, batch_no, first_line, last_line, outcomes, loans, codes, pointers, fills, counted_on, balances, exposures)
            values (
                \(book), \(first.batch), \(first.line), \(last.line), \(lines.map(\.outcome.rawValue)), \(lines.map(\.loan)),
                \(lines.map { $0.refusal?.code }), \(lines.map { $0.refusal?.pointer }), \(lines.map { $0.refusal?.written }),
                \(lines.map { $0.countsOn.map(SQLDate.init) }), \(lines.map(\.balance.fen)), \(lines.map(\.exposure.fen)))
            """
    }

    /// Whether line `i` lies in a range; the chunks it may lie in are named too, so that no other is opened.
    static func isIn(_ first: Int32, _ last: Int32) -> SQL {
        "i.first_line <= \(last) and i.last_line >= \(first) and i.line_no between \(first) and \(last)"
    }
}

extension Refusal {
    /// What fills the sentence's blanks, as JSON.
    fileprivate var written: String {
        JSON.object(fills.sorted { $0.key < $1.key }.map { JSON.Member(name: $0.key, value: .string($0.value)) }).text
    }
}
