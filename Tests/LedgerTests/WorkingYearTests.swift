import Accounting
import Clearing
import Testing

@testable import Ledger

struct WorkingYearTests {
    /// Days off and make-up days as the State Council's notices count them.
    @Test(arguments: [(2024, 28, 8), (2025, 28, 5), (2026, 33, 6)])
    func `a year has the days of its notice`(year: Int, holidays: Int, makeupDays: Int) throws {
        let calendar = try #require(Ledger.embedded.calendars.first { $0.year == year })
        #expect(calendar.holidays.count == holidays)
        #expect(calendar.makeupDays.count == makeupDays)
    }

    @Test func `the holidays of 2026 are those of the notice`() throws {
        let calendar = try #require(Ledger.embedded.calendars.first { $0.year == 2026 })
        #expect(
            calendar.makeupDays.map(\.description) == [
                "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
            ]
        )
        let spring = calendar.holidays.filter { $0.parts.month == 2 }.map(\.parts.day)
        #expect(spring == [15, 16, 17, 18, 19, 20, 21, 22, 23])
    }

    /// As many as the notice leaves: a make-up day is worked, a holiday on a weekday is not.
    @Test(arguments: [(2024, 251), (2025, 248), (2026, 248)])
    func `a year has its working days`(year: Int, expected: Int) throws {
        let calendar = Ledger.embedded.calendar
        let first = try #require(Day(year: year, month: 1, day: 1))
        let next = try #require(Day(year: year + 1, month: 1, day: 1))
        #expect(try (0..<(next - first)).filter { try calendar.isWorkingDay(first + $0) }.count == expected)
    }

    @Test func `the clock runs over make-up weekends, and a year without a calendar is refused`() throws {
        let calendar = Ledger.embedded.calendar
        let saturday = try #require(Day("2026-02-14"))
        #expect(try calendar.adding(workingDays: 5, to: saturday) == Day("2026-02-28"))
        let next = try #require(Day("2027-01-04"))
        #expect(throws: WorkingCalendar.NoCalendar.self) { try calendar.isWorkingDay(next) }
    }
}
