import Accounting
import Clearing

extension Books {
    /// Books every leg of a paid order gross, and lets what follows from it fall due.
    mutating func settle(_ order: PaymentOrder, on day: Day, at now: Moment) throws(Refusal) {
        for var leg in legs(of: order) {
            var claim = try claim(leg.claim)
            try book(leg, of: claim, on: day)
            switch leg.kind {
            case .compensation:
                try claim.settle(leg.amount, of: Share.fund, on: day)
                try recordSubrogation(of: claim, on: day)
            case .deferred:
                claim.resume(leg.amount)
                try claim.settle(leg.amount, of: Share.fund, on: day)
                try recordSubrogation(of: claim, on: day)
            case .advance, .insurerAdvance:
                try advance(leg, &claim, on: day)
            case .forward:
                try claim.settle(leg.amount, of: leg.bearer, on: day)
            case .share:
                passOn(leg, as: .forward, to: claim.payee, on: day)
            case .recoveryShare:
                passOn(leg, as: .recoveryForward, to: leg.bearer, on: day)
            case .clawbackShare:
                passOn(leg, as: .clawbackForward, to: leg.bearer, on: day)
            case .recovery, .recoveryForward, .clawback, .clawbackInterest, .clawbackForward, .advanceReturn,
                .insurerReturn:
                break
            }
            leg.settledOn = day
            save(leg)
            save(claim)
        }
    }

    /// The fund has paid for another: the payee has that share, and the bearer owes it to the fund.
    private mutating func advance(_ leg: Leg, _ claim: inout Claim, on day: Day) throws(Refusal) {
        if leg.kind == .advance { try endShare(of: leg.bearer, leg.amount, claim, on: day) }
        try claim.settle(leg.amount, of: leg.bearer, on: day)
        passOn(leg, as: leg.kind == .advance ? .advanceReturn : .insurerReturn, to: leg.bearer, on: day)
    }

    private mutating func book(_ leg: Leg, of claim: Claim, on day: Day) throws(Refusal) {
        let subject = "claim/\(claim.number)"
        let number = "\(claim.number)"
        let payee = claim.payee
        if leg.kind == .deferred {
            try post(
                "compensation-resumed", about: subject, on: day, ["payee": payee, "claim": number],
                ["amount": leg.amount])
        }
        let dimensions: [String: String] =
            switch leg.kind {
            case .compensation, .deferred: ["programme": claim.filed.programme, "payee": payee, "claim": number]
            case .share: ["party": leg.bearer, "payee": payee, "claim": number]
            case .forward: ["payee": payee, "claim": number]
            case .recovery: ["holder": leg.counterparty, "claim": number]
            case .recoveryShare, .recoveryForward, .clawbackShare, .clawbackForward:
                ["party": leg.bearer, "claim": number]
            case .clawback, .clawbackInterest: ["party": leg.counterparty, "claim": number]
            case .advance, .advanceReturn: ["party": leg.bearer, "claim": number]
            case .insurerAdvance, .insurerReturn: ["insurer": leg.bearer, "claim": number]
            }
        // Money back for an outlay of an earlier year is budget income of this one.
        let isBack = leg.kind == .recovery || leg.kind == .clawback || leg.kind == .clawbackInterest
        let isPriorYear = isBack && claim.paidOn.map { $0.year < day.year } ?? false
        try post(
            isPriorYear ? "\(leg.kind.event)-prior-year" : leg.kind.event, about: subject, on: day, dimensions,
            leg.amounts)
    }

    /// The fund's right against the borrower is for what it has paid and not got back (account 1231; once written off, 9003);
    /// `recovered` is about to be taken off it.
    mutating func recordSubrogation(
        of claim: Claim, before recovered: Money = .zero, isWrittenOff: Bool? = nil, on day: Day
    ) throws(Refusal) {
        guard let fund = claim.fundShare else { return }
        let isWrittenOff = isWrittenOff ?? (claim.state == .writtenOff)
        let right = max(.zero, fund.settled - fund.recovered) + recovered
        let recorded = holding(AccountName("\(isWrittenOff ? "9003" : "1231"):\(claim.number)")!).balance
        let more = max(.zero, right - recorded)
        let (subject, dimensions) = ("claim/\(claim.number)", ["claim": "\(claim.number)"])
        try post("subrogation-recorded", about: subject, on: day, dimensions, ["amount": more])
        if isWrittenOff { try post("write-off", about: subject, on: day, dimensions, ["amount": more]) }
    }

    /// What follows from a leg falls due with the next run: money that came in for somebody goes on to them, what was paid for
    /// somebody is asked of them.
    private mutating func passOn(_ leg: Leg, as kind: Leg.Kind, to party: String, on day: Day) {
        add(
            Leg(
                number: next(\.leg), kind: kind, counterparty: party, claim: leg.claim, recovery: leg.recovery,
                bearer: leg.bearer,
                amount: leg.amount, dueOn: day, acceptedAt: leg.acceptedAt))
    }
}

extension Leg {
    /// The amounts of the event that books it.
    fileprivate var amounts: [String: Money] {
        switch kind {
        case .clawback: ["principal": amount, "interest": .zero]
        case .clawbackInterest: ["principal": .zero, "interest": amount]
        default: ["amount": amount]
        }
    }
}
