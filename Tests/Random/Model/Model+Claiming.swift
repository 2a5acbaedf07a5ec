import Accounting

extension Model {
    struct Paper: Sendable {
        let borrower, name, contract: String
        let principal: Int
        var collateral = 0
        var uncoveredInterest = 0
        var uncoveredPenalty = 0
        let interestPaidTo, calculatedOn: Day
        var isComplete = true
    }

    mutating func fileClaim(_ paper: Paper, on number: Int, by who: String) throws(No) {
        try need(who, "bank-maker", "bank-checker")
        let loan = try loan(number, of: party(of: who))
        guard let procedure = inForce(loan.programme) else { throw No("F08") }
        try checkNames(paper, loan)
        if loan.openClaim != nil { throw No("C10") }
        try checkLoss(paper, loan)
        let end = (loan.overdueSince ?? loan.matures) + 730
        if received > end && received > Diary.rolled(end) { throw No("C04") }
        let claim = Claim(
            number: claims.count + 1, loan: number, programme: loan.programme, bank: loan.bank,
            borrower: loan.borrower, version: loan.version, procedure: procedure, principal: paper.principal,
            interestPaidTo: paper.interestPaidTo, calculatedOn: paper.calculatedOn, follows: loan.formerClaim)
        claims[claim.number] = claim
        write(paper, on: claim.number)
        loans[number]!.openClaim = claim.number
        provide(claim.number)
    }

    private func checkNames(_ paper: Paper, _ loan: Loan) throws(No) {
        guard paper.borrower == loan.borrower, paper.name == "永川某某有限公司" else { throw No("C01") }
        guard paper.contract == "HT-\(loan.note)" else { throw No("C02") }
    }

    private func checkLoss(_ paper: Paper, _ loan: Loan) throws(No) {
        if ["pending", "declined"].contains(loan.state) { throw No("wrong-state") }
        guard loan.state == "active" else { throw No("C09") }
        let isOverdue = loan.overdueSince.map { today - $0 >= 90 } ?? false
        guard isOverdue || loan.fiveClass >= 3 else { throw No("not-overdue") }
        if let later = loan.later, let since = loan.overdueSince, since > (later.covered ?? loan.matures) + 10 {
            throw No("C06")
        }
        try mustBePast(paper.calculatedOn)
        guard paper.calculatedOn >= paper.interestPaidTo else { throw No("date-implausible") }
        guard paper.principal == loan.balance, paper.interestPaidTo == loan.interestPaidTo else { throw No("C05") }
        guard paper.isComplete else { throw No("C03") }
    }

    private mutating func write(_ paper: Paper, on number: Int) {
        claims[number]!.principal = paper.principal
        claims[number]!.collateral = paper.collateral
        claims[number]!.uncoveredInterest = paper.uncoveredInterest
        claims[number]!.uncoveredPenalty = paper.uncoveredPenalty
        claims[number]!.interestPaidTo = paper.interestPaidTo
        claims[number]!.calculatedOn = paper.calculatedOn
    }

    /// What the books expect of a claim from now on.
    mutating func provide(_ number: Int) {
        let claim = claims[number]!
        let base = Model.loss(claim, claim.version).base
        claims[number]!.estimatedBase = base
        claims[number]!.estimate =
            Model.nominal(base, claim.version).first { $0.party == "fund" }?.amount ?? 0
        expense(claim, claims[number]!.estimate)
    }

    mutating func expense(_ claim: Claim, _ amount: Int) {
        note("5001:\(claim.programme):\(claim.bank)", amount, on: today)
    }

    mutating func admit(_ number: Int, by who: String) throws(No) {
        try need(who, "clerk")
        try mustBe(claim(number), "filed")
        claims[number]!.state = "confirming"
        freeze(number)
    }

