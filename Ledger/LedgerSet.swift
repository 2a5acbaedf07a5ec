import Accounting
import Clearing

/// A complete definition of a district's books: chart and posting rules, programmes, working days.
public struct LedgerSet: Sendable {
    public let rulebook: Rulebook
    /// In the order of their files.
    public let programmes: [Terms]
    /// Subsidies on interest and on guarantee fees, in the order of their files.
    public let subsidies: [SubsidyTerms]
    /// In the order of years.
    public let calendars: [CalendarYear]
    /// The working days of all these years.
    public let calendar: WorkingCalendar

    /// A district's own set, from its folder. Nothing is taken over unless all of it is sound.
    public static func load(directory: String) throws(BooksProblem) -> LedgerSet {
        try LedgerSet(BooksFiles(directory: directory))
    }

    init(_ files: BooksFiles) throws(BooksProblem) {
        var reader = BooksReader()
        guard let set = reader.read(files) else { throw BooksProblem(findings: reader.findings.sorted()) }
        self = set
    }

    init(rulebook: Rulebook, programmes: [Terms], subsidies: [SubsidyTerms], calendars: [CalendarYear]) {
        self.rulebook = rulebook
        self.programmes = programmes
        self.subsidies = subsidies
        self.calendars = calendars
        self.calendar = WorkingCalendar(
            years: Set(calendars.map(\.year)),
            holidays: Set(calendars.flatMap(\.holidays)),
            makeupDays: Set(calendars.flatMap(\.makeupDays))
        )
    }
}

public enum Ledger {
    /// The set the binary carries: the chart and rules of every fund, and the starting packs.
    public static let embedded: LedgerSet = {
        do {
            return try LedgerSet(BooksFiles.embedded)
        } catch {
            preconditionFailure("the embedded books are sound, a test sees to it:\n\(error)")
        }
    }()
}
