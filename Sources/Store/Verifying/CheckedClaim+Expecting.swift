import Accounting
import Clearing

extension CheckedClaim {
    /// What the claim's fen do on accounts, as `Ledger/postings.yaml` books its events.
    func expect(_ loan: Loan, _ terms: Terms, _ expected: inout ExpectedBalances) {
        let programme = claim.filed.programme
        if isDecided {
            expectOwed(programme, &expected)
            expectPassing(&expected)
        } else {
            expected.add("2601:\(programme)", claim.estimate.fen)
            expected.add("9005:\(programme):\(claim.filed.bank)", claim.estimatedBase.fen)
        }
        for use in claim.uses {
            guard let cap = terms.caps.first(where: { $0.id == use.cap }) else { continue }
            expected.add(cap.account(programme, use.window), use.amount.fen)
        }
        expectLaterYears(terms, &expected)
    }

    /// What the fund owes the bank, and what it has paid and not got back.
    private func expectOwed(_ programme: String, _ expected: inout ExpectedBalances) {
        let number = claim.number
        if let fund = claim.fundShare {
            let owed = fund.amount.fen &- fund.settled.fen
            expected.add("2302:\(claim.filed.bank):\(number)", owed)
            expected.add("2302.09:\(claim.filed.bank):\(number)", fund.deferred.fen)
            expected.add("9002:\(programme)", owed &+ fund.deferred.fen)
            let subrogated = fund.settled.fen &- fund.recovered.fen
            expected.add("1231:\(number)", subrogated)
            expected.add("1239:\(number)", subrogated)
        }
        for recovery in recoveries {
            let part = recovery.parts.filter { $0.party == Share.fund }.map(\.amount).total
            let handedOver = legs.filter {
                $0.kind == .recovery && $0.recovery == recovery.number && $0.settledOn != nil
            }
            expected.add("1218.02:\(recovery.holder):\(number)", part.fen &- handedOver.map(\.amount).total.fen)
        }
    }

    /// What other bearers owe, and what of it lies in the clearing account.
    private func expectPassing(_ expected: inout ExpectedBalances) {
        let number = claim.number
        for share in claim.shares where share.asksBearer {
            let collected = sum([.share], of: share.party, isSettled: true)
            expected.add("9006:\(share.party):\(number)", share.amount.fen &- collected)
            expected.add(
                "2305:\(claim.filed.bank):\(number)", collected &- sum([.forward], of: share.party, isSettled: true))
        }
        for bearer in Set(legs.filter { $0.kind == .recoveryShare }.map(\.bearer)) {
            expected.add(
                "2307.02:\(bearer):\(number)",
                sum([.recoveryShare], of: bearer, isSettled: true)
                    &- sum([.recoveryForward], of: bearer, isSettled: true))
        }
    }

    /// What a year's limit had put off takes its headroom in the year of the run that pays it.
    private func expectLaterYears(_ terms: Terms, _ expected: inout ExpectedBalances) {
        guard let cap = terms.caps.first(where: { $0.excess == .deferred && $0.on.contains(Share.fund) }) else {
            return
        }
        for leg in legs where leg.kind == .deferred {
            guard let run = leg.run, let day = runDays[run] else { continue }
            expected.add(cap.account(claim.filed.programme, window(of: cap, on: day)), leg.amount.fen)
        }
    }

    private func window(of cap: Terms.Cap, on day: Day) -> String {
        switch cap.window {
        case .claim: "\(claim.number)"
        case .borrower: claim.filed.borrower
        case .borrowerYear: "\(claim.filed.borrower)-\(day.year)"
        case .bankYear: "\(claim.filed.bank)-\(day.year)"
        case .poolYear: "\(day.year)"
        case .policy: "\(claim.filed.loan)"
        }
    }
}

extension Terms.Cap {
    fileprivate func account(_ programme: String, _ window: String) -> String {
        "9007:\(self.window == .poolYear ? "pool" : programme):\(id):\(window)"
    }
}
