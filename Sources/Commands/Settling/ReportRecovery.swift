import Accounting
import Clearing
import JSON

/// The bank or a bearer reports money got from the borrower after compensation. It is shared among all who bore the loss;
/// whoever holds the money owes the others their parts, due in ten working days (RULES §8).
public struct ReportRecovery: Command {
    public static let name = "report-recovery"
    public static let status = 201

    let claim: Int64
    let gross: Money
    let receivedOn: Day
    let costs: [Recovery.Part]

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        claim = path.number("claim")
        gross = try fields.money("gross")
        receivedOn = try fields.day("received_on")
        costs = try fields.list("costs", count: 0...8) { (item) throws(JSON.Problem) in
            Recovery.Part(kind: .cost, party: try item.identifier("party"), amount: try item.money("amount"))
        }
        try fields.end()
    }

    public var needs: Needs {
        var needs = Needs.claim(claim)
        needs.recoveries = [claim]
        return needs
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> RecoveryView {
        try caller.require(.bankMaker, .bankChecker, .bearerMaker, .bearerChecker)
        var claim = try books.claim(claim)
        guard caller.reaches(claim) else { throw Refusal(.unknownClaim) }
        guard let paidOn = claim.paidOn, claim.state == .paid || claim.state == .recovering else {
            throw Refusal(.wrongState, ["state": claim.state.rawValue])
        }
        try receivedOn.mustNotBeAfter(now.day, at: "/received_on")
        guard receivedOn >= paidOn else {
            throw Refusal(.dateImplausible, at: "/received_on", ["what": "\(receivedOn) < \(paidOn)"])
        }
        for (place, cost) in costs.enumerated()
        where cost.party != claim.filed.bank && claim.share(of: cost.party)?.asksBearer != true {
            throw Refusal(.unknownParty, at: "/costs/\(place)/party", ["party": cost.party])
        }
        let (recovery, owesMore) = try self.recovery(of: claim, in: &books, by: caller, at: now)
        books.add(recovery)
        let principal = recovery.parts.filter { $0.kind == .principal }
        try claim.recover(principal.map { ($0.party, $0.amount) }, owesMore: owesMore)
        try book(recovery, &claim, in: &books, at: now)
        books.save(claim)
        books.tell(
            "recovery.reported", about: "claim/\(claim.number)", to: [claim.filed.bank] + claim.shares.map(\.party),
            [
                "recovery": .integer(recovery.number), "gross": .integer(gross.fen),
                "surplus": .integer(recovery.surplus.fen),
            ])
        return RecoveryView(recovery)
    }

    /// Runs the waterfall over all recoveries of the claim: what is carried from one to the next is exact. Also says whether
    /// more than principal is still to come back.
    private func recovery(
        of claim: Claim, in books: inout Books, by caller: Caller, at now: Moment
    ) throws(Refusal) -> (Recovery, owesMore: Bool) {
        let loan = try books.loan(claim.filed.loan)
        guard let terms = books.reference.terms(of: claim.filed.programme, version: loan.termsVersion)?.terms else {
            preconditionFailure("a claim is filed under terms that are kept for ever")
        }
        var waterfall = RecoveryWaterfall(
            borne: claim.shares.map { RecoveryWaterfall.Part(party: $0.party, amount: $0.amount + $0.deferred) },
            uncoveredInterest: claim.filed.uncoveredInterest, uncoveredPenalty: claim.filed.uncoveredPenalty,
            order: terms.recoveryOrder)
        for earlier in books.recoveries(of: claim.number) {
            _ = waterfall.recover(
                earlier.gross, costs: earlier.costs.map { RecoveryWaterfall.Part(party: $0.party, amount: $0.amount) })
        }
        let split = waterfall.recover(
            gross, costs: costs.map { RecoveryWaterfall.Part(party: $0.party, amount: $0.amount) })
        let recovery = Recovery(
            number: books.next(\.recovery), claim: claim.number, holder: caller.party.id, gross: gross,
            receivedOn: receivedOn,
            costs: costs, parts: split.parts(bank: claim.filed.bank), surplus: split.surplus,
            reportedBy: caller.person.id,
            reportedAt: now)
        let owesMore =
            !waterfall.unreimbursedCosts.isEmpty || waterfall.interestLeft > .zero || waterfall.penaltyLeft > .zero
        return (recovery, owesMore)
    }

    private func book(_ recovery: Recovery, _ claim: inout Claim, in books: inout Books, at now: Moment) throws(Refusal)
    {
        var setOff = Money.zero
        for part in recovery.parts where part.kind == .principal {
            if part.party == Share.fund {
                setOff = try books.recover(part.amount, of: &claim, from: recovery.holder, on: now.day)
            }
            try books.restoreCaps(
                of: &claim, party: part.party, by: part.amount, setOff: part.party == Share.fund ? setOff : .zero,
                on: now.day)
        }
        let dueOn = try books.handOverDay(from: books.receivedOn(now))
        for debt in recovery.debts(bank: claim.filed.bank, setOff: setOff) {
            books.add(
                Leg(
                    number: books.next(\.leg), kind: debt.party == Share.fund ? .recovery : .recoveryShare,
                    counterparty: recovery.holder, claim: claim.number, recovery: recovery.number, bearer: debt.party,
                    amount: debt.amount, dueOn: dueOn, acceptedAt: now))
        }
    }
}

extension Recovery {
    /// What the holder owes, and to whom. Of the fund's part, what was set off against its debt to the bank is the bank's.
    fileprivate func debts(bank: String, setOff: Money) -> [(party: String, amount: Money)] {
        let whole = parts.map { part -> (party: String, amount: Money) in
            switch part.party {
            case Share.bank: (bank, part.amount)
            case Share.fund: (Share.fund, part.amount - setOff)
            default: (part.party, part.amount)
            }
        }
        return (whole + [(bank, setOff)]).filter { $0.party != holder && $0.amount > .zero }
    }
}

extension RecoveryWaterfall.Split {
    /// As a recovery keeps them. Interest and penalty are the bank's own.
    fileprivate func parts(bank: String) -> [Recovery.Part] {
        costs.map { Recovery.Part(kind: .cost, party: $0.party, amount: $0.amount) }
            + principal.map { Recovery.Part(kind: .principal, party: $0.party, amount: $0.amount) }
            + [
                Recovery.Part(kind: .interest, party: bank, amount: interest),
                Recovery.Part(kind: .penalty, party: bank, amount: penalty),
            ].filter { $0.amount > .zero }
    }
}

extension Books {
    /// The holder hands over within ten working days (RULES §8).
    fileprivate func handOverDay(from day: Day) throws(Refusal) -> Day {
        do {
            return try reference.calendar.adding(workingDays: 10, to: day)
        } catch {
            throw Refusal(.calendarMissing, ["year": "\(error.year)"])
        }
    }
}
