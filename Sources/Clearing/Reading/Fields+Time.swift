import Accounting
import JSON

extension Fields {
    /// A calendar day, `2026-01-31`.
    public mutating func day(_ name: String) throws(JSON.Problem) -> Day {
        try day(try string(name, length: 1...40), name)
    }

    public mutating func optionalDay(_ name: String) throws(JSON.Problem) -> Day? {
        guard let text = try optionalString(name, length: 1...40) else { return nil }
        return try day(text, name)
    }

    private func day(_ text: String, _ name: String) throws(JSON.Problem) -> Day {
        guard let day = Day(text) else {
            throw problem(.badFormat, name, "a day of the calendar is needed, written 2026-01-31")
        }
        return day
    }

    /// An instant with its offset, as RFC 3339 writes it: `2026-01-31T09:30:00+08:00`.
    public mutating func moment(_ name: String) throws(JSON.Problem) -> Moment {
        try moment(try string(name, length: 1...40), name)
    }

    public mutating func optionalMoment(_ name: String) throws(JSON.Problem) -> Moment? {
        guard let text = try optionalString(name, length: 1...40) else { return nil }
        return try moment(text, name)
    }

    private func moment(_ text: String, _ name: String) throws(JSON.Problem) -> Moment {
        guard let moment = Moment(text) else {
            throw problem(.badFormat, name, "a time with its offset is needed, written 2026-01-31T09:30:00+08:00")
        }
        return moment
    }
}
