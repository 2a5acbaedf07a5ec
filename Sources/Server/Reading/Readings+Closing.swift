import Accounting
import Clearing
import Commands
import JSON
import Store

// The closing of the books: what is proposed, what was decided, and what stands in the way.
extension ReadingRoutes {
    static let closing = [
        ReadingRoute("closings", Query.paging) { ask in
            try ask.mustSeeAll()
            let page = try await ask.reader.closings(ask.reach, try ask.query.page())
            return ReadingAnswer(page, \.json)
        },
        ReadingRoute("closings/check", ["until"]) { ask in
            try ask.mustSeeAll()
            let until = try ask.query.day("until") ?? ask.now.day + -1
            let check = try await ask.reader.closingCheck(ask.reach, until: until)
            return ReadingAnswer(
                check.check.json(until: until).with([
                    .init(name: "reconciliations", value: .array(check.reconciliations.map(\.json)))
                ]))
        },
    ]
}

extension ClosingRow {
    fileprivate var json: JSON {
        [
            "closing": number.json, "closed_until": closedUntil.json, "previous": previous.json,
            "reason": .string(reason), "proposed_by": .string(proposedBy), "decided_by": .string(decidedBy),
            "at": .moment(setAt),
        ]
    }
}

extension ClosingCheck {
    fileprivate func json(until: Day) -> JSON {
        [
            "until": until.json, "clear": .bool(findings.isEmpty),
            "findings": .array(
                findings.map {
                    [
                        "kind": .string($0.kind.rawValue), "subject": .string($0.subject), "held": $0.held.json,
                        "expected": $0.expected.json, "name_zh": .string($0.said.chinese),
                        "name_en": .string($0.said.english),
                    ]
                }),
            "bank_balances": .array(
                bankBalances.sorted { $0.key < $1.key }.map {
                    ["account": .string($0.key.text), "balance": $0.value.json]
                }),
        ]
    }
}
