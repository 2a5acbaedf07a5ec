/// What a bank loses of what it files: at half of it the bureau is told, at four fifths its filings stop.
extension Model {
    struct Breaker: Sendable {
        var moves = 0
        var state = "open"
        /// What was filed and lost when it moved last.
        var rate = Rate(filed: 0, lost: 0)
    }

    struct Rate: Sendable {
        var filed, lost: Int

        func reaches(_ over: Int, _ under: Int) -> Bool { filed > 0 && lost * under >= over * filed }
    }

    func rate(_ programme: String, _ bank: String) -> Rate {
        let filed = loans.values.filter { loan in
            loan.programme == programme && loan.bank == bank && !["pending", "declined"].contains(loan.state)
        }.map(\.principal)
        let lost = claims.values.filter {
            $0.programme == programme && $0.bank == bank && $0.approvedOn != nil && $0.state != "clawed-back"
        }.map { $0.shares.map { $0.amount + $0.deferred - $0.recovered }.reduce(0, +) }
        return Rate(filed: filed.reduce(0, +), lost: lost.reduce(0, +))
    }

    /// A claim was approved: the rate was `before`.
    mutating func watch(_ claim: Claim, before: Rate) {
        let key = "\(claim.programme)/\(claim.bank)"
        let last = breakers[key]
        let after = rate(claim.programme, claim.bank)
        guard last?.state != "suspended" else { return }
        if after.reaches(4, 5) {
            let isWorse = last.map { after.lost * $0.rate.filed > $0.rate.lost * after.filed } ?? true
            let isPutUpWith = last?.state == "resumed" && before.reaches(4, 5) && !isWorse
            if !isPutUpWith { move(key, to: "suspended", after) }
        } else if after.reaches(1, 2), last == nil || !before.reaches(1, 2) {
            move(key, to: "warned", after)
        }
    }

    private mutating func move(_ key: String, to state: String, _ rate: Rate) {
        breakers[key] = Breaker(moves: (breakers[key]?.moves ?? 0) + 1, state: state, rate: rate)
    }

    private func mustBeSuspended(_ programme: String, _ bank: String) throws(No) {
        guard versions[programme] != nil else { throw No("unknown-terms") }
        guard breakers["\(programme)/\(bank)"]?.state == "suspended" else { throw No("wrong-state") }
    }

    mutating func proposeResumption(_ programme: String, _ bank: String, by who: String) throws(No) {
        try need(who, "clerk")
        try mustBeSuspended(programme, bank)
        propose("resume breaker/\(programme)/\(bank)", .note, by: who)
    }

    mutating func approveResumption(_ programme: String, _ bank: String, by who: String) throws(No) {
        try need(who, "approver")
        try mustBeSuspended(programme, bank)
        _ = try adopt("resume breaker/\(programme)/\(bank)", by: who)
        move("\(programme)/\(bank)", to: "resumed", rate(programme, bank))
    }
}
