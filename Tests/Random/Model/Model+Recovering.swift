import Accounting

extension Model {
    struct Recovery: Sendable {
        let holder: String
        let gross: Int
        let receivedOn: Day
        let costs: [(party: String, amount: Int)]
        /// Of the principal, by party.
        var principal: [(party: String, amount: Int)] = []
    }

    /// What is still owed of a claim, worked out anew from its first recovery on.
    struct Waterfall {
        var owedCosts: [(party: String, amount: Int)] = []
        let borne: [(party: String, amount: Int)]
        var back: [Int]
        var interest, penalty: Int

        init(_ claim: Claim, after earlier: [Recovery]) {
            borne = claim.shares.map { ($0.party, $0.amount + $0.deferred) }
            back = borne.map { _ in 0 }
            (interest, penalty) = (claim.uncoveredInterest, claim.uncoveredPenalty)
            for recovery in earlier { _ = recover(recovery.gross, recovery.costs) }
        }

        var owed: Int {
            owedCosts.map(\.amount).reduce(0, +) + borne.map(\.amount).reduce(0, +) - back.reduce(0, +) + interest
                + penalty
        }
        var owesMore: Bool { owedCosts.contains { $0.amount > 0 } || interest > 0 || penalty > 0 }

        /// Costs, principal, the bank's interest, its penalty; the rest is the borrower's.
        mutating func recover(_ gross: Int, _ costs: [(party: String, amount: Int)])
            -> (costs: [(String, Int)], principal: [(String, Int)], own: [Int])
        {
            for cost in costs {
                if let place = owedCosts.firstIndex(where: { $0.party == cost.party }) {
                    owedCosts[place].amount += cost.amount
                } else {
                    owedCosts.append(cost)
                }
            }
            var left = gross
            let forCosts = min(left, owedCosts.map(\.amount).reduce(0, +))
            let paid = largest(forCosts, owedCosts.map(\.amount))
            let costParts = zip(owedCosts, paid).map { ($0.party, $1) }
            for place in owedCosts.indices { owedCosts[place].amount -= paid[place] }
            left -= forCosts
            let whole = borne.map(\.amount).reduce(0, +)
            let forPrincipal = min(left, whole - back.reduce(0, +))
            let parts = carried(forPrincipal, borne: borne.map(\.amount), back: back)
            for place in back.indices { back[place] += parts[place] }
            left -= forPrincipal
            let forInterest = min(left, interest)
            interest -= forInterest
            let forPenalty = min(left - forInterest, penalty)
            penalty -= forPenalty
            return (costParts, zip(borne, parts).map { ($0.party, $1) }, [forInterest, forPenalty])
        }
    }

    private func mustBeRecoverable(_ number: Int, _ recovery: Recovery, by who: String) throws(No) -> Claim {
        let claim = try claim(number)
        let party = party(of: who)
        let bears = claim.place(of: party).map { claim.shares[$0].asks } ?? false
        guard claim.bank == party || bears else { throw No("unknown-claim") }
        guard let paidOn = claim.paidOn, ["paid", "recovering", "written-off"].contains(claim.state) else {
            throw No("wrong-state")
        }
        try mustBePast(recovery.receivedOn)
        guard recovery.receivedOn >= paidOn else { throw No("date-implausible") }
        for cost in recovery.costs where cost.party != claim.bank {
            guard let place = claim.place(of: cost.party), claim.shares[place].asks else { throw No("unknown-party") }
        }
        return claim
    }

    mutating func recover(_ recovery: Recovery, of number: Int, by who: String) throws(No) {
        try need(who, "bank-maker", "bank-checker", "bearer-maker", "bearer-checker")
        let claim = try mustBeRecoverable(number, recovery, by: who)
        try mustBeAtPeace(claim)
        let owesMore = shareOut(recovery, of: number)
        if claim.state != "written-off" { claims[number]!.state = "recovering" }
        let isWhole = claims[number]!.shares.allSatisfy { $0.recovered == $0.amount + $0.deferred }
        if !owesMore && isWhole { claims[number]!.state = "closed" }
        hand(over: recovery, of: number, isWrittenOff: claim.state == "written-off", isCure: false)
    }

