import Accounting
import Clearing

extension Books {
    /// The year's rate caps of the version in force on its last day, those whose excess is the bank's, each with what goes back.
    mutating func trueUps(of year: TrueUp.Year) throws(Refusal) -> [TrueUp] {
        let (bank, programme) = (year.portfolio.bank, year.portfolio.programme)
        guard let last = Day(year: year.year, month: 12, day: 31),
            let terms = reference.procedure(of: programme, on: last)?.terms
        else { throw Refusal(.unknownTerms) }
        let numbers = claims(in: year)
        guard haveAll(claims: Set(numbers)) else { throw Refusal(.unknownClaim) }
        var work = YearWork(terms: terms)
        for number in numbers { work.claims[number] = try claim(number) }
        return terms.caps.filter(\.isTruedUp).map { cap in
            // A year that released nothing leaves no room at all.
            let limit = limit(of: cap, bank: bank, programme, premium: nil, on: last)?.amount ?? .zero
            let used = holding(cap.account(programme, year.window)).balance - work.restored[cap.id, default: .zero]
            let trueUp = TrueUp(
                cap, limit: limit, used: max(.zero, used), window: year.window, claims: Array(work.claims.values))
            for part in trueUp.parts { work.take(part) }
            return trueUp
        }
    }

    /// One bearer's part of one claim goes back from the bank: the fund's becomes a receivable, another's passes through the
    /// clearing account.
    mutating func giveBack(_ part: TrueUp.Part, at now: Moment) throws(Refusal) {
        var claim = try claim(part.claim)
        let isFund = part.party == Share.fund
        claim.trueUp([(part.party, part.amount)])
        if isFund {
            try post(
                "true-up-decided", about: "claim/\(claim.number)", on: now.day,
                [
                    "party": claim.filed.bank, "programme": claim.filed.programme, "bank": claim.filed.bank,
                    "claim": "\(claim.number)",
                ], ["amount": part.amount])
        }
        try restoreCaps(of: &claim, party: part.party, by: part.amount, on: now.day)
        add(
            Leg(
                number: next(\.leg), kind: isFund ? .trueUp : .trueUpShare, counterparty: claim.filed.bank,
                claim: claim.number, bearer: part.party, amount: part.amount, dueOn: now.day, acceptedAt: now))
        save(claim)
    }
}

/// Claims as the caps looked at so far will leave them, so that two caps do not ask for the same fen.
private struct YearWork {
    let terms: Terms
    var claims: [Int64: Claim] = [:]
    var restored: [String: Money] = [:]

    mutating func take(_ part: TrueUp.Part) {
        claims[part.claim]?.trueUp([(part.party, part.amount)])
        for cap in terms.caps where cap.on.contains(part.party) {
            let given = claims[part.claim]?.restore(cap: cap.id, by: part.amount) ?? []
            restored[cap.id, default: .zero] += given.map(\.amount).total
        }
    }
}

extension Terms.Cap {
    /// Whether its cover was provisional: a rate of one bank's year whose excess the bank bears.
    fileprivate var isTruedUp: Bool {
        guard case .rate = limit else { return false }
        return window == .bankYear && excess == .to(Share.bank)
    }
}
