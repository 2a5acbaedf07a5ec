import Accounting

extension Model {
    mutating func proposeWriteOff(_ number: Int, by who: String) throws(No) {
        try need(who, "clerk")
        try mustBeWritable(number)
        propose("write-off claim/\(number)", .note, by: who)
    }

    mutating func approveWriteOff(_ number: Int, by who: String) throws(No) {
        try need(who, "approver")
        _ = try claim(number)
        _ = try adopt("write-off claim/\(number)", by: who)
        try mustBeWritable(number)
        claims[number]!.state = "written-off"
    }

    private func mustBeWritable(_ number: Int) throws(No) {
        let claim = try claim(number)
        try mustBe(claim, "paid", "recovering")
        try mustBeAtPeace(claim)
    }

    mutating func proposeClawback(_ number: Int, rate: Int, until: Day, by who: String) throws(No) {
        try need(who, "clerk")
        let claim = try claim(number)
        try mustBe(claim, "paid", "recovering", "closed")
        try mustBeAtPeace(claim)
        guard let paidOn = claim.paidOn, until >= paidOn, until <= today + 366 else { throw No("date-implausible") }
        try mustBeQuiet(number)
        propose("clawback claim/\(number)", .clawback(rate: rate, until: until), by: who)
    }

    mutating func approveClawback(_ number: Int, by who: String) throws(No) {
        try need(who, "approver")
        let claim = try claim(number)
        let content = try adopt("clawback claim/\(number)", by: who)
        guard case .clawback(let rate, let until) = content else { return }
        try mustBe(claim, "paid", "recovering", "closed")
        try mustBeAtPeace(claim)
        try mustBeQuiet(number)
        claims[number]!.state = "clawed-back"
        let due = clawedBack(claim, rate: rate, until: until)
        for (party, principal, interest) in due {
            guard party == "fund" else {
                addClawback("clawback-share", principal + interest, of: party, claim)
                continue
            }
            expense(claim, -principal)
            note("4609", interest, on: today)
            addClawback("clawback", principal, of: party, claim)
            addClawback("clawback-interest", interest, of: party, claim)
        }
        giveUp(number)
        restoreThisYear(number)
    }

    private mutating func addClawback(_ kind: String, _ amount: Int, of party: String, _ claim: Claim) {
        if amount > 0 { addLeg(kind, amount, of: party, to: claim.payee, claim, at: now) }
    }

    /// Nothing of the claim may be on its way to anybody.
    private func mustBeQuiet(_ number: Int) throws(No) {
        let isUnderWay = legs(of: number).contains {
            $0.isOpen
                && ($0.run != nil
                    || ["forward", "advance-return", "insurer-return", "chain", "chain-forward"].contains($0.kind))
        }
        let owesMore = claims[number]!.shares.contains { $0.party != "bank" && $0.recovered > $0.settled }
        guard !isUnderWay && !owesMore else { throw No("money-under-way") }
    }

    /// What everybody gets back: what it paid less what came back, and simple interest for the days it was held.
    private func clawedBack(_ claim: Claim, rate: Int, until: Day) -> [(party: String, principal: Int, interest: Int)] {
        let all = legs(of: claim.number).filter { $0.settledOn != nil }
        let paying = ["compensation", "deferred", "forward", "advance", "insurer-advance"]
        return claim.shares.filter { $0.party != "bank" }.compactMap { share in
            let own = all.filter { $0.bearer == share.party }
            // What was set off was never paid: it was in no order.
            let paid =
                share.tier == nil
                ? own.filter { paying.contains($0.kind) && $0.order != nil } : tierPayments(share, claim, all)
            guard !paid.isEmpty else { return nil }
            func days(_ day: Day) -> Int { max(0, until - day) }
            var products = paid.map { $0.amount * days($0.settledOn!) }.reduce(0, +)
            for leg in own where leg.kind == "recovery" || leg.kind == "recovery-forward" {
                products -= leg.amount * days(leg.settledOn!)
            }
            for recovery in recoveries[claim.number] ?? [] where recovery.holder == share.party {
                let part = recovery.principal.first { $0.party == share.party }?.amount ?? 0
                products -= part * days(recovery.receivedOn)
            }
            let interest = (Fraction(max(0, products)) * Fraction(Int128(rate), 3_600_000)).halfUp
            return (share.party, max(0, share.settled - share.recovered), interest)
        }
    }

    /// Of what came up the chain to the guarantor the lowest tier's share counts as paid first: one may bear what another paid.
    private func tierPayments(_ share: Share, _ claim: Claim, _ all: [Leg]) -> [Leg] {
        let tiers = tiers(claim)
        var before = tiers.prefix { $0.party != share.party }.map(\.settled).reduce(0, +)
        var own = share.settled
        let arrived = all.filter { leg in leg.kind == "forward" && tiers.contains { $0.party == leg.bearer } }
        return arrived.sorted { ($0.settledOn!, $0.number) < ($1.settledOn!, $1.number) }.compactMap { leg in
            var part = leg
            let others = min(before, leg.amount)
            before -= others
            part.amount = min(own, leg.amount - others)
            own -= part.amount
            return part.amount > 0 ? part : nil
        }
    }

    /// What has not been paid is not paid any more.
    private mutating func giveUp(_ number: Int) {
        for leg in legs(of: number) where leg.waits {
            guard ["share", "advance", "insurer-advance", "deferred"].contains(leg.kind) else { continue }
            if leg.kind == "deferred" {
                expense(claims[number]!, -leg.amount)
                leaveLine(number, leg.amount)
            }
            legs[leg.number]!.cancelledOn = today
        }
    }
}
