import Accounting
import Clearing

/// Caps as accounts: what claims have taken of a cap in a window stands on 9007, its limit is that account's ceiling, so
/// that not even a wrong caller takes more.
extension Books {
    /// The caps of a claim's terms as they stand today, with the account each counts on. A rate cap of which nothing has been
    /// released yet has no base to count on: it lowers nobody's share, cover being provisional until the year's true-up, but
    /// what is taken meanwhile counts.
    mutating func caps(of terms: Terms, for claim: Claim, _ loan: Loan, on day: Day) -> [StandingCap] {
        terms.caps.map { cap in
            let window = claim.window(of: cap, on: day)
            let limit = limit(of: cap, bank: loan.filed.bank, terms.programme, premium: loan.premium, on: day)
            let used = usage(of: cap, terms.programme, window)
            return StandingCap(
                terms: cap, window: window, account: cap.account(terms.programme, window),
                applied: limit.map { cap.applied(limit: $0, used: used) })
        }
    }

    /// What counts against a cap in a window. What a yearly limit has put off and no year has paid yet is first in line for
    /// whatever headroom there is, so newer claims find that much less.
    mutating func usage(of cap: Terms.Cap, _ programme: String, _ window: String) -> Money {
        let used = max(.zero, holding(cap.account(programme, window)).balance)
        guard cap.excess == .deferred else { return used }
        return used + holding(cap.account(programme, Claim.CapUse.putOff)).balance
    }

    /// A cap's limit on a day; nil where it has none to count on, or where the bank or the premium it takes is not named.
    mutating func limit(
        of cap: Terms.Cap, bank: String?, _ programme: String, premium: Money?, on day: Day
    ) -> AppliedCap.Limit? {
        switch cap.limit {
        case .amount(let amount):
            return .amount(amount)
        case .rate(let rate, let factor, let of):
            let year = cap.isYearly ? day.year : nil
            guard let released = bank.map({ released($0, programme, in: year) }), !released.isEmpty else { return nil }
            let principalDays = released.reduce(UInt128(0)) {
                // A year of days leaves the principal itself.
                $0 + UInt128($1.principal.fen) * UInt128(of == .plain ? 365 : max(0, $1.days))
            }
            return .rate(RateLimit(rate: rate, factor: factor, principalDays: principalDays))
        case .percentOfOpeningPool(let percent):
            return .amount(openingPool(day.year).percent(percent))
        case .percentOfPremium(let percent):
            return premium.map { .amount($0.percent(percent)) }
        }
    }

    /// Books what a claim takes of a cap: headroom of its window, or a place in line for a later year's.
    mutating func take(_ use: Claim.CapUse, of cap: StandingCap, for claim: Claim, on day: Day) throws(Refusal) {
        guard use.amount > .zero else { return }
        if use.window != Claim.CapUse.putOff, let limit = cap.applied?.limit.amount {
            setCeiling(cap.account, max(limit, holding(cap.account).balance + use.amount))
        }
        try post(
            "cap-used", about: "claim/\(claim.number)", on: day,
            cap.terms.dimensions(claim.filed.programme, use.window),
            ["amount": use.amount])
    }

    /// Books what a claim gives back of a cap.
    mutating func giveBack(_ use: Claim.CapUse, of cap: Terms.Cap, for claim: Claim, on day: Day) throws(Refusal) {
        try post(
            "cap-restored", about: "claim/\(claim.number)", on: day, cap.dimensions(claim.filed.programme, use.window),
            ["amount": use.amount])
    }

    /// Gives back what a party's fen had used of every cap it is under: after a dispute, or a recovery. `setOff` of them had
    /// only been put off: they count under the other caps, and took nothing of the yearly limit.
    mutating func restoreCaps(
        of claim: inout Claim, party: String, by amount: Money, setOff: Money = .zero, on day: Day
    ) throws(Refusal) {
        guard amount > .zero else { return }
        let loan = try loan(claim.filed.loan)
        guard let terms = reference.terms(of: claim.filed.programme, version: loan.termsVersion)?.terms else {
            preconditionFailure("a loan is filed under terms that are kept for ever")
        }
        for cap in terms.caps where cap.on.contains(party) {
            let used = cap.excess == .deferred ? amount - setOff : amount
            for given in claim.restore(cap: cap.id, by: used) { try giveBack(given, of: cap, for: claim, on: day) }
        }
    }
}

/// A cap on the day of a claim: its terms, its window, its account, its headroom.
struct StandingCap {
    let terms: Terms.Cap
    let window: String
    let account: AccountName
    /// Nil while the cap has no base to count on.
    let applied: AppliedCap?

    /// What the cap leaves of an amount.
    func room(for amount: Money) -> Money { applied.map { min(amount, $0.headroom) } ?? amount }

    /// What a shared loss takes of the cap. What another cap has put off is owed all the same, so it counts; what this one
    /// puts off waits for a later year.
    func uses(_ loss: SharedLoss) -> [Claim.CapUse] {
        let borne = loss.borne(by: terms.on)
        let putOff = loss.putOff(of: terms.on)
        guard terms.excess == .deferred else { return [use(borne + putOff)] }
        return [use(borne)] + (putOff > .zero ? [self.putOff(putOff)] : [])
    }

    func use(_ amount: Money) -> Claim.CapUse { Claim.CapUse(cap: terms.id, window: window, amount: amount) }

    func putOff(_ amount: Money) -> Claim.CapUse {
        Claim.CapUse(cap: terms.id, window: Claim.CapUse.putOff, amount: amount)
    }
}

extension Terms.Cap {
    /// A pool's yearly limit is one for all programmes; every other cap is its programme's own.
    func dimensions(_ programme: String, _ window: String) -> [String: String] {
        ["programme": self.window == .poolYear ? "pool" : programme, "cap": id, "window": window]
    }

    func account(_ programme: String, _ window: String) -> AccountName {
        guard let name = AccountName("9007:\(self.window == .poolYear ? "pool" : programme):\(id):\(window)") else {
            preconditionFailure("programmes, caps and windows are named by letters, digits, '.', '_' and '-'")
        }
        return name
    }

    var isYearly: Bool { window == .borrowerYear || window == .bankYear || window == .poolYear }
}

extension Claim {
    /// What a cap adds up over, as a part of an account's name. Years are those of the day given.
    func window(of cap: Terms.Cap, on day: Day) -> String {
        switch cap.window {
        case .claim: "\(number)"
        case .borrower: filed.borrower
        case .borrowerYear: "\(filed.borrower)-\(day.year)"
        case .bankYear: "\(filed.bank)-\(day.year)"
        case .bank: filed.bank
        case .poolYear: "\(day.year)"
        case .policy: "\(filed.loan)"
        }
    }
}

extension Money {
    /// Floored to the fen.
    func percent(_ percent: Ratio) -> Money {
        Money(fen: Int64(Int128(fen) * Int128(percent.billionths) / 100_000_000_000))
    }
}

extension Loan {
    /// The fee or premium of the whole term: principal × fee rate × days / 365, half up.
    var premium: Money {
        guard let rate = filed.feeRate else { return .zero }
        let product = Int128(filed.principal.fen) * Int128(rate.billionths) * Int128(filed.matures - filed.disbursed)
        let divisor: Int128 = 365 * 1_000_000_000
        return Money(fen: Int64((product + divisor / 2) / divisor))
    }
}
