import Accounting
import Clearing

extension CheckedClaim {
    /// What the claim's fen do on accounts, as `Ledger/postings.yaml` books its events.
    func expect(_ loan: Loan, _ terms: Terms, _ expected: inout ExpectedBalances) {
        let programme = claim.filed.programme
        if isDecided {
            expectOwed(programme, &expected)
            expectPassing(&expected)
        } else if claim.state.isUnderWay {
            expected.add("2601:\(programme)", claim.estimate.fen)
            expected.add("9005:\(programme):\(claim.filed.bank)", claim.estimatedBase.fen)
        }
        for use in claim.uses {
            guard let cap = terms.caps.first(where: { $0.id == use.cap }) else { continue }
            expected.add(cap.account(programme, use.window), use.amount.fen)
        }
    }

    /// What the fund owes the bank, and what it has paid and not got back.
    private func expectOwed(_ programme: String, _ expected: inout ExpectedBalances) {
        let number = claim.number
        if let fund = claim.fundShare {
            let owed = fund.amount.fen &- fund.settled.fen
            expected.add("2302:\(claim.payee):\(number)", owed)
            let deferred = fund.deferred.fen &- cancelled(.deferred, of: Share.fund)
            expected.add("2302.09:\(claim.payee):\(number)", deferred)
            expected.add("9002:\(programme)", owed &+ deferred)
            expectRight(fund, &expected)
        }
        for leg in legs where leg.settledOn == nil {
            switch leg.kind {
            case .advanceReturn: expected.add("1218.01:\(leg.bearer):\(number)", leg.amount.fen)
            case .insurerReturn: expected.add("1218.04:\(leg.bearer):\(number)", leg.amount.fen)
            default: break
            }
        }
        for leg in legs
        where [.clawback, .clawbackInterest, .trueUp].contains(leg.kind) && leg.settledOn == nil {
            expected.add("1218.03:\(leg.counterparty):\(number)", leg.amount.fen)
        }
        for leg in legs where leg.kind == .recovery && leg.settledOn == nil {
            expected.add("1218.02:\(leg.counterparty):\(number)", leg.amount.fen)
        }
    }

    /// What the fund may still ask of the borrower; what came back of a part that is not paid yet is no right against it.
    private func expectRight(_ fund: Share, _ expected: inout ExpectedBalances) {
        let right = max(0, fund.settled.fen &- fund.recovered.fen)
        switch claim.state {
        case .writtenOff: expected.add("9003:\(claim.number)", right)
        case .clawedBack: break
        default:
            expected.add("1231:\(claim.number)", right)
            expected.add("1239:\(claim.number)", right)
        }
    }

    /// What other bearers owe, and what of it lies in the clearing account.
    private func expectPassing(_ expected: inout ExpectedBalances) {
        let number = claim.number
        expectChain(&expected)
        for share in claim.shares where share.asksBearer && !share.isUpChain {
            let collected = sum([.share], of: share.party, isSettled: true)
            let isMet = share.party == claim.payee && !claim.awaitsAdvance
            let ended =
                collected &+ sum([.advance], of: share.party, isSettled: true) &+ cancelled(.share, of: share.party)
                &+ cancelled(.advance, of: share.party)
            expected.add(
                "9006:\(share.party):\(number)", isMet ? 0 : share.undisputed.fen &+ truedUp(share.party) &- ended)
            expected.add(
                "2305:\(claim.payee):\(number)", collected &- sum([.forward], of: share.party, isSettled: true))
        }
        let inward: Set<Leg.Kind> = [.recoveryShare, .clawbackShare, .trueUpShare]
        for bearer in Set(legs.filter { inward.contains($0.kind) }.map(\.bearer)) {
            expected.add(
                "2307.02:\(bearer):\(number)",
                sum(inward, of: bearer, isSettled: true)
                    &- sum([.recoveryForward, .clawbackForward, .trueUpForward], of: bearer, isSettled: true))
        }
    }
}

extension Terms.Cap {
    fileprivate func account(_ programme: String, _ window: String) -> String {
        "9007:\(self.window == .poolYear ? "pool" : programme):\(id):\(window)"
    }
}
