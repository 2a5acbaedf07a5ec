import Accounting
import Clearing

extension Books {
    /// Books the legs of an order gross, as far as the money that moved reaches, and lets what follows from them fall due.
    ///
    /// What the order pays out is settled whole; what it collects, by that and by the money that came in, oldest first, the
    /// last in part. `received` is below nothing where the order pays.
    mutating func settle(_ order: PaymentOrder, received: Money, from source: MoneySource = .bank, on day: Day)
        throws(Refusal)
    {
        let open = legs(of: order).filter { $0.settledOn == nil && $0.cancelledOn == nil }
        try fetchClaims(of: open)
        let netted = open.filter(\.kind.isPayable).map(\.amount).total
        var cash = source == .bank ? netted + received : netted
        var parked = source == .bank ? .zero : received
        for leg in open {
            guard !leg.kind.isPayable else {
                try settle(leg, on: day)
                continue
            }
            var rest: Leg? = leg
            try settle(&rest, upTo: &cash, from: .bank, on: day)
            try settle(&rest, upTo: &parked, from: .parked, on: day)
        }
        // Where legs are still to be fetched, what was done here counts for nothing.
        precondition(cash + parked == .zero || !missing.isEmpty, "an order takes no more than its legs")
    }

    /// Books as much of a leg as there is money for; the rest stays in its order.
    private mutating func settle(
        _ leg: inout Leg?, upTo money: inout Money, from source: MoneySource, on day: Day
    ) throws(Refusal) {
        guard let whole = leg, money > .zero else { return }
        let (part, rest) = parts(of: whole, at: min(whole.amount, money), keepingOrder: true)
        try settle(part, from: source, on: day)
        money -= part.amount
        leg = rest
    }

    /// Books one leg, and lets what follows from it fall due.
    mutating func settle(_ leg: Leg, from source: MoneySource = .bank, on day: Day) throws(Refusal) {
        if let subsidy = leg.subsidy { return try settle(leg, of: subsidy, from: source, on: day) }
        var leg = leg
        var claim = try claim(leg.claim)
        if source == .bank { try book(leg, of: claim, on: day) } else { try bookParked(leg, of: claim, on: day) }
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
        case .chain:
            passOn(leg, as: .chainForward, to: claim.payee(of: leg), on: day)
        case .recoveryShare:
            passOn(leg, as: .recoveryForward, to: leg.bearer, on: day)
        case .clawbackShare:
            passOn(leg, as: .clawbackForward, to: leg.bearer, on: day)
        case .trueUpShare:
            passOn(leg, as: .trueUpForward, to: leg.bearer, on: day)
        case .recovery, .recoveryForward, .clawback, .clawbackInterest, .clawbackForward, .advanceReturn,
            .insurerReturn, .trueUp, .trueUpForward, .subsidy, .subsidyReturn, .rebate, .rebateReturn,
            .chainForward:
            break
        }
        leg.settledOn = day
        save(leg)
        if leg.kind == .share { openNextTier(of: &claim) }
        save(claim)
    }

    /// All claims at once, so that an order of a hundred claims is not a hundred round trips.
    private mutating func fetchClaims(of legs: [Leg]) throws(Refusal) {
        var first: Refusal?
        for leg in legs where leg.subsidy == nil {
            do throws(Refusal) { _ = try claim(leg.claim) } catch { first = first ?? error }
        }
        if let first { throw first }
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
            case .share, .chain: ["party": leg.counterparty, "payee": claim.payee(of: leg), "claim": number]
            case .forward: ["payee": payee, "claim": number]
            case .chainForward: ["payee": leg.counterparty, "claim": number]
            case .recovery: ["holder": leg.counterparty, "claim": number]
            case .recoveryShare, .recoveryForward, .clawbackShare, .clawbackForward, .trueUpShare, .trueUpForward:
                ["party": leg.bearer, "claim": number]
            case .clawback, .clawbackInterest, .trueUp: ["party": leg.counterparty, "claim": number]
            case .advance, .advanceReturn: ["party": leg.bearer, "claim": number]
            case .insurerAdvance, .insurerReturn: ["insurer": leg.bearer, "claim": number]
            case .subsidy, .subsidyReturn, .rebate, .rebateReturn: preconditionFailure("a subsidy's leg is of no claim")
            }
        try post(
            isPriorYear(leg, of: claim, on: day) ? "\(leg.kind.event)-prior-year" : leg.kind.event, about: subject,
            on: day,
            dimensions, leg.amounts)
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
        case .clawback, .trueUp: ["principal": amount, "interest": .zero]
        case .clawbackInterest: ["principal": .zero, "interest": amount]
        default: ["amount": amount]
        }
    }
}
