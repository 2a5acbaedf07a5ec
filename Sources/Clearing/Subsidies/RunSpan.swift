import Accounting

/// The part of a year a run is for: a quarter `2026-Q1`, a half `2026-H1`, or the year `2026`.
public struct RunSpan: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let year: Int
    public let part: Part

    public enum Part: Hashable, Sendable {
        /// 1 to 4.
        case quarter(Int)
        /// 1 or 2.
        case half(Int)
        case whole
    }

    /// How a programme cuts the year: by calendar quarters, by quarters as banks settle interest, from the 21st to the 20th, by
    /// halves, or not at all.
    public enum Cut: String, Sendable, CaseIterable {
        case quarter
        case bankQuarter = "bank_quarter"
        case half
        case year
    }

    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = parts.first, first.utf8.count == 4, let year = Int(first), (1950...2199).contains(year) else {
            return nil
        }
        self.year = year
        switch parts.dropFirst() {
        case []: part = .whole
        case ["H1"]: part = .half(1)
        case ["H2"]: part = .half(2)
        case ["Q1"]: part = .quarter(1)
        case ["Q2"]: part = .quarter(2)
        case ["Q3"]: part = .quarter(3)
        case ["Q4"]: part = .quarter(4)
        default: return nil
        }
    }

    /// `[from, until)`: from 2026-01-01 until 2026-04-01, or from 2025-12-21 until 2026-03-21. Nil where a programme does not cut
    /// the year so.
    public func days(_ cut: Cut) -> Range<Day>? {
        switch (cut, part) {
        case (.quarter, .quarter(let number)): day(3 * number - 2, 1)..<day(3 * number + 1, 1)
        case (.bankQuarter, .quarter(let number)): day(3 * number - 3, 21)..<day(3 * number, 21)
        case (.half, .half(let number)): day(6 * number - 5, 1)..<day(6 * number + 1, 1)
        case (.year, .whole): day(1, 1)..<day(13, 1)
        default: nil
        }
    }

    /// A month beside the year belongs to the next or the last one.
    private func day(_ month: Int, _ day: Int) -> Day {
        let months = year * 12 + month - 1
        guard let day = Day(year: months / 12, month: months % 12 + 1, day: day) else {
            preconditionFailure("every month has a 1st and a 21st")
        }
        return day
    }

    public static func < (left: RunSpan, right: RunSpan) -> Bool {
        (left.year, left.lastMonth, left.description) < (right.year, right.lastMonth, right.description)
    }

    private var lastMonth: Int {
        switch part {
        case .quarter(let number): 3 * number
        case .half(let number): 6 * number
        case .whole: 12
        }
    }

    public var description: String {
        switch part {
        case .quarter(let number): "\(year)-Q\(number)"
        case .half(let number): "\(year)-H\(number)"
        case .whole: "\(year)"
        }
    }
}
