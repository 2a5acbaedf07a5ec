import Accounting
import Clearing
import JSON

extension JSON {
    static func fen(_ amount: Money) -> JSON { .integer(amount.fen) }
    static func day(_ day: Day?) -> JSON { day.map { .string("\($0)") } ?? .null }
    static func moment(_ moment: Moment?) -> JSON { moment.map { .string("\($0)") } ?? .null }
    static func text(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }
    static func number(_ number: Int64?) -> JSON { number.map(JSON.integer) ?? .null }
}
