import Accounting

/// The working days of a year as the State Council's notice sets them (RULES §2).
public struct CalendarYear: Sendable, Equatable {
    public let year: Int
    /// All days off of every holiday, the weekends among them included, in order.
    public let holidays: [Day]
    /// Saturdays and Sundays that are worked, in order.
    public let makeupDays: [Day]
}
