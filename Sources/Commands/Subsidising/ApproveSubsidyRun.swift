import Accounting
import Clearing
import JSON

/// Another person approves exactly the lines that were previewed, named by their digest: one entry for each payee and funder
/// is posted, sealed by that digest, and what is to be paid falls due (RULES §9).
public struct ApproveSubsidyRun: Command {
    public static let name = "approve-subsidy-run"

    let run: Int64
    let digest: [UInt8]

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        run = path.number("run")
        guard let text = try fields.digest("digest") else {
            _ = try fields.required("digest")
            throw fields.problem(.wrongType, "digest", "send the digest of the lines")
        }
        digest = [UInt8](hexadecimal: text)
        try fields.end()
    }

    public var needs: Needs {
        var needs = Needs()
        needs.subsidyRuns = [run]
        return needs
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> SubsidyRunView {
        try caller.require(.approver)
        var run = try books.subsidyRun(run)
        let outcome = try run.approve(digest, by: caller, at: now)
        guard run.period.upperBound <= now.day else {
            throw Refusal(.periodRunning, ["period": "\(run.span)", "until": "\(run.period.upperBound)"])
        }
        guard let version = books.reference.subsidy(of: run.programme, version: run.version),
            let budget = version.terms.budget
        else { throw Refusal(.unknownTerms) }
        books.save(run)
        for part in outcome.parts { try books.post(part, of: run, outcome.digest, at: now) }
        try books.encumber(outcome.payable - outcome.returned, of: run, within: budget.amount, on: now.day)
        books.tell(
            "subsidy-run.approved", about: "subsidy-run/\(run.number)",
            to: [caller.party.id] + Set(outcome.parts.map(\.payee)).sorted(),
            ["payable": .fen(outcome.payable), "returned": .fen(outcome.returned)])
        return SubsidyRunView(run)
    }
}

extension Books {
    fileprivate mutating func post(
        _ part: SubsidyRun.Part, of run: SubsidyRun, _ digest: [UInt8], at now: Moment
    ) throws(Refusal) {
        let subject = "subsidy-run/\(run.number)/\(part.payee)/\(part.funder)"
        try post(
            run.category.approvedEvent, about: subject, on: now.day,
            ["programme": run.programme, "payee": part.payee],
            ["amount": part.payable], sealing: digest)
        try post(
            "clawback-subsidy-decided", about: subject, on: now.day,
            ["party": part.payee, "programme": run.programme, "category": run.category.rawValue],
            ["principal": part.returned, "interest": .zero], sealing: digest)
        for (kind, amount) in zip(run.category.legKinds, [part.payable, part.returned])
        where amount > .zero {
            add(
                Leg(
                    number: next(\.leg), kind: kind, counterparty: part.payee, claim: 0,
                    subsidy: Leg.Subsidy(run: run.number, programme: run.programme), bearer: part.funder,
                    amount: amount, dueOn: now.day, acceptedAt: now))
        }
    }

    /// What is approved takes up the year's budget, and what comes back restores it. The budget is the account's ceiling, so it
    /// holds whoever posts.
    fileprivate mutating func encumber(_ net: Money, of run: SubsidyRun, within budget: Money, on day: Day)
        throws(Refusal)
    {
        let year = run.span.year
        let subject = "subsidy-run/\(run.number)"
        let dimensions = ["programme": run.programme, "year": "\(year)"]
        setCeiling(SubsidyTerms.budgetAccount(of: run.programme, year: year), budget)
        if net > .zero {
            try post("subsidy-encumbered", about: subject, on: day, dimensions, ["amount": net])
        } else if net < .zero {
            try post("subsidy-released", about: subject, on: day, dimensions, ["amount": -net])
        }
    }
}

extension Category {
    /// What a run that is approved pays, and what comes back.
    fileprivate var legKinds: [Leg.Kind] {
        self == .rebate ? [.rebate, .rebateReturn] : [.subsidy, .subsidyReturn]
    }
}

extension [UInt8] {
    /// Of digits that were checked.
    fileprivate init(hexadecimal text: String) {
        let digits = text.utf8.map { $0 < 0x3A ? $0 - 0x30 : $0 - 0x57 }
        self = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
