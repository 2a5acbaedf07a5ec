import Clearing
import Commands
import JSON
import Store

// What happened, and what was asked.
extension ReadingRoutes {
    static let trail = [
        ReadingRoute("events", ["after", "kind", "subject"] + Query.paging) { ask in
            let page: PageAsk<Int64> = try ask.query.page()
            // `after` is where a subscriber left off; within one question the cursor goes on from there.
            let after = try page.after ?? ask.query.number("after")
            let found = try await ask.reader.events(
                ask.reach, kind: try ask.query.text("kind"), subject: try ask.query.text("subject"),
                PageAsk(limit: page.limit, after: after))
            return ReadingAnswer(found, \.json)
        },
        ReadingRoute("requests", ["party", "person", "command", "code", "refused"] + Query.paging) { ask in
            guard [.bureau, .supervisor, .auditor].contains(ask.caller.party.kind) else { throw Problem.notThere }
            var filter = RequestFilter()
            filter.party = try ask.query.text("party")
            filter.person = try ask.query.text("person")
            filter.command = try ask.query.text("command")
            filter.code = try ask.query.text("code")
            filter.isRefused = try ask.query.flag("refused")
            let page = try await ask.reader.requests(ask.reach, filter, try ask.query.page())
            return ReadingAnswer(page, \.json)
        },
    ]
}

extension RequestRow {
    fileprivate var json: JSON {
        [
            "request": number.json, "party": .string(party), "person": .string(person), "command": .string(command),
            "key": .string(key), "asked_at": .moment(askedAt), "status": status.json, "code": code.json,
            "digest": .string(digest.hexadecimal),
        ]
    }
}
