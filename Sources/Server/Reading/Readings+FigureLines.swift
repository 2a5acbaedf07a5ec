import Accounting
import Clearing
import Commands
import JSON
import Store

// The way down: the lines every figure is added up from.
extension ReadingRoutes {
    static let figureLines = [
        ReadingRoute("figures/lines", ["measure", "programme", "bank", "guarantor", "from", "until"] + Query.paging) {
            ask in
            let measure = try ask.query.choice("measure", of: Measure.self) ?? .filed
            var filter = FactFilter()
            filter.programme = try ask.query.text("programme")
            filter.bank = try ask.query.text("bank")
            filter.guarantor = try ask.query.text("guarantor")
            filter.from = try ask.query.day("from")
            filter.until = try ask.query.day("until")
            let page = try await ask.reader.facts(ask.reach, measure, filter, try ask.query.page())
            return ReadingAnswer(page) { fact in
                [
                    "measure": .string(fact.measure.rawValue), "day": fact.day.json, "subject": .string(fact.subject),
                    "programme": .string(fact.programme), "bank": .string(fact.bank), "amount": fact.amount.json,
                    "fee_rate": fact.feeRate.map { .string("\($0)") } ?? nil,
                ]
            }
        },
        ReadingRoute("figures/in-force/lines", ["as_of", "programme", "bank", "guarantor"] + Query.paging) { ask in
            let page = try await ask.reader.loansInForce(
                ask.reach, asOf: try ask.asOf, today: ask.now.day, programme: try ask.query.text("programme"),
                bank: try ask.query.text("bank"), guarantor: try ask.query.text("guarantor"), try ask.query.page())
            return ReadingAnswer(page) { line in
                [
                    "loan": line.loan.json, "programme": .string(line.programme),
                    "terms_version": Int64(line.version).json, "bank": .string(line.bank),
                    "nominal_balance": line.balances.nominal.json, "net_balance": line.balances.inForce.json,
                    "responsibility_balance": line.balances.responsibility.json,
                ]
            }
        },
        ReadingRoute("figures/bearers/lines", ["party"] + Query.paging) { ask in
            let party = try ask.query.required("party", try ask.query.text("party"))
            let page = try await ask.reader.bearerLines(ask.reach, party: party, try ask.query.page())
            return ReadingAnswer(page) { line in
                [
                    "claim": line.claim.json, "state": .string(line.state.rawValue),
                    "programme": .string(line.programme), "bank": .string(line.bank), "borne": line.borne.json,
                    "paid": line.paid.json, "recovered": line.recovered.json, "pending_amount": line.pending.json,
                ]
            }
        },
        ReadingRoute("figures/answers/lines", ["party", "from", "until"] + Query.paging) { ask in
            let party = try ask.query.required("party", try ask.query.text("party"))
            let (from, until) = try ask.yearOr("from", "until")
            let page = try await ask.reader.answerLines(
                ask.reach, party: party, from: from, until: until, today: ask.now.day, try ask.query.page())
            return ReadingAnswer(page) { line in
                [
                    "claim": line.claim.json, "party": .string(line.party), "state": .string(line.state.rawValue),
                    "code": (line.code?.rawValue).json, "asked_at": .moment(line.asked),
                    "answer_by": line.answerBy.json, "answered_at": line.answered.map(JSON.moment) ?? nil,
                    "late": .bool(line.isLate), "seconds": line.seconds.json,
                ]
            }
        },
        ReadingRoute("figures/ageing/lines", ["as_of", "party", "kind"] + Query.paging) { ask in
            let asOf = try ask.asOf
            let page = try await ask.reader.ageingLines(
                ask.reach, asOf: asOf, party: try ask.query.text("party"),
                kind: try ask.query.choice("kind", of: Leg.Kind.self), try ask.query.page())
            return ReadingAnswer(page) { leg in
                leg.json.with([.init(name: "days_overdue", value: max(0, asOf - leg.dueOn).json)])
            }
        },
        ReadingRoute("figures/vintages/lines", ["year"] + Query.paging) { ask in
            let year = try ask.query.required("year", try ask.query.number("year", in: 1...9999))
            let page = try await ask.reader.vintageLines(ask.reach, year: Int(year), try ask.query.page())
            return ReadingAnswer(page) { line in
                [
                    "claim": line.claim.json, "state": .string(line.state.rawValue),
                    "approved_on": line.approvedOn.json, "compensated": line.compensated.json,
                    "recovered": line.recovered.json,
                ]
            }
        },
    ]
}

extension ReadingAsk {
    /// The year so far, unless said otherwise.
    func yearOr(_ first: String, _ end: String) throws(Problem) -> (from: Day, until: Day) {
        let until = try query.day(end) ?? now.day + 1
        guard let from = try query.day(first) ?? Day(year: (until + -1).year, month: 1, day: 1), from <= until else {
            throw .parameterMalformed(first, "≤ \(end)")
        }
        return (from, until)
    }
}
