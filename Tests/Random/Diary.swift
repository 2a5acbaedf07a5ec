import Accounting

/// The working days of 2025 and 2026, copied by hand from the State Council's notices.
enum Diary {
    private static let rest: [(String, String)] = [
        ("2025-10-01", "2025-10-08"), ("2026-01-01", "2026-01-03"), ("2026-02-15", "2026-02-23"),
        ("2026-04-04", "2026-04-06"), ("2026-05-01", "2026-05-05"), ("2026-06-19", "2026-06-21"),
        ("2026-09-25", "2026-09-27"), ("2026-10-01", "2026-10-07"),
    ]
    private static let worked: Set<String> = [
        "2025-09-28", "2025-10-11", "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
    ]

    static func isWorking(_ day: Day) -> Bool {
        let text = "\(day)"
        if worked.contains(text) { return true }
        return day.weekday < 6 && !rest.contains { $0.0 <= text && text <= $0.1 }
    }

    static func rolled(_ day: Day) -> Day { isWorking(day) ? day : rolled(day + 1) }

    static func adding(_ count: Int, to day: Day) -> Day {
        var (day, left) = (day, count)
        while left > 0 {
            day = day + 1
            left -= isWorking(day) ? 1 : 0
        }
        return day
    }

    /// Working days after one day, until another.
    static func count(after start: Day, until end: Day) -> Int {
        guard start < end else { return 0 }
        return (1...(end - start)).count { isWorking(start + $0) }
    }
}
