import Accounting
import JSON

/// What the bureau does on the books themselves: interest, transfers, reversals, closings.
enum BookkeepingAct: Sendable, Equatable {
    case interest(Money, category: String, voucher: String, on: String?)
    case transfer(String, Money, from: String, to: String)
    case approveTransfer(String)
    case reverse(entry: Int64)
    case approveReversal(entry: Int64)
    case close(until: String)
    case reopen(until: String)
    case approveClosing(until: String)
    case approveReopening
    case carryForward(year: Int64)

    init?(_ words: Substring) {
        if let match = words.wholeMatch(
            of: /records interest ([\d,.]+) for ([a-z]+), voucher ([^ ,]+)(?:, credited on ([\d-]+))?/)
        {
            guard let amount = Money(written: match.1) else { return nil }
            self = .interest(
                amount, category: String(match.2), voucher: String(match.3), on: match.4.map(String.init))
        } else if let match = words.wholeMatch(
            of: /proposes transfer ([a-z0-9-]+): ([\d,.]+) from ([a-z]+) to ([a-z]+)/)
        {
            guard let amount = Money(written: match.2) else { return nil }
            self = .transfer(String(match.1), amount, from: String(match.3), to: String(match.4))
        } else if let match = words.wholeMatch(of: /approves transfer ([a-z0-9-]+)/) {
            self = .approveTransfer(String(match.1))
        } else if let match = words.wholeMatch(of: /approves to reverse entry (\d+)/), let entry = Int64(match.1) {
            self = .approveReversal(entry: entry)
        } else if let match = words.wholeMatch(of: /proposes to reverse entry (\d+)/), let entry = Int64(match.1) {
            self = .reverse(entry: entry)
        } else if let match = words.wholeMatch(of: /proposes to (close|reopen) the books until ([\d-]+)/) {
            self = match.1 == "close" ? .close(until: String(match.2)) : .reopen(until: String(match.2))
        } else if let match = words.wholeMatch(of: /approves to close the books until ([\d-]+)/) {
            self = .approveClosing(until: String(match.1))
        } else if words == "approves to reopen the books" {
            self = .approveReopening
        } else if let match = words.wholeMatch(of: /carries (\d{4}) forward/), let year = Int64(match.1) {
            self = .carryForward(year: year)
        } else {
            return nil
        }
    }

    /// The command, its path and its body, on a day.
    func command(on day: String) -> (String, [String: String], JSON) {
        switch self {
        case .interest(let amount, let category, let voucher, let creditedOn):
            let body: JSON = [
                "category": .string(category), "amount": .integer(amount.fen),
                "credited_on": .string(creditedOn ?? day),
                "voucher": .string(voucher),
            ]
            return ("record-deposit-interest", [:], body)
        case .transfer(let name, let amount, let from, let to):
            let body: JSON = [
                "transfer": .string(name), "from": .string(from), "to": .string(to), "amount": .integer(amount.fen),
                "note": "as told",
            ]
            return ("propose-transfer", [:], body)
        case .approveTransfer(let name): return ("approve-transfer", ["transfer": name], [:])
        case .reverse(let entry): return ("propose-reversal", ["entry": "\(entry)"], ["note": "as told"])
        case .approveReversal(let entry): return ("approve-reversal", ["entry": "\(entry)"], [:])
        case .close(let until): return ("propose-closing", [:], ["until": .string(until)])
        case .reopen(let until): return ("propose-reopening", [:], ["until": .string(until), "note": "as told"])
        case .approveClosing(let until): return ("approve-closing", ["until": until], [:])
        case .approveReopening: return ("approve-reopening", [:], [:])
        case .carryForward(let year): return ("carry-forward", ["year": "\(year)"], [:])
        }
    }
}
