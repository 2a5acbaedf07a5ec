import Accounting
import Clearing

/// Legs that are paid together: one, or all of a programme that shares a shortage.
private struct PaymentLine {
    var legs: [Leg]
    let isShared: Bool
}

extension Books {
    /// The legs a run can bear: all but those the pool has no money, or no room this year, for. What an earlier run carried
    /// over comes first. Then first come, first paid, the last one in part; or, where the terms say so, all of a programme by
    /// largest (RULES §7). The rest stays due.
    mutating func affordable(_ due: [Leg], on day: Day) throws(Refusal) -> [Leg] {
        let committed = unpaidLegs().filter { $0.category == .risk && $0.kind.isPayable }.map(\.amount).total
        var cash = max(.zero, holding(AccountName("1002.01")!).balance - committed)
        var taken = due.filter { $0.category == .clearing || !$0.kind.isPayable }
        taken += affordableSubsidies(due, .subsidy) + affordableSubsidies(due, .rebate)
        for line in try lines(of: due.filter { $0.category == .risk && $0.kind.isPayable }) {
            let amounts = try amounts(for: line, within: cash, on: day)
            for (leg, amount) in zip(line.legs, amounts) {
                if line.isShared && amount == .zero { carry(leg) }
                guard amount > .zero else { continue }
                let paid = split(leg, at: amount, carrying: line.isShared)
                if leg.kind == .deferred { try useYear(for: paid, on: day) }
                cash -= paid.amount
                taken.append(paid)
            }
        }
        return taken
    }

    /// A programme's legs stand where its oldest stands; carried ones before the rest.
    private mutating func lines(of legs: [Leg]) throws(Refusal) -> [PaymentLine] {
        guard reference.terms.values.joined().contains(where: { $0.terms.pay.shortage == .proRata }) else {
            return legs.map { PaymentLine(legs: [$0], isShared: false) }
        }
        guard haveAll(claims: Set(legs.map(\.claim))) else { throw Refusal(.unknownClaim) }
        var lines: [PaymentLine] = []
        var places: [String: Int] = [:]
        for leg in legs.filter(\.isCarried) + legs.filter({ !$0.isCarried }) {
            let claim = try claim(leg.claim)
            let version = try loan(claim.filed.loan).termsVersion
            let terms = reference.terms(of: claim.filed.programme, version: version)?.terms
            let key = "\(claim.filed.programme) \(leg.isCarried)"
            if terms?.pay.shortage == .proRata, let place = places[key] {
                lines[place].legs.append(leg)
            } else {
                let isShared = terms?.pay.shortage == .proRata
                if isShared { places[key] = lines.count }
                lines.append(PaymentLine(legs: [leg], isShared: isShared))
            }
        }
        return lines
    }

    /// What of each leg can be paid: the year's room over those that wait for a year, then the cash over all.
    private mutating func amounts(for line: PaymentLine, within cash: Money, on day: Day) throws(Refusal) -> [Money] {
        var wanted = line.legs.map(\.amount)
        let waiting = line.legs.indices.filter { line.legs[$0].kind == .deferred }
        if let first = waiting.first {
            let room = try yearRoom(for: line.legs[first], on: day)
            let shares = waiting.map { wanted[$0] }.atMost(room)
            for (place, share) in zip(waiting, shares) { wanted[place] = share }
        }
        return wanted.atMost(cash)
    }

    private mutating func carry(_ leg: Leg) {
        var carried = leg
        carried.isCarried = true
        save(carried)
    }
}

extension [Money] {
    /// The amounts, or what is there of them by largest.
    fileprivate func atMost(_ available: Money) -> [Money] {
        guard total > available else { return self }
        guard available > .zero else { return map { _ in .zero } }
        return available.largest(over: map(\.fen))
    }
}
