import Accounting
import Clearing
import Commands
import JSON
import Ledger
import Store

// The journal and the chain that seals it.
extension ReadingRoutes {
    static let journal = [
        ReadingRoute("entries", ["from", "until", "event", "subject"] + Query.paging) { ask in
            try ask.mustSeeAll()
            var filter = EntryFilter()
            filter.from = try ask.query.day("from")
            filter.until = try ask.query.day("until")
            filter.event = try ask.query.text("event")
            filter.subject = try ask.query.text("subject")
            let page = try await ask.reader.entries(ask.reach, filter, try ask.query.page())
            return ReadingAnswer(page) { ask.view($0) }
        },
        ReadingRoute("entries/{entry}") { ask in
            guard let (entry, seal, reversal) = try await ask.reader.entry(ask.reach, try ask.number("entry")) else {
                throw Problem.notThere
            }
            return ReadingAnswer(
                ask.view(entry).with([
                    .init(name: "seal", value: seal?.json ?? nil),
                    .init(name: "reversed_by", value: reversal?.json ?? nil),
                ]))
        },
        ReadingRoute("seals", Query.paging) { ask in
            try ask.mustSeeAll()
            let page = try await ask.reader.seals(ask.reach, try ask.query.page())
            return ReadingAnswer(page, \.json)
        },
    ]
}

extension ReadingAsk {
    /// An entry with the names of its event and accounts.
    func view(_ entry: EntryRow) -> JSON {
        let name = name(of: entry.event)
        return [
            "entry": entry.number.json, "date": entry.effective.json, "event": .string(entry.event),
            "name_zh": (name?.chinese).json, "name_en": (name?.english).json, "subject": .string(entry.subject),
            "digest": (entry.digest?.hexadecimal).json,
            "postings": .array(
                entry.postings.map { posting in
                    [
                        "line": posting.line.json, "debit": account(posting.debit), "credit": account(posting.credit),
                        "amount": posting.amount.json,
                    ]
                }),
        ]
    }

    /// What people call an event: its rule's name; a reversal follows no rule.
    func name(of event: String) -> (chinese: String, english: String)? {
        if event == Entry.reversal { return ("冲销凭证", "Entry reversed") }
        return ledger.rulebook.rule(for: event).map { ($0.chinese, $0.english) }
    }

    private func account(_ code: String) -> JSON {
        let known = ledger.rulebook.chart.account(code: code.prefix { $0 != ":" })
        return ["account": .string(code), "name_zh": (known?.chinese).json, "name_en": (known?.english).json]
    }
}

extension ReversalRow {
    fileprivate var json: JSON {
        [
            "entry": entry.json, "note": .string(note), "proposed_by": .string(proposedBy),
            "decided_by": .string(decidedBy),
        ]
    }
}

extension SealRow {
    var json: JSON {
        [
            "seal": number.json, "first_entry": firstEntry.json, "last_entry": lastEntry.json,
            "digest": .string(digest.hexadecimal), "previous": .string(previous.hexadecimal),
            "hash": .string(hash.hexadecimal),
            "sealed_at": .moment(sealedAt),
        ]
    }
}
