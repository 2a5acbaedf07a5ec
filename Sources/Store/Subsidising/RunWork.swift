import Accounting
import Clearing
import Postgres

/// Some groups of loans, read, and how their lines are worked out. A group is never parted, so groups can be worked out side by
/// side.
struct RunPiece: Sendable {
    let loans, groups: Int
    let lines: @Sendable (Range<Int>) -> [SubsidyRunLine]

    init<Loan: Sendable>(_ groups: [[Loan]], _ lines: @escaping @Sendable ([Loan]) -> [SubsidyRunLine]) {
        self.groups = groups.count
        loans = groups.reduce(0) { $0 + $1.count }
        self.lines = { places in groups[places].flatMap(lines) }
    }
}

/// The two kinds of run: what is read for each, and what works out its lines.
enum RunWork: Sendable {
    case interest(SubsidyInput, SubsidyReckoning)
    case fees(FeeInput, FeeReckoning)

    /// The approved periods and the run's own, by version, in order of time.
    struct Stretches {
        let all: [RunStretch<SubsidyTerms.Formula>]
        /// Whether the run's own period was approved before.
        let isRepeat: Bool
    }

    init(
        _ past: RunPast, _ terms: SubsidyTerms, _ stretches: Stretches, in transaction: borrowing Transaction
    ) throws {
        let own = past.run.period
        switch terms.formula {
        case .interest(let programme):
            let reckoning = SubsidyReckoning(
                stretches.all.compactMap {
                    guard case .interest(let programme) = $0.programme else { return nil }
                    return RunStretch(programme, $0.periods)
                }, own: own, isRepeat: stretches.isRepeat)
            self = .interest(
                SubsidyInput(
                    past: past, loans: terms.loans, programme: programme,
                    hasOthers: try past.hasOthers(in: transaction),
                    fixings: programme.fixing == nil
                        ? [] : try Fixing.latest(transaction.rows(Fixing.all(past.book)))), reckoning)
        case .fees(let programme):
            let reckoning = FeeReckoning(
                stretches.all.compactMap {
                    guard case .fees(let programme) = $0.programme else { return nil }
                    return RunStretch(programme, $0.periods)
                }, own: own, isRepeat: stretches.isRepeat)
            self = .fees(try FeeInput(past, terms.loans, programme.given, in: transaction), reckoning)
        }
    }

    /// How many loans there are to look at.
    func count(in transaction: borrowing Transaction) throws -> Int {
        switch self {
        case .interest(let input, _): try input.count(in: transaction)
        case .fees(let input, _): try input.count(in: transaction)
        }
    }

    func read(in transaction: borrowing Transaction, _ take: (RunPiece) throws -> Void) throws {
        switch self {
        case .interest(let input, let reckoning):
            try input.read(in: transaction) { try take(RunPiece($0, reckoning.lines(of:))) }
        case .fees(let input, let reckoning):
            try input.read(in: transaction) { try take(RunPiece($0, reckoning.lines(of:))) }
        }
    }
}
