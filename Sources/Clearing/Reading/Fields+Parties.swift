import Accounting
import JSON

extension Fields {
    /// The name of a party: at most 60 characters.
    mutating func party(_ name: String) throws -> String { try string(name, length: 1...60) }

    /// A percentage, `"0"` to `"100"`.
    mutating func percent(_ name: String) throws -> Ratio {
        let percent = try ratio(name, in: .zero...Ratio(billionths: .max))
        guard percent <= Layer.hundred else {
            throw InputProblem(.percentOver100, pointer(to: name), "a percentage is at most 100")
        }
        return percent
    }

    /// Parties with their parts: each party once, no part negative, not all of them zero.
    mutating func bearers(_ name: String) throws -> [Bearer] {
        var bearers: [Bearer] = []
        for (json, pointer) in try array(name, count: 1...50) {
            var fields = try Fields(json, at: pointer)
            let party = try fields.party("party")
            let parts = try fields.ratio("parts", in: Ratio(billionths: .min)...Ratio(billionths: .max))
            try fields.end()
            guard parts >= .zero else {
                throw InputProblem(.weightsNegative, fields.pointer(to: "parts"), "parts are at least 0")
            }
            guard !bearers.contains(where: { $0.party == party }) else {
                throw InputProblem(.duplicateParty, fields.pointer(to: "party"), "name each party once")
            }
            bearers.append(Bearer(party: party, parts: parts))
        }
        guard bearers.contains(where: { $0.parts > .zero }) else {
            throw InputProblem(.weightsAllZero, pointer(to: name), "give at least one party parts above 0")
        }
        return bearers
    }

    /// Days of the year for interest.
    mutating func dayCount() throws -> Int {
        let count = try integer("day_count")
        guard [360, 365, 366].contains(count) else {
            throw problem(.outOfRange, "day_count", "the year of interest has 360, 365 or 366 days")
        }
        return Int(count)
    }

    /// Two days, the first before the second, or on it where `orEqual`.
    func inOrder(_ from: Day, _ until: Day, _ name: String, orEqual: Bool = false) throws {
        guard from < until || (orEqual && from == until) else {
            throw InputProblem(.datesOutOfOrder, pointer(to: name), "a later day is needed: periods are [from, until)")
        }
    }
}

extension JSON {
    /// The name of a party standing by itself in a list.
    func party(at pointer: String) throws -> String {
        guard case .string(let party) = self else {
            throw Problem(code: .wrongType, pointer: pointer, detail: "the name of a party is needed")
        }
        guard (1...60).contains(party.unicodeScalars.count) else {
            throw Problem(code: .outOfRange, pointer: pointer, detail: "a name of 1 to 60 characters is needed")
        }
        return party
    }

    /// A day standing by itself in a list.
    func day(at pointer: String) throws -> Day {
        guard case .string(let text) = self, let day = Day(text) else {
            throw Problem(
                code: .badFormat,
                pointer: pointer,
                detail: "a day of the calendar is needed, written 2026-01-31"
            )
        }
        return day
    }
}
