import Accounting
import Clearing

extension CheckedClaim {
    /// What must hold within a claim.
    func check(_ loan: Loan, _ terms: Terms, _ findings: inout Findings) {
        let name = "claim \(claim.number)"
        checkLoss(name, loan, terms, &findings)
        for share in claim.shares { check(share, "\(name) share of \(share.party)", &findings) }
        if isDecided { checkLegs(name, &findings) }
        for recovery in recoveries { check(recovery, &findings) }
        checkSetOffs(name, &findings)
        let isUnderWay = claim.state.isUnderWay
        let isDropped = claim.state == .withdrawn || claim.state == .rejected
        if isDecided == (isUnderWay || isDropped) {
            findings.add(name, "is \(claim.state.rawValue) and that does not fit its approval", "状态与批准不符")
        }
        if isUnderWay && loan.openClaim != claim.number {
            findings.add(name, "is under way and loan \(loan.number) does not know it", "在办而贷款 \(loan.number) 未载明")
        }
        if isDropped && loan.openClaim == claim.number {
            findings.add(name, "has ended and loan \(loan.number) is held by it", "已终止而贷款 \(loan.number) 仍载明")
        }
        if !claim.uses.isEmpty && !claim.state.holdsShares {
            findings.add(name, "is \(claim.state.rawValue) and takes of a cap", "状态为 \(claim.state.rawValue) 而仍占用限额")
        }
    }

    /// The loss is worked out again from what was filed; the shares add up to it (RULES §10, invariant 3).
    private func checkLoss(_ name: String, _ loan: Loan, _ terms: Terms, _ findings: inout Findings) {
        let facts = claim.filed
        let loss = Loss(
            principal: facts.principal, collateralProceeds: facts.collateralProceeds, named: facts.named,
            annualRate: loan.filed.rate,
            interestPaidTo: facts.interestPaidTo, calculatedOn: facts.calculatedOn)
        let shared = terms.sharing.share(loss)
        findings.compare(name, ("estimated base", "预计损失基数"), claim.estimatedBase.fen, shared.base.fen, .terms)
        let fund = shared.shares.first { $0.party == Share.fund }?.amount ?? .zero
        findings.compare(name, ("estimate", "预计基金分担额"), claim.estimate.fen, fund.fen, .terms)
        guard claim.admittedAt != nil else { return }
        findings.compare(name, ("base", "损失基数"), claim.base.fen, shared.base.fen, .terms)
        findings.compare(name, ("interest", "利息"), claim.interest.fen, shared.interest.fen, .terms)
        let shares = claim.shares.reduce(Int64(0)) { $0 &+ $1.amount.fen &+ $1.deferred.fen }
        findings.compare(name, ("base", "损失基数"), claim.base.fen, shares, .shares)
    }

    private func check(_ share: Share, _ name: String, _ findings: inout Findings) {
        let settled =
            if share.party == Share.fund {
                sum([.compensation, .deferred], isSettled: true) &- truedUp(Share.fund)
            } else if share.party == claim.payee {
                claim.awaitsAdvance ? 0 : share.amount.fen
            } else {
                sum([.forward, .advance, .insurerAdvance], of: share.party, isSettled: true) &- truedUp(share.party)
            }
        if !share.isUpChain { findings.compare(name, ("settled", "已结清"), share.settled.fen, settled, .legs) }
        let recovered = recoveries.flatMap(\.parts).reduce(Int64(0)) {
            $1.kind == .principal && $1.party == share.party ? $0 &+ $1.amount.fen : $0
        }
        findings.compare(name, ("recovered", "已追回"), share.recovered.fen, recovered, .parts)
        if share.recovered > share.amount + share.deferred {
            findings.add(name, "more was recovered than borne", "追回额大于分担额")
        }
    }

