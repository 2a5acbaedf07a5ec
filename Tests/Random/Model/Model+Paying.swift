import Accounting

extension Model {
    mutating func record(_ number: Int, _ amount: Int, on day: Day, by who: String) throws(No) {
        try need(who, "clerk")
        try mustBePast(day)
        guard let order = orders[number] else { throw No("unknown-order") }
        guard day >= runs[order.run]!.due else { throw No("date-implausible") }
        let id = order.endToEndId
        try pay(number, amount)
        addLine(order.category, order.direction == "pay" ? "debit" : "credit", amount, called: id, order: number)
    }

    /// One leg is paid: cash moves, the share is settled, and what follows from it falls due.
    mutating func settleLeg(_ number: Int, isParked: Bool = false) {
        let leg = legs[number]!
        let account = isParked ? "2307.09" : Model.cash(leg.category)
        accounts[account, default: 0] -= isParked || leg.isPayable ? leg.amount : -leg.amount
        legs[number]!.settledOn = today
        switch leg.kind {
        case "compensation": settle(leg.claim, "fund", leg.amount)
        case "deferred":
            resume(leg.claim, leg.amount)
            settle(leg.claim, "fund", leg.amount)
        case "forward", "advance", "insurer-advance": settle(leg.claim, leg.bearer, leg.amount)
        default: break
        }
        if leg.kind == "chain" {
            let claim = claims[leg.claim]!
            let claimant = claim.shares[claim.place(of: leg.bearer)!].tier!.claimant!
            addLeg("chain-forward", leg.amount, of: leg.bearer, to: claimant, claim, at: leg.acceptedAt)
        }
        guard let next = Leg.following[leg.kind] else { return }
        addLeg(
            next.kind, leg.amount, of: leg.bearer, to: next.toBearer ? leg.bearer : claims[leg.claim]!.payee,
            claims[leg.claim]!, at: leg.acceptedAt)
        if leg.kind == "share" { openNextTier(leg.claim) }
    }

    mutating func settle(_ number: Int, _ party: String, _ amount: Int) {
        claims[number]!.shares[claims[number]!.place(of: party)!].settled += amount
        payIfSettled(number)
    }

    /// What was put off becomes payable.
    mutating func resume(_ number: Int, _ amount: Int) {
        let fund = claims[number]!.place(of: "fund")!
        claims[number]!.shares[fund].amount += amount
        claims[number]!.shares[fund].deferred -= amount
    }

    mutating func reportAdvance(_ number: Int, _ amount: Int, on day: Day, by who: String) throws(No) {
        try need(who, "bearer-maker", "bearer-checker")
        let claim = try claim(number)
        let party = party(of: who)
        guard let place = claim.place(of: party), claim.shares[place].asks else { throw No("unknown-claim") }
        guard claim.advancedBy == party else { throw No("wrong-state") }
        try mustBePast(day)
        guard day >= loans[claim.loan]!.disbursed else { throw No("date-implausible") }
        if received > day + 120 && received > Diary.rolled(day + 120) { throw No("C04") }
        let publicPart = claim.shares.filter { $0.party != "bank" }.map { $0.amount + $0.deferred }.reduce(0, +)
        guard amount == publicPart else { throw No("amount-mismatch") }
        guard ["approved", "paid", "recovering"].contains(claim.state), claim.awaitsAdvance else {
            throw No("wrong-state")
        }
        claims[number]!.advancedOn = day
        settle(number, party, claim.shares[place].amount)
        fallDue(number)
        openTier(number, to: party, paidOn: day)
    }

    /// An insurer's legs that the fund may pay first; in a run only what stands in a notice of its own.
    private func insurersLegs(_ number: Int) throws(No) -> [Leg] {
        let owed = legs(of: number).filter { $0.kind == "share" && $0.isOpen && $0.bearer == "insurer" }
        guard !owed.isEmpty else { throw No("nothing-due") }
        for order in Set(owed.compactMap(\.order)).map({ orders[$0]! }) {
            let leaving = owed.filter { $0.order == order.number }.map(\.amount).reduce(0, +)
            guard order.direction == "collect", order.state == "issued", order.amount >= leaving else {
                throw No("money-under-way")
            }
        }
        return owed
    }

    mutating func proposeInsurerAdvance(_ number: Int, by who: String) throws(No) {
        try need(who, "clerk")
        _ = try claim(number)
        _ = try insurersLegs(number)
        propose("insurer-advance claim/\(number)", .note, by: who)
    }

    mutating func approveInsurerAdvance(_ number: Int, by who: String) throws(No) {
        try need(who, "approver")
        let claim = try claim(number)
        _ = try adopt("insurer-advance claim/\(number)", by: who)
        for leg in try insurersLegs(number) {
            if let order = leg.order {
                orders[order]!.amount -= leg.amount
                if orders[order]!.amount == 0 { orders[order]!.state = "paid" }
            }
            legs[leg.number]!.cancelledOn = today
            addLeg("insurer-advance", leg.amount, of: leg.bearer, to: claim.payee, claim, at: leg.acceptedAt)
        }
    }
}
