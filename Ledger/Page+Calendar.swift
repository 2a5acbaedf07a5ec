import Accounting
import Yams

extension Page {
    /// `calendar/2026.yaml`.
    mutating func calendar(_ root: Node) -> CalendarYear? {
        guard let section = section(root, required: ["year", "holidays", "makeup_days"]) else { return nil }
        guard let yearNode = section["year"] else { return nil }
        guard let year = Int(yearNode.scalar?.string ?? ""), (1949...9999).contains(year) else {
            report(.expected(.wholeNumber), yearNode.line)
            return nil
        }
        var holidays: Set<Day> = []
        for node in section["holidays"].flatMap({ list($0) }) ?? [] {
            for day in holiday(node, year) where !holidays.insert(day).inserted {
                report(.duplicateDate(day), node.line)
            }
        }
        var makeupDays: Set<Day> = []
        for node in section["makeup_days"].flatMap({ list($0) }) ?? [] {
            guard let day = day(node), isIn(year, day, node.line) else { continue }
            if day.weekday < 6 { report(.makeupOnWeekday(day), node.line) }
            if holidays.contains(day) { report(.makeupInHoliday(day), node.line) }
            if !makeupDays.insert(day).inserted { report(.duplicateDate(day), node.line) }
        }
        return CalendarYear(year: year, holidays: holidays.sorted(), makeupDays: makeupDays.sorted())
    }

    /// The days of `{ zh: 春节, en: Spring Festival, from: 2026-02-15, to: 2026-02-23 }`.
    private mutating func holiday(_ node: Node, _ year: Int) -> [Day] {
        guard let section = section(node, required: ["zh", "en", "from", "to"]) else { return [] }
        _ = text(section["zh"])
        _ = text(section["en"])
        guard let from = day(section["from"]), let to = day(section["to"]) else { return [] }
        guard isIn(year, from, node.line), isIn(year, to, node.line) else { return [] }
        guard from <= to else {
            report(.endBeforeStart, node.line)
            return []
        }
        return (0...(to - from)).map { from + $0 }
    }

    private mutating func isIn(_ year: Int, _ day: Day, _ line: Int) -> Bool {
        if day.year == year { return true }
        report(.dateOutsideYear(day, year: year), line)
        return false
    }
}
