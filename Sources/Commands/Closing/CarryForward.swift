import Accounting
import Clearing
import JSON

/// Carries a year forward (年终结转, domain journal 23): income and expense, as they stand on 31 December, go to the result of
/// the period and on to principal and earmarks, one entry a rule. Asked again, the answer is the same; only what was dated into
/// the year since is carried forward in addition.
public struct CarryForward: Command {
    public static let name = "carry-forward"

    let year: Int

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        year = Int(clamping: path.number("year"))
        try fields.end()
    }

    public var needs: Needs {
        var needs = Needs()
        if isYear { needs.yearEnds = [year] }
        needs.isAlone = true
        return needs
    }

    private var isYear: Bool { (1900...9998).contains(year) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> YearView {
        try caller.require(.clerk)
        guard isYear, year < now.day.year else { throw Refusal(.dateImplausible, ["what": "\(year)"]) }
        let end = books.yearEnd(year)
        if end.isEarlierOpen { throw Refusal(.yearOpen, ["year": "\(year - 1)"]) }
        let lines = end.lines
        var carried = end.carried
        for event in lines.map(\.event).uniqued {
            let ofEvent = lines.filter { $0.event == event }
            try books.post(
                event, about: "year/\(year)", on: end.lastDay, each: ofEvent.map { ($0.dimensions, $0.amount) })
            carried[event, default: .zero] += ofEvent.map(\.amount).total
        }
        if !lines.isEmpty {
            books.followPool()
            books.tell(
                "year.carried-forward", about: "year/\(year)", to: [caller.party.id],
                ["entries": .integer(Int64(lines.map(\.event).uniqued.count))])
        }
        return YearView(year: year, carried: carried)
    }
}

/// What was carried forward of a year, by event.
public struct YearView: JSONRepresentable, Sendable {
    let year: Int
    let carried: [String: Money]

    public var json: JSON {
        [
            "year": .integer(Int64(year)),
            "carried": .array(
                carried.sorted { $0.key < $1.key }.map { ["event": .string($0.key), "amount": .fen($0.value)] }),
        ]
    }
}

extension [String] {
    /// Each once, where it stands first.
    fileprivate var uniqued: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
