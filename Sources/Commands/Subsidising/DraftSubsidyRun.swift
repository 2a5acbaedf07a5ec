import Accounting
import Clearing
import JSON

/// Begins a run of a programme, on interest or on guarantee fees, for a part of a year: from here on its lines are worked out,
/// beside the book's other work.
///
/// There is one run at a time of one programme: asked again, by whomever, the open one is the answer.
public struct DraftSubsidyRun: Command {
    public static let name = "draft-subsidy-run"
    public static let status = 201

    let programme: String
    let span: RunSpan

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        programme = try fields.string("programme", length: 1...60)
        let text = try fields.string("period", length: 4...7)
        guard let span = RunSpan(text) else {
            throw fields.problem(
                .badFormat, "period", "name a quarter, a half or a year, such as 2026-Q1, 2026-H1, 2026")
        }
        self.span = span
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
            guard open.span == span else {
                throw Refusal(
                    .draftOpen, at: "/period", ["period": "\(open.span)", "run": "\(open.number)"])
            }
            return SubsidyRunView(open)
        }
        let (version, days) = try version(after: runs, in: books.reference)
        guard let budget = version.terms.budget, budget.amount > .zero else {
            throw Refusal(.budgetMissing, at: "/programme", ["programme": programme])
        }
        let last = min(days.upperBound + -1, now.day)
        if let series = version.terms.fixing, books.reference.fixings.rate(of: series, on: last) == nil {
            throw Refusal(
                .fixingMissing, at: "/programme", ["series": series.rawValue, "day": "\(last)"])
        }
        if let other = runs.first(where: { $0.period != days && $0.period.overlaps(days) }) {
            throw Refusal(
                .periodOverlaps, at: "/period", ["period": "\(span)", "approved": "\(other.span)"])
        }
        let run = SubsidyRun(
            number: books.next(\.subsidyRun), programme: programme, category: version.terms.category,
            version: version.version, span: span, period: days, draftedBy: caller.person.id, draftedAt: now)
        books.add(run)
        books.tell(
            "subsidy-run.drafting", about: "subsidy-run/\(run.number)", to: [caller.party.id],
            ["programme": .string(programme), "period": .string("\(span)")])
        return SubsidyRunView(run)
    }

    /// The version that governs the period, and its days. What a period was approved under is what its differences follow.
    private func version(
        after runs: [SubsidyRun], in reference: Reference
    ) throws(Refusal) -> (SubsidyVersion, Range<Day>) {
        let versions = reference.subsidies[programme] ?? []
        if let former = runs.last(where: { $0.state == .approved && $0.span == span }),
            let version = reference.subsidy(of: programme, version: former.version)
        {
            return (version, former.period)
        }
        if let found = versions.governing(span) { return found }
        if let cut = versions.last(where: { $0.state == .adopted })?.terms.cut, span.days(cut) == nil {
            throw Refusal(
                .periodUnfit, at: "/period", ["programme": programme, "period": "\(span)", "cut": cut.rawValue])
        }
        throw Refusal(.noSubsidyTerms, at: "/programme", ["programme": programme, "period": "\(span)"])
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
