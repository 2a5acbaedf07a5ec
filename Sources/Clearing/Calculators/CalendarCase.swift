import Accounting
import JSON

/// One case of the calendar calculator. The years covered are those the holidays and make-up days lie in.
struct CalendarCase {
    private let calendar: WorkingCalendar
    private let queries: [(query: Query, pointer: String)]

    init(_ json: JSON, at pointer: String) throws {
        var fields = try Fields(json, at: pointer)
        let holidays = try fields.days("holidays", excluding: [])
        let makeupDays = try fields.days("makeup_days", excluding: holidays)
        calendar = WorkingCalendar(
            years: Set(holidays.union(makeupDays).map(\.year)),
            holidays: holidays,
            makeupDays: makeupDays
        )
        queries = try fields.array("queries", count: 0...10_000).map { (try Query(reading: $0, at: $1), $1) }
        try fields.end()
    }

    func result(explaining explanation: inout Explanation) throws -> JSON {
        var answers: [JSON] = []
        for (query, pointer) in queries {
            do {
                let answer = try query.answer(from: calendar)
                explanation.note(query.rule, query.inputs, answer)
                answers.append(answer)
            } catch let gap as WorkingCalendar.NoCalendar {
                throw InputProblem(.noCalendar, pointer, "load the calendar of \(gap.year) first")
            }
        }
        return ["answers": .array(answers)]
    }
}

private enum Query {
    case isWorkingDay(Day)
    case add(Int, to: Day)
    case deadline(Int, after: Day)
    case received(at: LocalTime, cutOffSecond: Int)

    private enum Ask: String, CaseIterable {
        case isWorkingDay = "is_working_day"
        case addWorkingDays = "add_working_days"
        case deadline
        case received
    }

    init(reading json: JSON, at pointer: String) throws {
        var fields = try Fields(json, at: pointer)
        switch try fields.choice("ask", of: Ask.self) {
        case .isWorkingDay: self = .isWorkingDay(try fields.day("on"))
        case .addWorkingDays: self = .add(try fields.numberOfDays(), to: try fields.day("from"))
        case .deadline: self = .deadline(try fields.numberOfDays(), after: try fields.day("from"))
        case .received: self = .received(at: try fields.localTime("at"), cutOffSecond: try fields.cutOff())
        }
        try fields.end()
    }

    func answer(from calendar: WorkingCalendar) throws -> JSON {
        switch self {
        case .isWorkingDay(let day): try calendar.isWorkingDay(day).json
        case .add(let days, let start): try calendar.adding(workingDays: days, to: start).json
        case .deadline(let days, let start): try calendar.deadline(days: days, after: start).json
        case .received(let time, let cutOff):
            try calendar.received(on: time.day, secondOfDay: time.second, cutOffSecond: cutOff).json
        }
    }

    var rule: Explanation.Rule {
        switch self {
        case .isWorkingDay: .calendarWorkingDay
        case .add: .calendarAdd
        case .deadline: .calendarDeadline
        case .received: .calendarReceived
        }
    }

    var inputs: JSON {
        switch self {
        case .isWorkingDay(let day): ["on": day.json]
        case .add(let days, let start), .deadline(let days, let start): ["from": start.json, "days": days.json]
        case .received(let time, let cutOff):
            ["on": time.day.json, "second_of_day": time.second.json, "cut_off_second": cutOff.json]
        }
    }
}

/// A time of day in Shanghai.
private struct LocalTime {
    let day: Day
    let second: Int
}

extension Fields {
    fileprivate mutating func days(_ name: String, excluding others: Set<Day>) throws -> Set<Day> {
        var days: Set<Day> = []
        for (json, pointer) in try array(name, count: 0...10_000) {
            let day = try json.day(at: pointer)
            guard !others.contains(day), days.insert(day).inserted else {
                throw InputProblem(.duplicateEntry, pointer, "list each day once, as a holiday or as a make-up day")
            }
        }
        return days
    }

    fileprivate mutating func numberOfDays() throws -> Int { Int(try integer("days", in: 0...36_600)) }

    /// `2026-02-13T17:30`, with seconds or without, in Shanghai time; or RFC 3339 with an offset.
    fileprivate mutating func localTime(_ name: String) throws -> LocalTime {
        let text = try string(name, length: 1...40)
        if let moment = Moment(text) ?? Moment("\(text)+08:00") ?? Moment("\(text):00+08:00") {
            let inDay = (moment.microseconds + 8 * 3_600_000_000) - Int64(moment.day.number) * 86_400_000_000
            // A part of a second after the cut-off is after it.
            return LocalTime(day: moment.day, second: Int((inDay + 999_999) / 1_000_000))
        }
        throw problem(.badFormat, name, "a time in Shanghai is needed, written 2026-02-13T17:30")
    }

    /// `17:00`, which is also what counts when absent; in seconds.
    fileprivate mutating func cutOff() throws -> Int {
        guard let text = try optionalString("cut_off", length: 1...8) else { return 17 * 3600 }
        guard let time = Moment("1970-01-01T\(text):00Z") ?? Moment("1970-01-01T\(text)Z") else {
            throw problem(.badFormat, "cut_off", "a time of day is needed, written 17:00")
        }
        return Int(time.microseconds / 1_000_000)
    }
}
