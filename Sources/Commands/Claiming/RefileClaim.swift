import Accounting
import Clearing
import JSON

/// A bank files a claim anew that was sent back: the whole of it, as the next revision. What was filed before stays as it
/// was filed. The window of the terms was kept when the claim first came in, and is not asked for again.
public struct RefileClaim: Command {
    public static let name = "refile-claim"

    let claim: Int64
    let revision: Int
    let paper: ClaimPaper

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        claim = path.number("claim")
        revision = Int(try fields.integer("revision", in: 1...1_000_000))
        paper = try ClaimPaper(&fields)
        try fields.end()
    }

    public var needs: Needs { .claim(claim) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ClaimView {
        try caller.require(.bankMaker, .bankChecker)
        let former = try books.claim(claim)
        try caller.mustHaveFiled(former)
        guard former.state == .returned else { throw Refusal(.wrongState, ["state": former.state.rawValue]) }
        try former.mustStand(at: revision)
        let loan = try books.loan(former.filed.loan)
        let (terms, procedure) = books.terms(of: former, loan)
        try paper.checkNames(against: loan)
        try paper.checkLoss(of: loan, procedure, terms, at: now)
        let facts = try paper.facts(
            of: loan, former.filed.procedureVersion, following: former.filed.follows, in: books, by: caller, at: now)
        let expected = facts.expected(of: loan, terms)
        var claim = former
        try claim.refile(facts, estimate: expected.fund, estimatedBase: expected.base)
        try books.replaceProvision(of: former, by: claim, procedure, on: now.day)
        books.save(claim, renewing: former)
        books.tell(
            "claim.refiled", about: "claim/\(claim.number)", to: [claim.filed.bank] + former.bearers,
            ["revision": .integer(Int64(claim.revision)), "principal": .integer(paper.principal.fen)])
        return ClaimView(claim)
    }
}

extension Books {
    /// What was expected of a claim's older revision is taken back, what is expected of the newer provided for.
    mutating func replaceProvision(
        of former: Claim, by claim: Claim, _ procedure: Terms, on day: Day
    ) throws(Refusal) {
        guard former.estimate != claim.estimate || former.estimatedBase != claim.estimatedBase else { return }
        try unprovide(for: former, on: day)
        try provide(for: claim, procedure, on: day)
    }
}
