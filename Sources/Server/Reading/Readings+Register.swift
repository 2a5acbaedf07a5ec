import Accounting
import Clearing
import Commands
import JSON
import Store

// The book, and who takes part in it under which terms.
extension ReadingRoutes {
    static let registers = [
        ReadingRoute("") { ask in
            guard let book = try await ask.reader.book(ask.reach) else { throw Problem.notThere }
            return ReadingAnswer(book.json)
        },
        ReadingRoute("parties", ["kind"] + Query.paging) { ask in
            let kind = try ask.query.choice("kind", of: Party.Kind.self)
            let page = try await ask.reader.parties(ask.reach, kind: kind?.rawValue, try ask.query.page())
            return ReadingAnswer(page, \.json)
        },
        ReadingRoute("people", ["party"] + Query.paging) { ask in
            try ask.mustSeeAll()
            let page = try await ask.reader.people(ask.reach, party: try ask.query.text("party"), try ask.query.page())
            return ReadingAnswer(page, \.json)
        },
        ReadingRoute("credentials", ["party"] + Query.paging) { ask in
            try ask.mustSeeAll()
            let page = try await ask.reader.credentials(
                ask.reach, party: try ask.query.text("party"), try ask.query.page())
            return ReadingAnswer(page, \.json)
        },
        ReadingRoute("terms") { ask in
            let versions = try await ask.reader.terms(ask.reach)
            return ReadingAnswer(["items": .array(versions.map { TermsView($0).json }), "next": nil])
        },
        ReadingRoute("terms/{programme}") { ask in
            let programme = ask.path.text("programme")
            let versions = try await ask.reader.terms(ask.reach, programme: programme)
            guard !versions.isEmpty else { throw Problem.notThere }
            return ReadingAnswer([
                "programme": .string(programme), "in_force": (versions.inForce(on: ask.now.day)?.version).json,
                "versions": .array(versions.map { TermsView($0).json }),
            ])
        },
        ReadingRoute("terms/{programme}/{version}") { ask in
            let number = try ask.number("version")
            let versions = try await ask.reader.terms(ask.reach, programme: ask.path.text("programme"))
            guard let version = versions.first(where: { Int64($0.version) == number }) else { throw Problem.notThere }
            return ReadingAnswer(TermsView(version).json)
        },
    ]
}

extension [TermsVersion] {
    /// Of one programme's versions, the adopted one that began last.
    func inForce(on day: Day) -> TermsVersion? {
        filter { $0.state == .adopted && $0.terms.from <= day && ($0.terms.until.map { day < $0 } ?? true) }
            .max { ($0.terms.from, $0.version) < ($1.terms.from, $1.version) }
    }
}

extension BookSummary {
    fileprivate var json: JSON {
        let seen: JSON =
            whole.map { whole in
                [
                    "loans": whole.loans.json, "claims": whole.claims.json, "recoveries": whole.recoveries.json,
                    "runs": whole.runs.json, "orders": whole.orders.json, "entries": whole.entries.json,
                    "events": whole.events.json, "requests": whole.requests.json,
                ]
            } ?? nil
        return [
            "book": .string(code), "name_zh": .string(nameChinese), "name_en": .string(nameEnglish),
            "budgetary": .bool(isBudgetary), "opened_at": .moment(openedAt), "counts": seen,
            "closed_until": (whole?.closedUntil).json, "last_seal": whole?.lastSeal?.json ?? nil,
        ]
    }
}
