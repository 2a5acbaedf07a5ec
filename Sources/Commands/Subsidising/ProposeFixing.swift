import Accounting
import Clearing
import JSON

/// A clerk enters a reference rate as it was announced (LPR 报价). Nothing is reckoned with it until another person has compared
/// it with the announcement.
public struct ProposeFixing: Command {
    public static let name = "propose-fixing"
    public static let status = 201

    let fixing: Fixing
    let note: String

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        fixing = Fixing(
            series: try fields.choice("series", of: Fixing.Series.self), announcedOn: try fields.day("announced_on"),
            rate: try fields.ratio("rate", in: .zero ... .one))
        note = try fields.string("note", length: 1...500)
        try fields.end()
    }

    public var needs: Needs { .fixing(fixing.series, fixing.announcedOn) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ProposalView {
        try caller.require(.clerk)
        try fixing.announcedOn.mustNotBeAfter(now.day, at: "/announced_on")
        let matter = Proposal.Matter.fixing(fixing.series, fixing.announcedOn)
        let proposal = books.propose(.fixing(fixing.rate), matter, note: note, by: caller, at: now)
        books.tell(
            "fixing.proposed", about: matter.subject, to: [caller.party.id], ["rate": .string("\(fixing.rate)")])
        return ProposalView(proposal)
    }
}

/// Another person adopts it. A day that was fixed before is fixed anew; runs that are approved carry the difference in the next.
public struct AdoptFixing: Command {
    public static let name = "adopt-fixing"

    let series: String
    let day: String

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        series = path.text("series")
        day = path.text("day")
        try fields.end()
    }

    public var needs: Needs {
        guard let series = Fixing.Series(rawValue: series), let day = Day(day) else { return Needs() }
        return .fixing(series, day)
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ProposalView {
        try caller.require(.approver)
        guard let series = Fixing.Series(rawValue: series), let day = Day(day) else {
            throw Refusal(.nothingProposed)
        }
        let matter = Proposal.Matter.fixing(series, day)
        let proposal = try books.adopt(matter, by: caller, at: now)
        guard case .fixing(let rate) = proposal.content else {
            preconditionFailure("a proposal's content is of its matter's kind")
        }
        books.save(Fixing(series: series, announcedOn: day, rate: rate))
        books.tell("fixing.adopted", about: matter.subject, to: [caller.party.id], ["rate": .string("\(rate)")])
        return ProposalView(proposal)
    }
}

extension Needs {
    fileprivate static func fixing(_ series: Fixing.Series, _ day: Day) -> Needs {
        var needs = Needs()
        needs.proposals = [.fixing(series, day)]
        return needs
    }
}

extension Proposal.Matter {
    fileprivate static func fixing(_ series: Fixing.Series, _ day: Day) -> Proposal.Matter {
        Proposal.Matter(.fixing, "fixing/\(series.rawValue)/\(day)")
    }
}
