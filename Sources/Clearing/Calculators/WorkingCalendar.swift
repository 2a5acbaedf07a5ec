import Accounting

/// Working days as the State Council's yearly notice sets them, make-up weekends included (RULES §2).
///
/// A day in a year that was not loaded is refused, never guessed.
public struct WorkingCalendar: Sendable, Equatable {
    public let years: Set<Int>
    private let holidays: Set<Day>
    private let makeupDays: Set<Day>

    public struct NoCalendar: Error, Sendable, Equatable {
        public let year: Int
    }

    /// `years` are those for which the notice is known. A make-up day is a working day even on a weekend.
    public init(years: Set<Int>, holidays: Set<Day>, makeupDays: Set<Day>) {
        self.years = years
        self.holidays = holidays
        self.makeupDays = makeupDays
    }

    public func isWorkingDay(_ day: Day) throws(NoCalendar) -> Bool {
        let year = day.year
        guard years.contains(year) else { throw NoCalendar(year: year) }
        return makeupDays.contains(day) || (day.weekday <= 5 && !holidays.contains(day))
    }

    /// The day itself, or the next working day.
    public func rolledForward(_ day: Day) throws(NoCalendar) -> Day {
        var day = day
        while try !isWorkingDay(day) { day = day + 1 }
        return day
    }

    /// The n-th working day strictly after `start`; `start` itself for none.
    public func adding(workingDays: Int, to start: Day) throws(NoCalendar) -> Day {
        var day = start
        var left = workingDays
        while left > 0 {
            day = day + 1
            if try isWorkingDay(day) { left -= 1 }
        }
        return day
    }

    /// How many working days lie strictly after one day and not after another.
    public func workingDays(after start: Day, through end: Day) throws(NoCalendar) -> Int {
        var count = 0
        var day = start + 1
        while day <= end {
            if try isWorkingDay(day) { count += 1 }
            day = day + 1
        }
        return count
    }

    /// `start` plus calendar days, rolled forward to a working day.
    public func deadline(days: Int, after start: Day) throws(NoCalendar) -> Day {
        try rolledForward(start + days)
    }

    /// The working day a message counts on: after the cut-off or on a rest day, the next one.
    public func received(on day: Day, secondOfDay: Int, cutOffSecond: Int) throws(NoCalendar) -> Day {
        try rolledForward(secondOfDay > cutOffSecond ? day + 1 : day)
    }
}
