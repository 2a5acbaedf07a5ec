import Accounting
import Clearing
import JSON

/// One version of a subsidy programme.
public struct SubsidyTermsView: JSONRepresentable, Sendable {
    private let version: SubsidyVersion

    public init(_ version: SubsidyVersion) { self.version = version }

    public var json: JSON {
        [
            "programme": .string(version.terms.programme), "version": .integer(Int64(version.version)),
            "state": .string(version.state.rawValue), "from": .day(version.terms.from),
            "proposed_by": .string(version.proposedBy), "proposed_at": .moment(version.proposedAt),
            "decided_by": .text(version.decidedBy), "decided_at": .moment(version.decidedAt),
            "terms": version.terms.json,
        ]
    }
}

/// A subsidy run: how far it is, and what its lines come to once they are in place.
public struct SubsidyRunView: JSONRepresentable, Sendable {
    private let run: SubsidyRun

    public init(_ run: SubsidyRun) { self.run = run }

    public var json: JSON {
        let outcome = run.outcome
        return [
            "run": .integer(run.number), "programme": .string(run.programme),
            "category": .string(run.category.rawValue), "version": .integer(Int64(run.version)),
            "period": .string("\(run.span)"), "from": .day(run.period.lowerBound),
            "until": .day(run.period.upperBound), "state": .string(run.state.rawValue),
            "lines": .number(outcome?.lines), "digest": .text(outcome?.digest.hexadecimal),
            "earned": .number(outcome?.earned.fen), "corrected": .number(outcome?.corrected.fen),
            "budget_left": .number(outcome?.budgetLeft.fen), "payable": .number(outcome?.payable.fen),
            "returned": .number(outcome?.returned.fen),
            "parts": .array((outcome?.parts ?? []).map(\.json)), "drafted_by": .string(run.draftedBy),
            "drafted_at": .moment(run.draftedAt), "decided_by": .text(run.decidedBy),
            "decided_at": .moment(run.decidedAt),
        ]
    }
}

extension SubsidyRun.Part: JSONRepresentable {
    public var json: JSON {
        [
            "payee": .string(payee), "funder": .string(funder), "payable": .fen(payable), "returned": .fen(returned),
        ]
    }
}

/// What one loan gives rise to in a run.
public struct SubsidyLineView: JSONRepresentable, Sendable {
    private let line: SubsidyRunLine

    public init(_ line: SubsidyRunLine) { self.line = line }

    /// The rate used, `0.0075`.
    public var rate: String { "\(SubsidyRate(quintillionths: Int128(line.rate), loweredBy: []))" }

    public var json: JSON {
        [
            "line": .integer(Int64(line.line)), "loan": .integer(line.loan), "bank": .string(line.bank),
            "branch": .string(line.branch), "borrower": .string(line.borrower), "payee": .string(line.payee),
            "days": .integer(Int64(line.days)),
            "product": .integer(line.product), "product_before": .integer(line.productBefore),
            "rate": .string(rate),
            "amount": .fen(line.amount), "capped": .fen(line.capped), "correction": .fen(line.correction),
            "payable": .fen(line.payable), "reasons": .array(line.reasons.words.map(JSON.string)),
            "parts": .array(line.parts.map(JSON.integer)),
        ]
    }
}
