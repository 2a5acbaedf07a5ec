import Accounting
import Clearing
import Crypto
import Dispatch
import Postgres

/// Works out the lines of a subsidy run beside the book's other work, and puts them in place (DESIGN §4, runs).
///
/// Nothing here takes the book's lock. One connection streams loans and balances out of one moment of the database, the lines
/// are worked out on all cores, and the other connection copies them in. All of it is one transaction: killed anywhere, it has
/// left nothing, and the next who looks after drafts begins anew. Two at once on one run meet at its first line's key, and
/// the second finds the work done.
public struct SubsidyDrafting: Sendable {
    private let reading: Connection
    private let writing: Connection

    /// Both are the service's role's, and used for nothing else meanwhile.
    public init(reading: Connection, writing: Connection) {
        self.reading = reading
        self.writing = writing
    }

    /// How far a draft is, in loans looked at.
    public struct Progress: Sendable, Equatable {
        public let done, count: Int

        public init(done: Int, count: Int) {
            self.done = done
            self.count = count
        }
    }

    /// Runs of some books that wait for their lines.
    public func waiting(in books: [Int64]) async throws -> [(book: Int64, run: Int64)] {
        try await reading.transaction(readOnly: true) { transaction in
            try transaction.rows(
                """
                select r.book_id, r.run_no
                from clearing.subsidy_run r
                where r.book_id = any(\(books)) and r.state = 'drafting'
                order by r.book_id, r.run_no
                """
            ) { (book: try $0.int64(0), run: try $0.int64(1)) }
        }
    }

    /// - Returns: false where somebody else has done it, or it was discarded meanwhile.
    public func draft(
        _ number: Int64, of book: Int64, _ progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws -> Bool {
        let channel = Channel<RunPiece>(ahead: 4)
        let plan = Plan(book: book, number: number)
        guard let found = try await reading.transaction(readOnly: true, { try plan.read(in: $0) }) else { return false }
        async let read: Void = read(found, into: channel, progress)
        do {
            let isDone = try await writing.transaction { transaction in
                try SubsidyWriting(found).write(channel, in: transaction)
            }
            try await read
            return isDone
        } catch {
            channel.abandon()
            do { try await read } catch is Channel<RunPiece>.Abandoned {
                // It stopped because this side did.
            }
            guard let known = error as? PostgresError, known.sqlState == "23505" else { throw error }
            return false
        }
    }

    /// Puts all there is into the channel, and ends it however it comes to its own end: also where nothing was ever read, as
    /// when the task is cancelled or the connection lost. Whoever takes would wait for ever.
    private func read(
        _ found: Found, into channel: Channel<RunPiece>, _ progress: @escaping @Sendable (Progress) -> Void
    ) async throws {
        do {
            try await reading.transaction(readOnly: true) { transaction in
                let count = try found.work.count(in: transaction)
                var done = 0
                try found.work.read(in: transaction) { piece in
                    try channel.put(piece)
                    done += piece.loans
                    progress(Progress(done: done, count: count))
                }
            }
            channel.end(.success(()))
        } catch {
            channel.end(.failure(error))
            throw error
        }
    }

    /// What a run is to be worked out by.
    struct Found: Sendable {
        let book: Int64
        let run: SubsidyRun
        let terms: SubsidyTerms
        let work: RunWork
        let budgetLeft: Money

        /// The weights by which funders share a line.
        var weights: [Int64] { terms.funders.map(\.parts.billionths) }
    }

    private struct Plan: Sendable {
        let book, number: Int64

        /// Nil where the run does not wait for its lines.
        func read(in transaction: borrowing Transaction) throws -> Found? {
            guard let run = try transaction.one(SubsidyRun.numbered(book, [number]), SubsidyRun.init),
                run.state == .drafting
            else { return nil }
            let versions = Dictionary(
                uniqueKeysWithValues: try transaction.rows(SubsidyVersion.all(book), SubsidyVersion.init)
                    .filter { $0.terms.programme == run.programme }.map { ($0.version, $0.terms) })
            guard let terms = versions[run.version], let budget = terms.budget else { return nil }
            let former = try transaction.rows(SubsidyRun.standing(book, [run.programme]), SubsidyRun.init)
                .filter { $0.state == .approved }
            let account = SubsidyTerms.budgetAccount(of: run.programme, year: run.span.year)
            let used = try transaction.one(Holding.named(book, [account.text]), Holding.init)?.balance ?? .zero
            let past = RunPast(book: book, run: run, hasFormer: !former.isEmpty)
            let work = try RunWork(past, terms, Plan.stretches(run, former, versions), in: transaction)
            return Found(
                book: book, run: run, terms: terms, work: work, budgetLeft: max(.zero, budget.amount - used))
        }

        /// Every approved period under the version it was approved by, and the run's own; in order of time.
        private static func stretches(_ run: SubsidyRun, _ former: [SubsidyRun], _ versions: [Int: SubsidyTerms])
            -> RunWork.Stretches
        {
            var periods: [RunSpan: (version: Int, days: Range<Day>)] = [:]
            for run in former where periods[run.span] == nil { periods[run.span] = (run.version, run.period) }
            let isRepeat = periods[run.span] != nil
            if !isRepeat { periods[run.span] = (run.version, run.period) }
            var stretches: [(version: Int, periods: [Range<Day>])] = []
            for (_, period) in periods.sorted(by: { $0.key < $1.key }) {
                if stretches.last?.version == period.version {
                    stretches[stretches.count - 1].periods.append(period.days)
                } else {
                    stretches.append((period.version, [period.days]))
                }
            }
            return RunWork.Stretches(
                all: stretches.compactMap { stretch in
                    versions[stretch.version].map { RunStretch($0.formula, stretch.periods) }
                }, isRepeat: isRepeat)
        }
    }
}
