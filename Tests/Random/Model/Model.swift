import Accounting

/// A refusal, by its code.
struct No: Error, Equatable {
    let code: String

    init(_ code: String) { self.code = code }
}

/// What an accountant with a notebook would know of the book: plain dictionaries, one rule after another as RULES says it, and
/// nothing of the code it is held against.
struct Model: Sendable {
    var today: Day
    /// Of the day; the clock of a run never goes back.
    var minute: Int
    var people: [String: Person] = [:]
    var suspended: Set<String> = []
    var credentials: [String: Bool] = [:]
    /// By programme, oldest first.
    var versions: [String: [Version]] = [:]
    var loans: [Int: Loan] = [:]
    var claims: [Int: Claim] = [:]
    var legs: [Int: Leg] = [:]
    var recoveries: [Int: [Recovery]] = [:]
    var recoveryCount = 0
    var runs: [Int: Run] = [:]
    var orders: [Int: Order] = [:]
    var proposals: [String: [Proposal]] = [:]
    /// By claim, in the order they came.
    var files: [Int: [File]] = [:]
    var lines: [Int: Line] = [:]
    /// By id, with all they say.
    var statements: [String: String] = [:]
    var shownOn: [String: (day: Day, closing: Int)] = [:]
    /// Accounts that may not fall below zero.
    var accounts: [String: Int] = [:]
    /// What is taken of each cap, by account.
    var caps: [String: Int] = [:]
    var poolCeiling = 0
    /// By programme and bank.
    var breakers: [String: Breaker] = [:]
    /// Principal, income and expense, by the day they count.
    var dated: [Dated] = []
    var closedUntil: Day?
    /// Whether anything was ever dated before the day it was said: the books of a day gone by may then want something that
    /// only came later, and such a day is not closed.
    var isBackdated = false
    /// Entries that may be undone, by subject; numbers are learned from the product.
    var entries: [String: Plain] = [:]
    var entryNumbers: [String: Int] = [:]
    var references = 0
    /// Of the recovery that is being shared out, in the order its holder owes them.
    var parts: [(party: String, amount: Int)] = []

    var now: Int { Int(today.number) * 1440 + minute }
    /// After 17:00, or on a rest day, a paper counts the next working day.
    var received: Day { Diary.rolled(minute > 17 * 60 ? today + 1 : today) }

    struct Person: Sendable {
        let party: String
        let roles: Set<String>
        var isActive = true
    }

    struct Version: Sendable {
        var number = 0
        let programme: String
        let from: Day
        let interestDays: Int
        let bearers: [Bearer]
        let caps: [Cap]
        let perBorrower: Int?
        let answerDays: Int
        let isDeemed: Bool
        let advance: String?
        let chain: [String]
        let isShared: Bool
        /// 见保即贷: the guarantor decides, the bank lends afterwards.
        let isPromised: Bool
        var state = "proposed"
        var proposedBy = ""
    }

    struct Bearer: Sendable {
        let party: String
        let parts: Int
    }

    struct Cap: Sendable {
        let id: String
        let on: [String]
        /// Fen for a borrower for ever; nil takes ten percent of the pool as the year opened, and defers.
        let limit: Int?
        var defers: Bool { limit == nil }
    }

    struct Dated: Sendable {
        let account: String
        let day: Day
        let amount: Int
    }

    struct Plain: Sendable {
        let event: String
        let day: Day
        /// What undoing it takes away, by account.
        let effects: [(account: String, amount: Int)]
    }

    struct Proposal: Sendable {
        var state = "proposed"
        let by: String
        let content: Content

        enum Content: Sendable {
            case note
            case clawback(rate: Int, until: Day)
            case transfer(from: String, to: String, amount: Int)
            case close
            case reopen(Day?)
            case reverse(Day?)
        }
    }
}

extension Model {
    func need(_ who: String, _ roles: String...) throws(No) {
        guard let person = people[who], person.isActive else { throw No("person-inactive") }
        guard !person.roles.isDisjoint(with: roles) else { throw No("role-missing") }
    }

    func party(of who: String) -> String { String(who.split(separator: "/")[0]) }

    func mustBePast(_ day: Day) throws(No) {
        guard day <= today else { throw No("date-implausible") }
    }

    func mustBeOpen(_ day: Day) throws(No) {
        if let closedUntil, day <= closedUntil { throw No("period-closed") }
    }

    mutating func propose(_ matter: String, _ content: Proposal.Content, by who: String) {
        if let last = proposals[matter]?.indices.last, proposals[matter]![last].state == "proposed" {
            proposals[matter]![last].state = "replaced"
        }
        proposals[matter, default: []].append(Proposal(by: who, content: content))
    }

    mutating func adopt(_ matter: String, by who: String) throws(No) -> Proposal.Content {
        guard let last = proposals[matter]?.indices.last, proposals[matter]![last].state == "proposed" else {
            throw No("nothing-proposed")
        }
        guard proposals[matter]![last].by != who else { throw No("four-eyes") }
        proposals[matter]![last].state = "adopted"
        return proposals[matter]![last].content
    }

    /// What `play` leads to, or the code it is refused with; a refusal leaves no trace.
    func after(_ play: (inout Model) throws(No) -> Void) -> (code: String?, model: Model) {
        var next = self
        do throws(No) {
            try play(&next)
            try next.checkLimits()
            return (nil, next)
        } catch {
            return (error.code, self)
        }
    }

    /// No account outside its limits; of several, the first by name is told of.
    private func checkLimits() throws(No) {
        for (account, balance) in accounts.sorted(by: { $0.key < $1.key }) where balance < 0 {
            throw No(account.hasPrefix("1002") ? "cash-short" : "limit-reached")
        }
    }

    func balance(_ account: String, until day: Day) -> Int {
        dated.filter { $0.account == account && $0.day <= day }.map(\.amount).reduce(0, +)
    }

    mutating func note(_ account: String, _ amount: Int, on day: Day) {
        guard amount != 0 else { return }
        dated.append(Dated(account: account, day: day, amount: amount))
    }
}
