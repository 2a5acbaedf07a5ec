import Accounting
import Clearing
import JSON

extension BankAccount: JSONRepresentable {
    public var json: JSON {
        [
            "category": .string(category.rawValue), "account": .string(category.cash.text),
            "bank_name": .string(account.bankName), "bank_code": .string(account.bankCode),
            "number": .string(account.number),
        ]
    }
}

extension KeptStatement: JSONRepresentable {
    public var json: JSON {
        [
            "statement": .integer(number), "kind": .string(kind.rawValue), "category": .string(category.rawValue),
            "id": .string(id), "number": .string(account), "sequence": .number(sequence), "day": .day(day),
            "opening": .number(opening?.fen), "closing": .number(closing?.fen), "lines": .integer(Int64(lines)),
            "received_by": .string(receivedBy), "received_at": .moment(receivedAt),
        ]
    }
}

extension BankLine: JSONRepresentable {
    public var json: JSON {
        [
            "line": .integer(number), "category": .string(category.rawValue), "source": .string(source.rawValue),
            "state": .string(state.rawValue), "statement": .number(statement),
            "reference": .text(facts.reference), "part": .integer(Int64(facts.part)),
            "direction": .string(facts.direction.rawValue), "amount": .fen(facts.amount),
            "booked_on": .day(facts.bookedOn), "end_to_end_id": .text(facts.endToEndId),
            "return_reason": .text(facts.returnReason), "counterparty": .text(facts.counterparty),
            "counterparty_account": .text(facts.counterpartyAccount), "remittance": .text(facts.remittance),
            "order": .number(order), "left": .fen(left), "posted_on": .day(postedOn),
            "withdrawn_on": .day(withdrawnOn), "assignment": assignment?.json ?? .null,
            "recorded_by": .string(recordedBy), "recorded_at": .moment(recordedAt),
        ]
    }
}

extension BankLine.Assignment: JSONRepresentable {
    public var json: JSON {
        [
            "purpose": .string(purpose.rawValue), "amount": .fen(amount), "order": .number(order),
            "claim": .number(claim), "party": .text(party), "line": .number(line),
            "proposed_by": .string(proposedBy), "proposed_at": .moment(proposedAt),
        ]
    }
}

/// What became of a message of the bank, statement by statement and line by line.
public struct StatementReceipt: JSONRepresentable, Sendable {
    let items: [Item]

    struct Line: Sendable {
        let line: BankLine
        let outcome: Matching.Outcome
    }

    struct Item: Sendable {
        let statement: KeptStatement
        let isDuplicate: Bool
        let lines: [Line]

        init(_ statement: KeptStatement, isDuplicate: Bool, lines: [Line]) {
            self.statement = statement
            self.isDuplicate = isDuplicate
            self.lines = lines
        }

        var json: JSON {
            [
                "statement": .integer(statement.number), "kind": .string(statement.kind.rawValue),
                "category": .string(statement.category.rawValue), "id": .string(statement.id),
                "day": .day(statement.day), "duplicate": .bool(isDuplicate),
                "lines": .array(
                    lines.map { seen in
                        [
                            "line": .integer(seen.line.number), "outcome": .string(seen.outcome.rawValue),
                            "direction": .string(seen.line.facts.direction.rawValue),
                            "amount": .fen(seen.line.facts.amount), "order": .number(seen.line.order),
                            "reference": .text(seen.line.facts.reference),
                        ]
                    }),
            ]
        }
    }

    public var json: JSON { ["statements": .array(items.map(\.json))] }
}
