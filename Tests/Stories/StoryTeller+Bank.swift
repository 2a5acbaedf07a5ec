import Accounting
import House
import JSON

/// The bank's side of a story: what each account holds there, and how many statements it has sent.
struct ToldBank {
    private var held: [String: Money]
    private var statements = 0

    init(pool: Money) { held = ["risk": pool, "clearing": .zero] }

    private static func number(of account: String) -> String { account == "risk" ? "62220001" : "62220009" }

    /// What registers an account, or says what moved on it; nil for any other act.
    mutating func command(_ act: StoryStep.Act, on day: String) -> (String, [String: String], JSON)? {
        switch act {
        case .registersAccount(let account):
            let body: JSON = [
                "category": .string(account), "bank_name": "永川银行", "bank_code": "104653007017",
                "number": .string(ToldBank.number(of: account)),
            ]
            return ("register-bank-account", [:], body)
        case .hears(let account, let movements): return ("receive-statement", [:], hear(account, movements, on: day))
        default: return nil
        }
    }

    private mutating func hear(_ account: String, _ movements: [StoryStep.Act.Movement], on day: String) -> JSON {
        statements += 1
        let opening = held[account] ?? .zero
        var closing = opening
        var lines: [JSON] = []
        for (place, movement) in movements.enumerated() {
            closing += movement.way == .out ? -movement.amount : movement.amount
            lines.append([
                "reference": .string("B-\(statements)-\(place)"),
                "direction": movement.way == .out ? "debit" : "credit", "amount": .integer(movement.amount.fen),
                "booked_on": .string(day), "end_to_end_id": movement.endToEndId.map(JSON.string) ?? .null,
                "return_reason": movement.way == .back ? "AC04" : .null,
            ])
        }
        held[account] = closing
        return [
            "kind": "statement",
            "statements": [
                [
                    "id": .string("S-\(statements)"), "account": .string(ToldBank.number(of: account)),
                    "day": .string(day), "opening": .integer(opening.fen), "closing": .integer(closing.fen),
                    "lines": .array(lines),
                ]
            ],
        ]
    }
}
