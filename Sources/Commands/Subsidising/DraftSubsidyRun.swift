import Accounting
import Clearing
import JSON

/// Begins a subsidy run for a programme and a quarter: from here on its lines are worked out, beside the book's other work.
///
/// There is one run at a time of one programme: asked again, by whomever, the open one is the answer.
public struct DraftSubsidyRun: Command {
    public static let name = "draft-subsidy-run"
    public static let status = 201

    let programme: String
    let quarter: Quarter

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        programme = try fields.string("programme", length: 1...60)
        let text = try fields.string("period", length: 7...7)
        guard let quarter = Quarter(text) else {
            throw fields.problem(.badFormat, "period", "name a quarter, such as 2026-Q1")
        }
        self.quarter = quarter
        try fields.end()
    }

    public var needs: Needs {
        var needs = Needs()
        needs.subsidyRunsOf = [programme]
        return needs
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> SubsidyRunView {
        try caller.require(.clerk)
        let runs = books.subsidyRuns(of: programme)
        if let open = runs.first(where: \.isOpen) {
            guard open.quarter == quarter else {
                throw Refusal(
                    .draftOpen, at: "/period", ["period": "\(open.quarter)", "run": "\(open.number)"])
            }
            return SubsidyRunView(open)
        }
        let former = runs.last { $0.state == .approved && $0.quarter == quarter }
        let versions = books.reference.subsidies[programme] ?? []
        // What a quarter was approved under is what its differences follow.
        let found =
            former.flatMap { run in versions.first { $0.version == run.version } } ?? versions.governing(quarter)
        guard let version = found else {
            throw Refusal(.noSubsidyTerms, at: "/programme", ["programme": programme, "period": "\(quarter)"])
        }
        guard let budget = version.terms.subsidy.budget, budget.amount > .zero else {
            throw Refusal(.budgetMissing, at: "/programme", ["programme": programme])
        }
        let days = quarter.days(version.terms.cut)
        let last = min(days.upperBound + -1, now.day)
        if let series = version.terms.subsidy.fixing, books.reference.fixings.rate(of: series, on: last) == nil {
            throw Refusal(
                .fixingMissing, at: "/programme", ["series": series.rawValue, "day": "\(last)"])
        }
        if let other = runs.first(where: { $0.period != days && $0.period.overlaps(days) }) {
            throw Refusal(
                .periodOverlaps, at: "/period", ["period": "\(quarter)", "approved": "\(other.quarter)"])
        }
        let run = SubsidyRun(
            number: books.next(\.subsidyRun), programme: programme, version: version.version, quarter: quarter,
            period: days, draftedBy: caller.person.id, draftedAt: now)
        books.add(run)
        books.tell(
            "subsidy-run.drafting", about: "subsidy-run/\(run.number)", to: [caller.party.id],
            ["programme": .string(programme), "period": .string("\(quarter)")])
        return SubsidyRunView(run)
    }
}

/// Throws a draft away. Its lines stay where they are and count for nothing.
public struct DiscardSubsidyRun: Command {
    public static let name = "discard-subsidy-run"

    let run: Int64

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        run = path.number("run")
        try fields.end()
    }

    public var needs: Needs {
        var needs = Needs()
        needs.subsidyRuns = [run]
        return needs
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> SubsidyRunView {
        try caller.require(.clerk, .approver)
        var run = try books.subsidyRun(run)
        try run.discard(by: caller, at: now)
        books.save(run)
        books.tell("subsidy-run.discarded", about: "subsidy-run/\(run.number)", to: [caller.party.id], [:])
        return SubsidyRunView(run)
    }
}
