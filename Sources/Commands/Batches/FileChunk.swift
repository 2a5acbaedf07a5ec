import Accounting
import Clearing
import Crypto
import JSON

/// A chunk of a file's records in one turn: decided in file order, answered line by line, posted as one entry a day.
///
/// It is done when the file has come as far as its first record, and passed over where that was done before: however often a file
/// is sent, each record is taken once.
struct FileChunk: Act {
    static let name = "file-chunk"

    let batch: Int64
    /// The place of its first record among the file's records, from 1. Zero only asks how far the file has come.
    let first: Int
    let records: Records

    enum Records: Sendable {
        case none
        case filings([(line: Int32, record: Result<FilingRecord, Refusal>)])
        case balances([(line: Int32, record: Result<BalanceRecord, Refusal>)])

        var count: Int {
            switch self {
            case .none: 0
            case .filings(let lines): lines.count
            case .balances(let lines): lines.count
            }
        }

        func dropFirst(_ count: Int) -> Records {
            switch self {
            case .none: .none
            case .filings(let lines): .filings(Array(lines.dropFirst(count)))
            case .balances(let lines): .balances(Array(lines.dropFirst(count)))
            }
        }
    }

    let needs: Needs

    init(batch: Int64, first: Int, records: Records, bank: String) {
        self.batch = batch
        self.first = first
        self.records = records
        var needs = Needs()
        needs.batches = [batch]
        // A record that cannot be read needs nothing: `try?` leaves it out here, its line is answered below.
        switch records {
        case .none: break
        case .filings(let lines): needs.form(FilingDesk.needs(of: lines.compactMap { try? $0.record.get() }, bank))
        case .balances(let lines): needs.form(BalanceDesk.needs(of: lines.compactMap { try? $0.record.get() }, bank))
        }
        self.needs = needs
    }

    static func lines(of reply: ChunkView) -> [Batch.Line] { reply.lines }

    func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ChunkView {
        try caller.require(.bankMaker, .bankChecker)
        var batch = try books.batch(batch)
        guard batch.name.bank == caller.party.id,
            caller.person.branch == nil || caller.person.branch == batch.branch
        else { throw Refusal(.unknownBatch) }
        guard first == batch.tally.done + 1 else { return ChunkView(batch, []) }
        let lines: [Batch.Line]
        switch records {
        case .none: return ChunkView(batch, [])
        case .filings(let records):
            var desk = try FilingDesk(batch, caller, at: now, in: books)
            lines = desk.decide(records, in: &books)
            try desk.post(in: &books, lines)
        case .balances(let records):
            var desk = BalanceDesk(batch, caller, at: now)
            lines = desk.decide(records, in: &books)
            try desk.post(in: &books, lines)
        }
        batch.take(lines)
        books.save(batch, lines)
        if batch.isDone {
            books.tell("batch.finished", about: "batch/\(batch.number)", to: [batch.name.bank], batch.tally.json)
        }
        return ChunkView(batch, lines)
    }
}

/// How far a file has come, and what became of the lines just taken.
struct ChunkView: JSONRepresentable, Sendable {
    let batch: BatchView
    let lines: [Batch.Line]

    init(_ batch: Batch, _ lines: [Batch.Line]) {
        self.batch = BatchView(batch)
        self.lines = lines
    }

    /// The lines are kept with the file, not with the answer.
    var json: JSON { batch.json }
}

extension Batch.Tally {
    fileprivate var json: JSON {
        [
            "accepted": .integer(Int64(accepted)), "pending": .integer(Int64(pending)),
            "rejected": .integer(Int64(rejected)),
        ]
    }
}

extension [Batch.Line] {
    /// SHA-256 of the lines that count on a day.
    func digest(on day: Day) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count * Batch.Line.byteCount)
        for line in self where line.outcome == .accepted && line.countsOn == day { line.write(to: &bytes) }
        return [UInt8](SHA256.hash(data: bytes))
    }

    /// What an entry that adds them up is about: `batch/3/2-2001`.
    func subject(_ batch: Batch) -> String { "batch/\(batch.number)/\(self[0].line)-\(self[count - 1].line)" }
}

/// What lines add up to, by the accounts it goes to.
struct Aggregate {
    private var programmes: [String: (exposure: Money, balance: Money)] = [:]
    private var borrowers: [String: Money] = [:]

    mutating func add(_ loan: Loan, exposure: Money, balance: Money) {
        let held = programmes[loan.filed.programme] ?? (.zero, .zero)
        programmes[loan.filed.programme] = (held.exposure + exposure, held.balance + balance)
        borrowers[loan.filed.borrower, default: .zero] += balance
    }

    /// Parts of an entry, programmes before borrowers, each in the order of their names.
    func parts(_ event: String, bank: String) -> [Books.Part] {
        programmes.sorted { $0.key < $1.key }.map { programme, sums in
            Books.Part(
                event, ["programme": programme, "bank": bank],
                ["fund_exposure": sums.exposure, "balance": sums.balance])
        }
            + borrowers.sorted { $0.key < $1.key }.map {
                Books.Part("\(event)-borrower", ["borrower": $0.key], ["balance": $0.value])
            }
    }
}
