import Accounting
import Clearing
import Crypto
import JSON

/// A file on its way in: its bytes are put aside and its frame is looked at, so that a broken one is refused before anything is
/// taken from it.
///
///     var intake = try BatchIntake()
///     for … { try intake.take(piece) }
///     let file = try intake.finish()
///     let opened = try await file.open(in: lane, by: identity, key: key)
///     try await file.work(batch, in: lane, by: identity) { view in … }
///
/// Sent again after it was cut off anywhere, it goes on with the first record that was not answered.
public struct BatchIntake: ~Copyable {
    private let spool: BatchSpool
    private var frame = BatchFrame()

    public init() throws { spool = try BatchSpool() }

    /// - Throws: `FrameFault`, and what the disk says.
    public mutating func take(_ piece: UnsafeRawBufferPointer) throws {
        try frame.feed(piece)
        try spool.append(piece)
    }

    public mutating func finish() throws -> BatchFile { BatchFile(spool: spool, frame: try frame.finish()) }
}

/// A file whose frame is sound.
public struct BatchFile: Sendable {
    /// Records of one turn: enough that the turn costs little beside them, few enough that others hardly wait.
    public static let recordsATurn = 5000

    let spool: BatchSpool
    let frame: BatchFrame.Sound

    public var header: BatchHeader { frame.header }
    public var count: Int { frame.content.count }

    /// Gives the file its number, or the one it has. Under the same key the answer is the same; under another key too, as long as
    /// it is the same file.
    public func open(in lane: Lane, by identity: Identity, key: String) async throws -> Reply {
        let name = frame.header.name
        let facts = [
            OpenBatch.name, name.bank, name.kind.rawValue, "\(name.businessDate)", "\(name.sequence)",
            "\(frame.content.count)", "\(frame.content.sum.fen)", frame.content.digest.hexadecimal,
        ]
        let digest = Array(SHA256.hash(data: Array(facts.joined(separator: "\n").utf8)))
        return try await lane.perform(
            OpenBatch(header: frame.header, content: frame.content), by: identity, key: key, digest: digest)
    }

    /// Takes the records that are not answered yet, chunk after chunk, each in one turn. While a turn is under way, `told` hears
    /// of the one before and the next chunk is read: whoever hears slowly holds the file up, one chunk behind. First of all it
    /// hears how far the file has come, before anything new is done.
    ///
    /// - Parameter unique: what no other attempt is called, for the keys of its turns.
    /// - Returns: a reply that is no success, where a chunk as a whole was refused; nil when the file is done.
    /// - Throws: `Problem` where the lane is busy or the database stays away: what is done is kept.
    public func work(
        _ batch: Int64, in lane: Lane, by identity: Identity, unique: String,
        _ told: (BatchProgress) async throws -> Void
    ) async throws -> Reply? {
        let records = try BatchRecords(spool, frame)
        var reply = try await Self.turn(
            FileChunk(batch: batch, first: 0, records: .none, bank: frame.header.name.bank), lane, identity,
            "\(unique) 0")
        guard reply.status < 300, var progress = BatchProgress(reply) else { return reply }
        try await told(progress)
        try records.skip(progress.done)
        var untold: BatchProgress?
        var next = read(try records.next(Self.recordsATurn))
        while next.count > 0 {
            let act = FileChunk(batch: batch, first: progress.done + 1, records: next, bank: frame.header.name.bank)
            let key = "\(unique) \(progress.done + 1)"
            let expected = progress.done + next.count
            async let answer = Self.turn(act, lane, identity, key)
            if let untold { try await told(untold) }
            next = read(try records.next(Self.recordsATurn))
            reply = try await answer
            guard reply.status < 300, let now = BatchProgress(reply) else { return reply }
            progress = now
            untold = now
            // Somebody else sent the same file and was faster: pass over what was done meanwhile.
            if progress.done > expected { next = next.dropFirst(progress.done - expected) }
        }
        if let untold { try await told(untold) }
        return nil
    }

    private static func turn(_ act: FileChunk, _ lane: Lane, _ identity: Identity, _ key: String) async throws -> Reply
    {
        // No caller's key holds a blank, so none can be taken for one of these.
        let digest = Array(SHA256.hash(data: Array("\(FileChunk.name)\n\(act.batch)\n\(act.first)\n\(key)".utf8)))
        return try await lane.perform(act, by: identity, key: "batch \(key)", digest: digest)
    }

    /// Records read as what their kind of file holds.
    private func read(_ records: [BatchRecord]) -> FileChunk.Records {
        let kind = frame.header.name.kind
        guard kind == .filings else {
            return .balances(
                records.map {
                    ($0.line, $0.read { (fields) throws(JSON.Problem) in try BalanceRecord(&fields, of: kind) })
                })
        }
        return .filings(
            records.map { ($0.line, $0.read { (fields) throws(JSON.Problem) in try FilingRecord(&fields) }) })
    }

    /// The line in which a record stands.
    public func line(of record: Int) -> Int32 { Int32(frame.form.head + record) }
}

/// How far a file has come.
public struct BatchProgress: Sendable, Equatable {
    public let batch: Int64
    public let count, done, accepted, pending, rejected: Int
    /// The answer as it goes out.
    public let json: JSON
    /// The lines that were answered last, where that was just now.
    public let lines: [Batch.Line]

    /// Nil where the answer is none of a file.
    public init?(_ reply: Reply) {
        guard let json = try? JSON.parse(reply.body),  // our own words
            case .integer(let batch)? = json["batch"], case .integer(let count)? = json["count"],
            case .integer(let done)? = json["done"], case .integer(let accepted)? = json["accepted"],
            case .integer(let pending)? = json["pending"], case .integer(let rejected)? = json["rejected"]
        else { return nil }
        (self.batch, self.count, self.done) = (batch, Int(count), Int(done))
        (self.accepted, self.pending, self.rejected) = (Int(accepted), Int(pending), Int(rejected))
        self.json = json
        lines = reply.lines
    }
}
