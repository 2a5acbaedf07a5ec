import Accounting

/// The quarter a subsidy run is for, written `2026-Q1`.
public struct Quarter: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let year: Int
    /// 1 to 4.
    public let number: Int

    /// How a programme cuts the year: by the calendar, or as banks settle interest, from the 21st to the 20th.
    public enum Cut: String, Sendable, CaseIterable {
        case calendar
        case bank
    }

    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 4, let year = Int(parts[0]), (1950...2199).contains(year),
            parts[1].utf8.count == 2, parts[1].first == "Q", let number = Int(parts[1].dropFirst()),
            (1...4).contains(number)
        else { return nil }
        self.year = year
        self.number = number
    }

    /// `[from, until)`: from 2026-01-01 until 2026-04-01, or from 2025-12-21 until 2026-03-21.
    public func days(_ cut: Cut) -> Range<Day> {
        let month = 3 * number - 2
        return switch cut {
        case .calendar: Quarter.day(year, month, 1)..<Quarter.day(year, month + 3, 1)
        case .bank: Quarter.day(year, month - 1, 21)..<Quarter.day(year, month + 2, 21)
        }
    }

    /// A month beside the year belongs to the next or the last one.
    private static func day(_ year: Int, _ month: Int, _ day: Int) -> Day {
        let months = year * 12 + month - 1
        guard let day = Day(year: months / 12, month: months % 12 + 1, day: day) else {
            preconditionFailure("every month has a 1st and a 21st")
        }
        return day
    }

    public static func < (left: Quarter, right: Quarter) -> Bool {
        (left.year, left.number) < (right.year, right.number)
    }

    public var description: String { "\(year)-Q\(number)" }
}
