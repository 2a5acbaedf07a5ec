import Accounting
import Clearing
import JSON

/// What is left under the limits of a programme today, and what a claim would come to: looked at before anything is filed.
public struct Headroom: JSONRepresentable, Sendable {
    let version: TermsVersion
    let day: Day
    let limits: [Room]
    let caps: [CapRoom]
    let trial: Trial?

    /// A limit on what may be filed, or be under way.
    struct Room: Sendable {
        let account: String
        let limit: Money?
        let used: Money
    }

    /// A cap on what claims may cost. Window, limit and use are there as far as bank, borrower and loan are named.
    struct CapRoom: Sendable {
        let cap: Terms.Cap
        let window: String?
        let limit: Money?
        let used: Money?
    }

    /// What a claim of today would come to.
    struct Trial: Sendable {
        let loss: SharedLoss
        let steps: [Explanation.Step]
    }

    /// For whom the room is looked at.
    public struct Ask: Sendable {
        public let version: TermsVersion
        public let bank, borrower: String?
        /// A loan that might be claimed, and what is claimed of it.
        public let claim: (loan: Loan, facts: Claim.Facts)?

        public init(
            version: TermsVersion, bank: String?, borrower: String?, claim: (loan: Loan, facts: Claim.Facts)? = nil
        ) {
            self.version = version
            self.bank = bank
            self.borrower = borrower
            self.claim = claim
        }
    }

    public var json: JSON {
        [
            "programme": .string(version.terms.programme), "terms_version": .integer(Int64(version.version)),
            "day": .day(day),
            "limits": .array(limits.map(\.json)), "caps": .array(caps.map(\.json)), "claim": trial?.json ?? .null,
        ]
    }
}

extension Books {
    /// Looks at the room, changing nothing. What was not at hand is in `missing` afterwards, and the answer counts for
    /// nothing then.
    public mutating func headroom(_ ask: Headroom.Ask, on day: Day) -> Headroom {
        let terms = ask.version.terms
        var limits = filingLimits(of: terms, bank: ask.bank, borrower: ask.borrower).map { filing in
            Headroom.Room(account: filing.account.text, limit: filing.limit, used: holding(filing.account).balance)
        }
        if let bank = ask.bank, let account = AccountName("9005:\(terms.programme):\(bank)") {
            limits.append(
                Headroom.Room(account: account.text, limit: terms.claim.underWayLimit, used: holding(account).balance))
        }
        return Headroom(
            version: ask.version, day: day, limits: limits, caps: terms.caps.map { room(under: $0, ask, on: day) },
            trial: ask.claim.map { trial($0.facts, of: $0.loan, terms, on: day) })
    }

    private mutating func room(under cap: Terms.Cap, _ ask: Headroom.Ask, on day: Day) -> Headroom.CapRoom {
        let loan = ask.claim?.loan
        let window: String? =
            switch cap.window {
            case .claim: nil
            case .borrower: ask.borrower
            case .borrowerYear: ask.borrower.map { "\($0)-\(day.year)" }
            case .bankYear: ask.bank.map { "\($0)-\(day.year)" }
            case .bank: ask.bank
            case .poolYear: "\(day.year)"
            case .policy: loan.map { "\($0.number)" }
            }
        let limit = limit(of: cap, bank: ask.bank, ask.version.terms.programme, premium: loan?.premium, on: day)
        let used = window.map { usage(of: cap, ask.version.terms.programme, $0) }
        return Headroom.CapRoom(cap: cap, window: window, limit: limit?.amount, used: used)
    }

    private mutating func trial(_ facts: Claim.Facts, of loan: Loan, _ terms: Terms, on day: Day) -> Headroom.Trial {
        // A number no claim has, so that a cap on single claims is found unused.
        let claim = Claim(number: 0, filed: facts, estimate: .zero, estimatedBase: .zero)
        let caps = caps(of: terms, for: claim, loan, on: day).compactMap(\.applied)
        var explanation = Explanation(isWanted: true)
        let loss = terms.sharing.share(facts.loss(at: loan.filed.rate), caps: caps, explaining: &explanation)
        return Headroom.Trial(loss: loss, steps: explanation.steps)
    }
}

extension Headroom.Room {
    fileprivate var json: JSON {
        [
            "account": .string(account), "limit": .number(limit?.fen), "used": .fen(used),
            "left": .number(limit.map { max(.zero, $0 - used).fen }),
        ]
    }
}

extension Headroom.CapRoom {
    fileprivate var json: JSON {
        let left = limit.flatMap { limit in used.map { max(.zero, limit - $0).fen } }
        return [
            "cap": .string(cap.id), "on": cap.on.json, "counts": .string(cap.window.rawValue), "window": .text(window),
            "limit": .number(limit?.fen), "used": .number(used?.fen), "left": .number(left), "excess": cap.excess.json,
        ]
    }
}

extension Headroom.Trial {
    fileprivate var json: JSON {
        [
            "principal": .fen(loss.principal), "interest": .fen(loss.interest), "base": .fen(loss.base),
            "shares": .array(loss.shares.map(\.json)), "explain": steps.json,
        ]
    }
}
