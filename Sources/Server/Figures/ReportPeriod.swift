import Accounting
import Commands

/// The month or quarter a set of reports is of.
struct ReportPeriod: Equatable {
    /// `2026-07`, `2026-Q3`.
    let name: String
    let from, until: Day
    /// The last day of it that is not in the future.
    let asOf: Day

    var yearStart: Day { Day(year: from.year, month: 1, day: 1)! }

    /// `2026-07`.
    init(month text: String, today: Day) throws(Problem) {
        guard let first = Day("\(text)-01"), text.utf8.count == 7 else { throw .parameterMalformed("month", "2026-07") }
        try self.init(text, "month", first, months: 1, today)
    }

    /// `2026-Q3`.
    init(quarter text: String, today: Day) throws(Problem) {
        let parts = text.split(separator: "-Q")
        guard parts.count == 2, parts[0].utf8.count == 4, let year = Int(parts[0]), let quarter = Int(parts[1]),
            (1...4).contains(quarter), let first = Day(year: year, month: quarter * 3 - 2, day: 1),
            "\(year)-Q\(quarter)" == text
        else { throw .parameterMalformed("quarter", "2026-Q3") }
        try self.init(text, "quarter", first, months: 3, today)
    }

    private init(_ name: String, _ parameter: String, _ first: Day, months: Int, _ today: Day) throws(Problem) {
        let month = first.parts.month - 1 + months
        guard first <= today, let end = Day(year: first.year + month / 12, month: month % 12 + 1, day: 1) else {
            throw .parameterMalformed(parameter, "≤ \(today)")
        }
        self.name = name
        from = first
        until = end
        asOf = min(end + -1, today)
    }
}