    /// The legs of an approved claim are its shares, and what came in went on.
    private func checkLegs(_ name: String, _ findings: inout Findings) {
        for share in claim.shares
        where share.party != Share.bank && share.party != claim.payee && !claim.awaitsAdvance && !share.isUpChain {
            let name = "\(name) share of \(share.party)"
            if share.party == Share.fund {
                let whole = share.amount.fen &+ share.deferred.fen
                findings.compare(
                    name, ("amount", "金额"), whole &+ truedUp(Share.fund), sum([.compensation, .deferred]), .legs)
                findings.compare(
                    name, ("deferred", "递延"), share.deferred.fen, sum([.deferred], isSettled: false), .legs)
            } else {
                findings.compare(
                    name, ("amount", "金额"), share.undisputed.fen &+ truedUp(share.party),
                    sum([.share, .advance], of: share.party), .legs)
                findings.compare(
                    name, ("passed on", "转付"), sum([.forward], of: share.party),
                    sum([.share], of: share.party, isSettled: true), .legs)
            }
        }
        checkAdvances(name, &findings)
        checkChain(name, &findings)
        checkPassedOn("\(name) recovery", .recoveryShare, .recoveryForward, &findings)
        checkPassedOn("\(name) clawback", .clawbackShare, .clawbackForward, &findings)
        checkPassedOn("\(name) true-up", .trueUpShare, .trueUpForward, &findings)
        for leg in legs where leg.cancelledOn != nil && leg.settledOn != nil {
            findings.add("leg \(leg.number)", "is given up and paid", "既已撤销又已支付")
        }
    }

    /// What the fund paid first is asked of whom it paid for; for an insurer, what the insurer is no longer asked for.
    private func checkAdvances(_ name: String, _ findings: inout Findings) {
        checkPassedOn("\(name) advance", .advance, .advanceReturn, &findings)
        checkPassedOn("\(name) insurer's advance", .insurerAdvance, .insurerReturn, &findings)
        guard claim.state != .clawedBack else { return }
        for bearer in Set(legs.filter { $0.kind == .insurerAdvance }.map(\.bearer)).sorted() {
            findings.compare(
                "\(name) insurer's advance for \(bearer)", ("amount", "金额"), sum([.insurerAdvance], of: bearer),
                cancelled(.share, of: bearer), .legs)
        }
    }

    /// What came in for a bearer went on to it.
    private func checkPassedOn(_ name: String, _ inward: Leg.Kind, _ onward: Leg.Kind, _ findings: inout Findings) {
        for bearer in Set(legs.filter { $0.kind == inward || $0.kind == onward }.map(\.bearer)).sorted() {
            findings.compare(
                "\(name) of \(bearer)", ("passed on", "转付"), sum([onward], of: bearer),
                sum([inward], of: bearer, isSettled: true), .legs)
        }
    }

    /// What the holder owes: to the fund its part, less what was set off against a deferred share; to every other its own; to
    /// the payee also what was set off.
    private func check(_ recovery: Recovery, _ findings: inout Findings) {
        let name = "recovery \(recovery.number)"
        let parts = recovery.parts.map(\.amount).total + recovery.surplus
        findings.compare(name, ("gross", "总额"), recovery.gross.fen, parts.fen, .parts)
        let others = recovery.parts.filter { $0.party != Share.fund && bearer($0.party) != recovery.holder }.map(
            \.amount
        ).total
        let toPayee = recovery.holder == claim.payee ? 0 : setOff(of: recovery)
        let legs = legs.filter { $0.recovery == recovery.number && $0.kind == .recoveryShare }
        findings.compare(name, ("owed to others", "应付他方"), others.fen &+ toPayee, legs.map(\.amount).total.fen, .legs)
    }

    /// What of a recovery paid the fund's deferred share instead of the fund.
    private func setOff(of recovery: Recovery) -> Int64 {
        let part = recovery.parts.filter { $0.party == Share.fund }.map(\.amount).total
        let owed = legs.filter { $0.recovery == recovery.number && $0.kind == .recovery }.map(\.amount).total
        return part.fen &- owed.fen
    }

    /// Legs that were settled without an order are deferred ones that recoveries paid, or owed to the fund's accounts and paid
    /// by a receipt that was unidentified at first.
    private func checkSetOffs(_ name: String, _ findings: inout Findings) {
        let unordered = legs.filter { $0.settledOn != nil && $0.order == nil }
        for leg in unordered where leg.kind != .deferred && leg.kind.isPayable {
            findings.add("leg \(leg.number)", "is settled without an order", "无指令而已结清")
        }
        let paid = unordered.filter { $0.kind == .deferred }.map(\.amount).total
        let given = recoveries.reduce(Int64(0)) { $0 &+ setOff(of: $1) }
        findings.compare(name, ("set off out of recoveries", "以追偿回款抵付"), given, paid.fen, .legs)
    }
}
