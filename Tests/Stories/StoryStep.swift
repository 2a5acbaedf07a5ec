import Accounting

/// An event of a story: who does what.
struct StoryStep: Sendable, Equatable {
    /// `bank-a/maker`.
    let person: String
    let act: Act

    enum Act: Sendable, Equatable {
        case receives(Money, source: String, category: String, voucher: String)
        case proposesTerms(
            String, bearers: [Bearer], advance: String?, chain: [String], rate: String?, breaker: Breaker?,
            file: String?)
        case provesPayment(Int64, Money)
        case claimsUpChain(Int64)
        case adopts(String, version: Int64)
        case files(loan: Int, Money, programme: String, borrower: Int)
        case reports(loan: Int, Money, paidTo: String, overdueSince: String?, fiveClass: Int64)
        case claims(loan: Int, collateral: Money, interest: Money, penalty: Money)
        case attaches(String, claim: Int64)
        case admits(Int64)
        case returns(Int64, code: String)
        case refiles(Int64, loan: Int, revision: Int64)
        case withdraws(Int64)
        case rejects(Int64, code: String)
        case confirms(Int64, revision: Int64)
        case disputes(Int64, code: String, accepted: Money)
        case resolves(Int64, party: String, Money)
        case proposesClaim(Int64)
        case approves(Int64)
        case proposesRun
        case releases(Int64)
        case records(order: Int64, Money)
        case recovers(Int64, Money, costs: Money, of: String)
        case proposesWriteOff(Int64, reason: String)
        case approvesWriteOff(Int64)
        case proposesClawback(Int64, reason: String, rate: String, until: String)
        case approvesClawback(Int64)
        case cures(Int64, Money, leaving: Money)
        case proposesResumption(bank: String, programme: String)
        case approvesResumption(bank: String, programme: String)
        case proposesTrueUp(bank: String, programme: String, year: Int64)
        case approvesTrueUp(bank: String, programme: String, year: Int64)
        case keepsBooks(BookkeepingAct)
        case handlesFilings(FilingAct)
        case registersAccount(String)
        case hears(of: String, [Movement])
        case subsidises(SubsidyAct)
    }

    struct Breaker: Sendable, Equatable {
        let warn, suspend: String
    }

    struct Bearer: Sendable, Equatable {
        let party: String
        let parts: Int
    }

    /// Nil where the words are not understood.
    init?(_ text: Substring) {
        guard let match = text.wholeMatch(of: /([a-z-]+\/[a-z-]+) (.*)/) else { return nil }
        let words = match.2
        guard let act = Act.readers.lazy.compactMap({ $0(words) }).first else { return nil }
        person = String(match.1)
        self.act = act
    }
}

extension StoryStep.Act {
    /// What may understand the words, each its own kind.
    fileprivate static let readers: [@Sendable (Substring) -> StoryStep.Act?] = [
        { StoryStep.Act(money: $0) }, { StoryStep.Act(filing: $0) }, { StoryStep.Act(claiming: $0) },
        { StoryStep.Act(deciding: $0) }, { StoryStep.Act(settling: $0) }, { StoryStep.Act(ending: $0) },
        { StoryStep.Act(chain: $0) }, { StoryStep.Act(breaker: $0) }, { StoryStep.Act(bank: $0) },
        { BookkeepingAct($0).map(StoryStep.Act.keepsBooks) }, { FilingAct($0).map(StoryStep.Act.handlesFilings) },
        { SubsidyAct($0).map(StoryStep.Act.subsidises) },
    ]

    fileprivate init?(money words: Substring) {
        if let match = words.wholeMatch(of: /receives ([\d,.]+) from ([a-z]+) for ([a-z]+), voucher (\S+)/) {
            guard let amount = Money(written: match.1) else { return nil }
            self = .receives(amount, source: String(match.2), category: String(match.3), voucher: String(match.4))
        } else if let match = words.wholeMatch(
            of:
                /proposes terms ([a-z-]+): ([^;]*)(?:; advance ([a-z-]+))?(?:; chain ([a-z-]+(?:, [a-z-]+)?))?(?:; rate ([\d.]+))?(?:; breaker ([\d.]+) and ([\d.]+))?(?:; file ([a-z-]+))?/
        ) {
            let bearers = match.2.split(separator: ", ").compactMap { $0.wholeMatch(of: /([a-z-]+) (\d+)/) }
                .map { StoryStep.Bearer(party: String($0.1), parts: Int($0.2) ?? 0) }
            guard bearers.map({ "\($0.party) \($0.parts)" }).joined(separator: ", ") == match.2 else { return nil }
            let breaker = match.6.flatMap { warn in
                match.7.map { StoryStep.Breaker(warn: String(warn), suspend: String($0)) }
            }
            self = .proposesTerms(
                String(match.1), bearers: bearers, advance: match.3.map(String.init),
                chain: match.4?.split(separator: ", ").map(String.init) ?? [],
                rate: match.5.map(String.init), breaker: breaker, file: match.8.map(String.init))
        } else if let match = words.wholeMatch(of: /adopts terms ([a-z-]+) (\d+)/), let version = Int64(match.2) {
            self = .adopts(String(match.1), version: version)
        } else {
            return nil
        }
    }