    mutating func cure(_ recovery: Recovery, _ report: Report, of number: Int, by who: String) throws(No) {
        try need(who, "bank-maker", "bank-checker")
        let claim = try mustBeRecoverable(number, recovery, by: who)
        let owed = Waterfall(claim, after: recoveries[number] ?? []).owed + recovery.costs.map(\.amount).reduce(0, +)
        guard recovery.gross == owed else { throw No("not-whole") }
        try mustBe(claim, "paid", "recovering")
        try mustBeAtPeace(claim)
        _ = shareOut(recovery, of: number)
        claims[number]!.state = "cured"
        hand(over: recovery, of: number, isWrittenOff: false, isCure: true)
        let loan = loans[claim.loan]!
        guard report.interestPaidTo >= loan.disbursed, report.interestPaidTo <= loan.maturesNow else {
            throw No("date-implausible")
        }
        loans[claim.loan]!.state = "active"
        loans[claim.loan]!.openClaim = nil
        loans[claim.loan]!.formerClaim = number
        try take(report, claim.loan)
        try checkCapacity(claim.loan)
    }

    /// Everybody's part of the principal; the parts of everything are kept for `hand`.
    private mutating func shareOut(_ recovery: Recovery, of number: Int) -> Bool {
        let claim = claims[number]!
        var waterfall = Waterfall(claim, after: recoveries[number] ?? [])
        let split = waterfall.recover(recovery.gross, recovery.costs)
        var kept = recovery
        kept.principal = split.principal
        recoveries[number, default: []].append(kept)
        recoveryCount += 1
        for (party, amount) in split.principal {
            claims[number]!.shares[claim.place(of: party)!].recovered += amount
        }
        // Costs, then principal, then the bank's own: so the holder's debts are numbered.
        parts = split.costs + split.principal + split.own.map { (claim.bank, $0) }
        return waterfall.owesMore
    }

    /// The fund's part pays first what a year had put off; the holder owes everybody the rest in ten working days.
    private mutating func hand(over recovery: Recovery, of number: Int, isWrittenOff: Bool, isCure: Bool) {
        var setOff = 0
        for (party, amount) in recoveries[number]!.last!.principal {
            if party == "fund" {
                setOff = setOffDeferred(number, amount)
                let account =
                    isWrittenOff ? "4609" : "5001:\(claims[number]!.programme):\(claims[number]!.bank)"
                note(account, isWrittenOff ? amount : -amount, on: today)
            }
            if !isCure { restoreCaps(number, party, by: amount, setOff: party == "fund" ? setOff : 0) }
        }
        if isCure { restoreThisYear(number) }
        let claim = claims[number]!
        let due = Diary.adding(10, to: received)
        for (party, amount) in parts + [(claim.payee, setOff)] {
            let owed = party == "fund" ? amount - setOff : amount
            let creditor = party == "bank" ? claim.bank : party
            guard creditor != recovery.holder, owed > 0 else { continue }
            addLeg(
                party == "fund" ? "recovery" : "recovery-share", owed, of: creditor, to: recovery.holder, claim,
                due: due, at: now)
        }
        parts = []
    }

    private mutating func setOffDeferred(_ number: Int, _ amount: Int) -> Int {
        var left = amount
        for leg in legs(of: number) where leg.kind == "deferred" && leg.waits && left > 0 {
            let part = min(leg.amount, left)
            split(leg.number, at: part)
            legs[leg.number]!.settledOn = today
            left -= part
        }
        let setOff = amount - left
        guard setOff > 0 else { return 0 }
        resume(number, setOff)
        settle(number, "fund", setOff)
        leaveLine(number, setOff)
        return setOff
    }
}
