import Accounting
import Clearing

/// Money from the borrower as somebody reports it, before it is shared.
struct Returned {
    let gross: Money
    let receivedOn: Day
    let costs: [Recovery.Part]
    let kind: Recovery.Kind
}

/// A recovery as it was shared, and whether more than principal is still to come back.
struct SharedRecovery {
    let recovery: Recovery
    let owesMore: Bool

    var principal: [(party: String, amount: Money)] {
        recovery.parts.filter { $0.kind == .principal }.map { ($0.party, $0.amount) }
    }
}

extension Books {
    /// The waterfall of a claim as all recoveries so far have left it.
    mutating func waterfall(of claim: Claim) throws(Refusal) -> RecoveryWaterfall {
        let loan = try loan(claim.filed.loan)
        guard let terms = reference.terms(of: claim.filed.programme, version: loan.termsVersion)?.terms else {
            preconditionFailure("a claim is filed under terms that are kept for ever")
        }
        return claim.waterfall(
            legs: legs(ofClaim: claim.number), recoveries: recoveries(of: claim.number), order: terms.recoveryOrder)
    }

    /// Shares what came back.
    mutating func share(_ returned: Returned, of claim: Claim, by caller: Caller, at now: Moment) throws(Refusal)
        -> SharedRecovery
    {
        var waterfall = try waterfall(of: claim)
        let split = waterfall.recover(returned.gross, costs: returned.costs.waterfall)
        let recovery = Recovery(
            number: next(\.recovery), claim: claim.number, holder: caller.party.id, gross: returned.gross,
            receivedOn: returned.receivedOn, costs: returned.costs, parts: split.parts(bank: claim.filed.bank),
            surplus: split.surplus, reportedBy: caller.person.id, reportedAt: now, kind: returned.kind)
        add(recovery)
        let owesMore =
            !waterfall.unreimbursedCosts.isEmpty || waterfall.interestLeft > .zero || waterfall.penaltyLeft > .zero
        return SharedRecovery(recovery: recovery, owesMore: owesMore)
    }

    /// Books the fund's part, gives back what the parts had used of caps, and lets what the holder owes fall due.
    ///
    /// - Parameter caps: which windows get headroom back.
    mutating func book(
        _ recovery: Recovery, of claim: inout Claim, _ caps: RestoredCaps, isWrittenOff: Bool, at now: Moment
    ) throws(Refusal) {
        var setOff = Money.zero
        for part in recovery.parts where part.kind == .principal {
            if part.party == Share.fund {
                setOff = try recover(
                    part.amount, of: &claim, from: recovery.holder, isWrittenOff: isWrittenOff, on: now.day)
            }
            if caps == .all {
                try restoreCaps(
                    of: &claim, party: part.party, by: part.amount, setOff: part.party == Share.fund ? setOff : .zero,
                    on: now.day)
            }
        }
        if caps == .ofThisYear { try restoreThisYear(of: &claim, on: now.day) }
        let dueOn = try handOverDay(from: receivedOn(now))
        for debt in recovery.debts(of: claim, setOff: setOff) {
            add(
                Leg(
                    number: next(\.leg), kind: debt.party == Share.fund ? .recovery : .recoveryShare,
                    counterparty: recovery.holder, claim: claim.number, recovery: recovery.number, bearer: debt.party,
                    amount: debt.amount, dueOn: dueOn, acceptedAt: now))
        }
    }

    /// The holder hands over within ten working days (RULES §8).
    private func handOverDay(from day: Day) throws(Refusal) -> Day {
        do {
            return try reference.calendar.adding(workingDays: 10, to: day)
        } catch {
            throw Refusal(.calendarMissing, ["year": "\(error.year)"])
        }
    }
}

/// Which windows of its caps a claim gives headroom back to.
enum RestoredCaps {
    /// Fen for fen of what came back, the newest window first.
    case all
    /// All that it had taken, but of no year that is over (RULES §6).
    case ofThisYear
}

extension [Recovery.Part] {
    var waterfall: [RecoveryWaterfall.Part] { map { RecoveryWaterfall.Part(party: $0.party, amount: $0.amount) } }
}

extension Recovery {
    /// What the holder owes, and to whom. Of the fund's part, what was set off against its debt to the payee is the payee's.
    fileprivate func debts(of claim: Claim, setOff: Money) -> [(party: String, amount: Money)] {
        let whole = parts.map { part -> (party: String, amount: Money) in
            switch part.party {
            case Share.bank: (claim.filed.bank, part.amount)
            case Share.fund: (Share.fund, part.amount - setOff)
            default: (part.party, part.amount)
            }
        }
        return (whole + [(claim.payee, setOff)]).filter { $0.party != holder && $0.amount > .zero }
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
