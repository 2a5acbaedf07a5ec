import Accounting
import Clearing
import Yams

/// Reads the files of a set and gathers what is wrong in any of them.
struct BooksReader {
    private(set) var findings: [Finding] = []

    /// The set; nil where there are findings.
    mutating func read(_ files: BooksFiles) -> LedgerSet? {
        let chart = page(files.chart) { page, root in page.chart(root) }
        let rules = chart.flatMap { chart in page(files.postings) { page, root in page.rules(root, chart: chart) } }
        let programmes = programmes(files.programmes.filter { !$0.isSubsidy })
        let subsidies = subsidies(files.programmes.filter(\.isSubsidy))
        let calendars = calendars(files.calendars)
        guard findings.isEmpty, let chart, let rules else { return nil }
        return LedgerSet(
            rulebook: Rulebook(chart: chart, rules: rules),
            programmes: programmes,
            subsidies: subsidies,
            calendars: calendars.sorted { $0.year < $1.year }
        )
    }

    private mutating func page<Value>(_ file: BooksFiles.File, _ read: (inout Page, Node) -> Value?) -> Value? {
        var page = Page(file: file.name)
        let value = page.root(file.bytes).flatMap { read(&page, $0) }
        findings += page.findings
        return value
    }

    private mutating func programmes(_ files: [BooksFiles.File]) -> [Terms] {
        var all: [Terms] = []
        for file in files {
            let terms = page(file) { page, root -> Terms? in
                guard let terms = page.terms(root) else { return nil }
                if all.contains(where: { $0.programme == terms.programme && $0.from == terms.from }) {
                    page.report(.duplicateTerms(programme: terms.programme, from: terms.from), root.line)
                }
                return terms
            }
            if let terms { all.append(terms) }
        }
        return all
    }

    private mutating func subsidies(_ files: [BooksFiles.File]) -> [SubsidyTerms] {
        var all: [SubsidyTerms] = []
        for file in files {
            let terms = page(file) { page, root -> SubsidyTerms? in
                guard let terms = page.subsidy(root) else { return nil }
                if all.contains(where: { $0.programme == terms.programme && $0.from == terms.from }) {
                    page.report(.duplicateTerms(programme: terms.programme, from: terms.from), root.line)
                }
                return terms
            }
            if let terms { all.append(terms) }
        }
        return all
    }

    private mutating func calendars(_ files: [BooksFiles.File]) -> [CalendarYear] {
        var all: [CalendarYear] = []
        for file in files {
            let calendar = page(file) { page, root -> CalendarYear? in
                guard let calendar = page.calendar(root) else { return nil }
                if all.contains(where: { $0.year == calendar.year }) {
                    page.report(.duplicateYear(calendar.year), root.line)
                }
                return calendar
            }
            if let calendar { all.append(calendar) }
        }
        return all
    }
}