    /// Shares in fen, by the parts and then the caps in order.
    mutating func freeze(_ number: Int) {
        var claim = claims[number]!
        let loss = Model.loss(claim, claim.version)
        claim.base = loss.base
        claim.shares = Model.nominal(loss.base, claim.version)
        for cap in claim.version.caps { lower(&claim.shares, by: cap, claim) }
        for place in claim.shares.indices where claim.shares[place].asks {
            claim.shares[place].state =
                claim.shares[place].amount + claim.shares[place].deferred == 0 ? "confirmed" : "pending"
        }
        Model.chain(&claim.shares, claim.version)
        claim.admittedOn = today
        claim.admittedAt = now
        claim.answerBy = Diary.adding(claim.daysLeft ?? claim.procedure.answerDays, to: received)
        claim.daysLeft = nil
        claim.uses = []
        for cap in claim.version.caps {
            let on = claim.shares.filter { cap.on.contains($0.party) }
            let (now, later) = (on.map(\.amount).reduce(0, +), on.map(\.deferred).reduce(0, +))
            let window = account(cap, claim, year: today.year).window
            take(cap, window, cap.defers ? now : now + later, &claim)
            if cap.defers && later > 0 { take(cap, "deferred", later, &claim) }
        }
        claims[number] = claim
        completeIfAnswered(number)
    }

    private func lower(_ shares: inout [Share], by cap: Cap, _ claim: Claim) {
        let room = max(0, limit(cap, year: today.year) - used(cap, claim, year: today.year))
        let places = shares.indices.filter { cap.on.contains(shares[$0].party) }
        let borne = places.map { shares[$0].amount }
        let excess = borne.reduce(0, +) - room
        guard excess > 0 else { return }
        for (place, kept) in zip(places, largest(room, borne)) {
            if cap.defers { shares[place].deferred += shares[place].amount - kept }
            shares[place].amount = kept
        }
        if !cap.defers { shares[shares.firstIndex { $0.party == "bank" }!].amount += excess }
    }

    mutating func completeIfAnswered(_ number: Int) {
        let claim = claims[number]!
        let isDone = claim.shares.allSatisfy { $0.state != "pending" && $0.state != "disputed" }
        if claim.state == "confirming" && isDone { claims[number]!.state = "confirmed" }
    }

    mutating func sendBack(_ number: Int, by who: String) throws(No) {
        try need(who, "clerk")
        let claim = try claim(number)
        try mustBe(claim, "filed", "confirming")
        if claim.state == "confirming" {
            claims[number]!.daysLeft = max(1, Diary.count(after: today, until: claim.answerBy!))
        }
        claims[number]!.state = "returned"
        releaseCaps(number)
    }

    mutating func refile(_ paper: Paper, _ number: Int, revision: Int, by who: String) throws(No) {
        try need(who, "bank-maker", "bank-checker")
        let claim = try claim(number)
        guard claim.bank == party(of: who) else { throw No("unknown-claim") }
        try mustBe(claim, "returned")
        guard revision == claim.revision else { throw No("old-revision") }
        try checkNames(paper, loans[claim.loan]!)
        try checkLoss(paper, loans[claim.loan]!)
        renew(number)
        claims[number]!.state = "filed"
        write(paper, on: number)
        expense(claim, -claim.estimate)
        provide(number)
    }

    /// A revision of which nobody has been asked yet.
    mutating func renew(_ number: Int) {
        claims[number]!.revision += 1
        claims[number]!.base = 0
        claims[number]!.shares = []
        claims[number]!.admittedOn = nil
        claims[number]!.answerBy = nil
        claims[number]!.isEscalated = false
        claims[number]!.proposedBy = nil
    }

    mutating func withdraw(_ number: Int, by who: String) throws(No) {
        try need(who, "bank-maker", "bank-checker")
        let claim = try claim(number)
        guard claim.bank == party(of: who) else { throw No("unknown-claim") }
        try mustBe(claim, "filed", "returned", "confirming", "confirmed")
        end(number, as: "withdrawn")
    }

    mutating func reject(_ number: Int, by who: String) throws(No) {
        try need(who, "clerk")
        try mustBe(claim(number), "filed", "returned", "confirming")
        end(number, as: "rejected")
    }

    mutating func end(_ number: Int, as state: String) {
        let claim = claims[number]!
        claims[number]!.state = state
        releaseCaps(number)
        expense(claim, -claim.estimate)
        loans[claim.loan]!.formerClaim = number
        loans[claim.loan]!.openClaim = nil
    }
}