    fileprivate init?(filing words: Substring) {
        if let match = words.wholeMatch(of: /files loan (\d+): ([\d,.]+) under ([a-z-]+)(?: for borrower ([1-6]))?/) {
            guard let loan = Int(match.1), let amount = Money(written: match.2), let borrower = Int(match.4 ?? "1")
            else { return nil }
            self = .files(loan: loan, amount, programme: String(match.3), borrower: borrower)
        } else if let match = words.wholeMatch(
            of:
                /reports loan (\d+): ([\d,.]+) left, interest paid to ([\d-]+)(?:, overdue since ([\d-]+))?(?:, class ([1-5]))?/
        ) {
            guard let loan = Int(match.1), let amount = Money(written: match.2), let fiveClass = Int64(match.5 ?? "1")
            else { return nil }
            self = .reports(
                loan: loan, amount, paidTo: String(match.3), overdueSince: match.4.map(String.init),
                fiveClass: fiveClass)
        } else {
            return nil
        }
    }

    fileprivate init?(claiming words: Substring) {
        if let match = words.wholeMatch(
            of: /claims loan (\d+)(?:, collateral ([\d,.]+))?(?:, interest ([\d,.]+))?(?:, penalty ([\d,.]+))?/)
        {
            guard let loan = Int(match.1), let collateral = Money(written: match.2 ?? "0.00"),
                let interest = Money(written: match.3 ?? "0.00"), let penalty = Money(written: match.4 ?? "0.00")
            else { return nil }
            self = .claims(loan: loan, collateral: collateral, interest: interest, penalty: penalty)
        } else if let match = words.wholeMatch(
            of: /recovers ([\d,.]+) on claim (\d+)(?:, costs ([\d,.]+) of ([a-z-]+))?/)
        {
            guard let amount = Money(written: match.1), let claim = Int64(match.2),
                let costs = Money(written: match.3 ?? "0.00")
            else { return nil }
            self = .recovers(claim, amount, costs: costs, of: match.4.map(String.init) ?? "")
        } else {
            return nil
        }
    }

    fileprivate init?(deciding words: Substring) {
        if let match = words.wholeMatch(of: /disputes claim (\d+): (D\d\d), accepts ([\d,.]+)/) {
            guard let claim = Int64(match.1), let accepted = Money(written: match.3) else { return nil }
            self = .disputes(claim, code: String(match.2), accepted: accepted)
        } else if let match = words.wholeMatch(of: /resolves ([a-z-]+) of claim (\d+): ([\d,.]+)/) {
            guard let claim = Int64(match.2), let amount = Money(written: match.3) else { return nil }
            self = .resolves(claim, party: String(match.1), amount)
        } else if let match = words.wholeMatch(of: /confirms claim (\d+)(?:, revision (\d+))?/),
            let claim = Int64(match.1), let revision = Int64(match.2 ?? "1")
        {
            self = .confirms(claim, revision: revision)
        } else if let match = words.wholeMatch(of: /(returns|rejects) claim (\d+): (C\d\d)/), let claim = Int64(match.2)
        {
            let code = String(match.3)
            self = match.1 == "returns" ? .returns(claim, code: code) : .rejects(claim, code: code)
        } else if let match = words.wholeMatch(of: /refiles claim (\d+) on loan (\d+), revision (\d+)/),
            let claim = Int64(match.1), let loan = Int(match.2), let revision = Int64(match.3)
        {
            self = .refiles(claim, loan: loan, revision: revision)
        } else if let match = words.wholeMatch(of: /attaches ([a-z-]+) to claim (\d+)/), let claim = Int64(match.2) {
            self = .attaches(String(match.1), claim: claim)
        } else if let match = words.wholeMatch(of: /(admits|withdraws|proposes|approves) claim (\d+)/),
            let claim = Int64(match.2)
        {
            switch match.1 {
            case "admits": self = .admits(claim)
            case "withdraws": self = .withdraws(claim)
            case "proposes": self = .proposesClaim(claim)
            default: self = .approves(claim)
            }
        } else {
            return nil
        }
    }

    fileprivate init?(settling words: Substring) {
        if words == "proposes run" {
            self = .proposesRun
        } else if let match = words.wholeMatch(of: /releases run (\d+)/), let run = Int64(match.1) {
            self = .releases(run)
        } else if let match = words.wholeMatch(of: /records order (\d+): ([\d,.]+)/), let order = Int64(match.1),
            let amount = Money(written: match.2)
        {
            self = .records(order: order, amount)
        } else {
            return nil
        }
    }
}
