import Accounting

extension Model {
    mutating func answer(_ number: Int, revision: Int, disputing accepted: Int? = nil, by who: String) throws(No) {
        try need(who, "bearer-maker", "bearer-checker")
        let claim = try claim(number)
        guard let place = claim.place(of: party(of: who)), claim.shares[place].asks else { throw No("unknown-claim") }
        if claim.shares[place].state == "up-chain" { throw No("wrong-state") }
        let asked = claim.shares[place].tier?.asked
        guard claim.state == "confirming" || asked != nil else {
            throw No(claim.shares[place].state == "pending" ? "wrong-state" : "already-answered")
        }
        guard revision == claim.revision else { throw No("old-revision") }
        guard claim.shares[place].state == "pending" else { throw No("already-answered") }
        if let accepted, accepted >= asked ?? claim.shares[place].amount { throw No("above-share") }
        claims[number]!.shares[place].state = accepted == nil ? "confirmed" : "disputed"
        claims[number]!.shares[place].accepted = accepted ?? asked ?? claim.shares[place].amount
        if let asked { grant(accepted ?? asked, party(of: who), number) }
        completeIfAnswered(number)
    }

    mutating func passSilence(_ number: Int, revision: Int, isClock: Bool) throws(No) {
        guard isClock else { throw No("role-missing") }
        let claim = try claim(number)
        guard revision == claim.revision else { throw No("old-revision") }
        let isLate = claim.answerBy.map { $0 < today } ?? false
        guard claim.state == "confirming", !claim.isEscalated, isLate,
            claim.shares.contains(where: { $0.state == "pending" })
        else { throw No("wrong-state") }
        guard claim.procedure.isDeemed else {
            claims[number]!.isEscalated = true
            return
        }
        for place in claim.shares.indices where claim.shares[place].state == "pending" {
            claims[number]!.shares[place].state = "deemed"
            claims[number]!.shares[place].accepted = claim.shares[place].amount
        }
        completeIfAnswered(number)
    }

    mutating func resolve(_ number: Int, _ party: String, to amount: Int, by who: String) throws(No) {
        try need(who, "clerk")
        let claim = try claim(number)
        if let place = claim.place(of: party), claim.shares[place].tier?.asked != nil {
            return try resolveUpChain(number, party, to: amount)
        }
        let isUnsettled = (claim.state == "approved" || claim.state == "paid") && claim.isInDispute
        guard claim.state == "confirming" || isUnsettled else { throw No("wrong-state") }
        guard let place = claim.place(of: party) else { throw No("unknown-party") }
        let share = claim.shares[place]
        guard share.state == "disputed" || share.state == "pending" && claim.isEscalated else {
            throw No("not-disputed")
        }
        guard (share.accepted ?? 0)...share.amount ~= amount else { throw No("above-share") }
        claims[number]!.shares[place].amount = amount
        claims[number]!.shares[place].state = "resolved"
        claims[number]!.shares[claim.place(of: "bank")!].amount += share.amount - amount
        completeIfAnswered(number)
        restoreCaps(number, party, by: share.amount - amount)
        if claim.approvedOn != nil, amount > share.undisputed {
            addLeg("share", amount - share.undisputed, of: party, to: party, claims[number]!, at: claim.admittedAt)
        }
    }

    mutating func proposeApproval(_ number: Int, by who: String) throws(No) {
        try need(who, "clerk")
        guard try claim(number).isReady else { throw No("wrong-state") }
        claims[number]!.proposedBy = who
    }

    mutating func approve(_ number: Int, by who: String) throws(No) {
        try need(who, "approver")
        let claim = try claim(number)
        guard claim.isReady, let proposer = claim.proposedBy else { throw No("wrong-state") }
        guard proposer != who else { throw No("four-eyes") }
        let before = rate(claim.programme, claim.bank)
        moveYears(number)
        if claim.version.advance != nil && claim.isInDispute { throw No("dispute-open") }
        claims[number]!.state = "approved"
        claims[number]!.approvedOn = today
        if let advance = claim.version.advance, let place = claim.place(of: advance),
            advance == "fund" || claims[number]!.shares[place].amount > 0 || !tiers(claim).isEmpty
        {
            claims[number]!.advancedBy = advance
        }
        expense(claim, owed(claims[number]!) - claim.estimate)
        loans[claim.loan]!.state = "compensated"
        fallDue(number)
        payIfSettled(number)
        watch(claim, before: before)
    }

    /// The fund's part, put off or not.
    func owed(_ claim: Claim) -> Int {
        claim.place(of: "fund").map { claim.shares[$0].amount + claim.shares[$0].deferred } ?? 0
    }

    mutating func payIfSettled(_ number: Int) {
        let claim = claims[number]!
        let isDone = claim.place(of: "fund").map { claim.shares[$0].settled == claim.shares[$0].amount } ?? true
        guard claim.state == "approved", isDone else { return }
        claims[number]!.state = "paid"
        claims[number]!.paidOn = today
    }

    /// A claim on a principal that has fallen is another claim: worked out again, asked again.
    mutating func fall(_ number: Int, to report: Report) {
        let claim = claims[number]!
        if report.balance == 0 { return end(number, as: "withdrawn") }
        guard differs(claim, report) else { return }
        releaseCaps(number)
        renew(number)
        claims[number]!.principal = report.balance
        claims[number]!.interestPaidTo = report.interestPaidTo
        claims[number]!.calculatedOn = max(claim.calculatedOn, report.interestPaidTo)
        claims[number]!.approvedOn = nil
        expense(claim, -claim.estimate)
        provide(number)
        guard claim.state == "confirming" || claim.state == "confirmed" else { return }
        claims[number]!.state = "confirming"
        claims[number]!.daysLeft = nil
        freeze(number)
    }

    /// An approval falls away while nothing of it is under way.
    mutating func loseApproval(_ number: Int) throws(No) {
        let claim = claims[number]!
        let due = legs(of: number)
        guard due.allSatisfy(\.waits), claim.advancedOn == nil else { throw No("money-under-way") }
        for leg in due {
            legs[leg.number]!.cancelledOn = today
            legs[leg.number]!.isVoid = true
        }
        loans[claim.loan]!.state = "active"
        expense(claim, claim.estimate - owed(claim))
        claims[number]!.state = "confirmed"
        claims[number]!.proposedBy = nil
        claims[number]!.approvedOn = nil
        claims[number]!.advancedBy = nil
    }
}
