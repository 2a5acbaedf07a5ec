import Accounting
import Clearing
import Commands
import JSON
import Ledger
import Store

// Claims, with all that is known about each.
extension ReadingRoutes {
    static let claims = [
        ReadingRoute(
            "claims", ["state", "party", "bank", "programme", "borrower", "loan", "waiting_for"] + Query.paging
        ) { ask in
            var filter = ClaimFilter()
            filter.state = try ask.query.choice("state")
            filter.party = try ask.query.text("party")
            filter.bank = try ask.query.text("bank")
            filter.programme = try ask.query.text("programme")
            filter.borrower = try ask.query.text("borrower")
            filter.loan = try ask.query.number("loan")
            filter.waitingFor = try ask.query.text("waiting_for").map { $0 == "me" ? ask.reach.party : $0 }
            let page = try await ask.reader.claims(ask.reach, filter, try ask.query.page())
            return ReadingAnswer(page) { ask.view($0) }
        },
        ReadingRoute("claims/{claim}", ["explain"]) { ask in
            guard let file = try await ask.reader.claim(ask.reach, try ask.number("claim")) else {
                throw Problem.notThere
            }
            var members: [JSON.Member] = [
                .init(name: "history", value: .array(file.events.map(\.json))),
                .init(name: "recoveries", value: .array(file.recoveries.map { RecoveryView($0).json })),
                .init(name: "legs", value: .array(file.legs.map(\.json))),
                .init(name: "evidence", value: file.evidence.json),
            ]
            if let entries = file.entries {
                members.append(.init(name: "entries", value: .array(entries.map { ask.view($0) })))
            }
            if try ask.query.flag("explain") == true {
                let versions = try await ask.reader.terms(ask.reach, programme: file.claim.filed.programme)
                members.append(.init(name: "explain", value: file.explanation(versions)))
            }
            return ReadingAnswer(ask.view(file.claim).with(members))
        },
        ReadingRoute("hand-overs", ["overdue", "holder"] + Query.paging) { ask in
            let today = ask.now.day
            let isOverdue = try ask.query.flag("overdue") == true
            let page = try await ask.reader.handOvers(
                ask.reach, dueBefore: isOverdue ? today : nil, holder: try ask.query.text("holder"),
                try ask.query.page())
            return ReadingAnswer(page) { leg in
                leg.json.with([.init(name: "days_overdue", value: max(0, today - leg.dueOn).json)])
            }
        },
        ReadingRoute("chain-claims", ["state", "claimant", "party"] + Query.paging) { ask in
            let page = try await ask.reader.upChain(
                ask.reach, state: try ask.query.choice("state"), claimant: try ask.query.text("claimant"),
                party: try ask.query.text("party"), try ask.query.page())
            return ReadingAnswer(page) { row in
                ShareView(row.share, of: row.claim, revision: row.revision).json.with([
                    .init(name: "programme", value: .string(row.programme)),
                    .init(name: "bank", value: .string(row.bank)),
                ])
            }
        },
        ReadingRoute("recoveries", ["claim"] + Query.paging) { ask in
            let page = try await ask.reader.recoveries(
                ask.reach, claim: try ask.query.number("claim"), try ask.query.page())
            return ReadingAnswer(page) { RecoveryView($0).json }
        },
    ]
}

extension ReadingAsk {
    /// A claim with its clock as it stands now.
    fileprivate func view(_ claim: Claim) -> JSON {
        let view = ClaimView(claim).json
        guard let clock = view["clock"] else { return view }
        let days = ClaimClock(claim, calendar: ledger.calendar, today: now.day)
        return view.replacing(
            "clock",
            by: clock.with([
                .init(name: "working_days_used", value: (days?.used).json),
                .init(name: "working_days_left", value: (days?.left).json),
            ]))
    }
}

/// The working days bearers have taken to answer, and those left to them.
struct ClaimClock: Equatable {
    /// Since the claim was first admitted, until the last answer or today; days on which the claim was back at its bank are
    /// not counted.
    let used: Int
    /// Until the last day to answer, today not counted, or when the clock was stopped; nil once all have answered.
    let left: Int?

    /// Nil for a claim that waits for nobody yet, and where the calendar of a year is missing.
    init?(_ claim: Claim, calendar: WorkingCalendar, today: Day) {
        if let stopped = claim.daysLeft {
            (used, left) = (claim.daysUsed, stopped)
            return
        }
        guard let admitted = claim.admittedAt?.day, let answerBy = claim.answerBy else { return nil }
        let isRunning = claim.state == .confirming
        let end =
            isRunning
            ? today : claim.shares.filter { !$0.isUpChain }.compactMap { $0.answeredAt?.day }.max() ?? admitted
        do throws(WorkingCalendar.NoCalendar) {
            used = claim.daysUsed + (try calendar.workingDays(after: admitted, through: end))
            left = isRunning ? try calendar.workingDays(after: today, through: answerBy) : nil
        } catch {
            return nil
        }
    }
}

extension ClaimFile {
    /// The steps of the calculators, from what was frozen: the shares as they were admitted, then every recovery in its
    /// order. Null before the claim is admitted.
    fileprivate func explanation(_ versions: [TermsVersion]) -> JSON {
        guard claim.admittedAt != nil, let admission = events.last(where: { $0.kind == "claim.admitted" })?.data,
            let shared = ClaimExplanation(claim, admission: admission, versions: versions)
        else { return nil }
        return [
            "shares": shared.steps.json, "admitted_with": .array(shared.shares.map(\.json)),
            "recoveries": recoveryExplanation(versions, admission),
        ]
    }

    /// Only for those who see every share; from one's own alone nothing can be worked out.
    private func recoveryExplanation(_ versions: [TermsVersion], _ admission: JSON) -> JSON {
        guard claim.shares.map({ $0.amount + $0.deferred }).total == claim.base,
            case .integer(let number)? = admission["terms_version"],
            let terms = versions.first(where: { $0.version == Int(number) })?.terms
        else { return nil }
        var steps: [JSON] = []
        _ = claim.waterfall(legs: legs, recoveries: recoveries, order: terms.recoveryOrder) { waterfall, recovery in
            var explanation = Explanation(isWanted: true)
            _ = waterfall.recover(recovery.gross, costs: recovery.advanced, explaining: &explanation)
            steps.append(["recovery": recovery.number.json, "steps": explanation.steps.json])
        }
        return .array(steps)
    }
}
