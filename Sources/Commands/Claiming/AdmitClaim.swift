import Accounting
import Clearing
import JSON

/// The bureau admits a claim: its shares are worked out with today's headroom and frozen in fen, and every bearer is told.
public struct AdmitClaim: Command {
    public static let name = "admit-claim"

    let claim: Int64

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        claim = path.number("claim")
        try fields.end()
    }

    public var needs: Needs { .claim(claim) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ClaimView {
        try caller.require(.clerk)
        var claim = try books.claim(claim)
        let loan = try books.loan(claim.filed.loan)
        try claim.take(.admit)
        try books.mustBeProved(claim, of: loan)
        try books.freeze(&claim, of: loan, by: caller.person.id, at: now)
        return ClaimView(claim)
    }
}

extension Books {
    /// Where the terms ask for files, they are attached before a claim is admitted; what is only named was looked at when
    /// the claim came in.
    fileprivate mutating func mustBeProved(_ claim: Claim, of loan: Loan) throws(Refusal) {
        let procedure = terms(of: claim, loan).procedure
        guard !procedure.claim.files.isEmpty else { return }
        let checklist = Checklist(claim.filed, procedure, evidence(of: claim.number))
        if let document = checklist.missing.first { throw Refusal(.documentMissing, ["document": document]) }
    }

    /// Works a claim's shares out with today's headroom, freezes them in fen, and tells every bearer.
    mutating func freeze(_ claim: inout Claim, of loan: Loan, by person: String, at now: Moment) throws(Refusal) {
        let (terms, procedure) = terms(of: claim, loan)
        let caps = caps(of: terms, for: claim, loan, on: now.day)
        let loss = terms.sharing.share(claim.loss(at: loan.filed.rate), caps: caps.compactMap(\.applied))
        // A notice that goes out after the cut-off is received the next working day, and the clock starts then. A clock that
        // was stopped goes on with the days it had left.
        let answerBy = try answerBy(claim.daysLeft ?? procedure.confirm.workingDays, from: receivedOn(now))
        try claim.ask(
            interest: loss.interest, base: loss.base, shares: loss.frozen(chain: terms.pay),
            uses: caps.flatMap { $0.uses(loss) },
            by: person, at: now, answerBy: answerBy)
        for cap in caps {
            for use in cap.uses(loss) { try take(use, of: cap, for: claim, on: now.day) }
        }
        save(claim)
        tell(
            "claim.admitted", about: "claim/\(claim.number)", to: [claim.filed.bank] + claim.bearers,
            [
                "revision": .integer(Int64(claim.revision)), "base": .integer(claim.base.fen),
                "answer_by": .string("\(answerBy)"),
                "shares": .array(claim.shares.map { ["party": .string($0.party), "amount": .integer($0.amount.fen)] }),
                "terms_version": .integer(Int64(loan.termsVersion)), "rate": .string("\(loan.filed.rate)"),
                "caps": .array(caps.compactMap(\.frozen)),
            ])
    }
}

extension Claim {
    /// What the calculator is told of the loss.
    func loss(at rate: Ratio) -> Loss { filed.loss(at: rate) }
}

extension Claim.Facts {
    func loss(at rate: Ratio) -> Loss {
        Loss(
            principal: principal, collateralProceeds: collateralProceeds, named: named, annualRate: rate,
            interestPaidTo: interestPaidTo, calculatedOn: calculatedOn)
    }
}

extension SharedLoss {
    /// As a claim keeps them; the bank has a share even of nothing, since what others are let off passes to it. Who answers a
    /// guarantor's claim does not answer the bank's, where that guarantor bears a part and so pays for all.
    fileprivate func frozen(chain pay: Terms.Payment) -> [Share] {
        let isAnchored = shares.contains { $0.party == pay.advance && $0.amount > .zero }
        var frozen = shares.map { share in
            let tier = isAnchored ? pay.chain.firstIndex(of: share.party).map { $0 + 1 } : nil
            return Share(party: share.party, amount: share.amount, deferred: share.deferred, tier: tier)
        }
        if !frozen.contains(where: { $0.party == Share.bank }) {
            frozen.append(Share(party: Share.bank, amount: .zero, deferred: .zero))
        }
        return frozen
    }
}

extension Books {
    func answerBy(_ workingDays: Int, from day: Day) throws(Refusal) -> Day {
        do {
            return try reference.calendar.adding(workingDays: workingDays, to: day)
        } catch {
            throw Refusal(.calendarMissing, ["year": "\(error.year)"])
        }
    }
}
