import Accounting

extension Model {
    struct Loan: Sendable {
        let number: Int
        let programme: String
        let version: Version
        let bank, borrower, note, business: String
        let principal: Int
        let disbursed, matures: Day
        var filedOn: Day
        var state = "active"
        /// Whose word it waits for: `guarantor`, then `bureau`.
        var awaits: String?
        /// The guarantor that is asked; nil where nobody was.
        var guarantor: String?
        var balance: Int
        var reported: Day
        var interestPaidTo: Day
        var fiveClass = 1
        var overdueSince: Day?
        /// Whether the bank has said anything of it since it was filed.
        var isUntouched = true
        var openClaim: Int?
        var formerClaim: Int?
        var later: (until: Day, covered: Day?, proposedBy: String?)?

        var maturesNow: Day { later?.until ?? matures }
    }

    struct Claim: Sendable {
        let number: Int
        let loan: Int
        let programme, bank, borrower: String
        let version: Version
        let procedure: Version
        var state = "filed"
        var revision = 1
        var principal: Int
        var collateral = 0
        var interestPaidTo: Day
        var calculatedOn: Day
        var uncoveredInterest = 0
        var uncoveredPenalty = 0
        var follows: Int?
        var estimate = 0
        var estimatedBase = 0
        var base = 0
        var shares: [Share] = []
        var uses: [Use] = []
        var admittedOn: Day?
        var admittedAt = 0
        var answerBy: Day?
        var daysLeft: Int?
        var isEscalated = false
        var proposedBy: String?
        var approvedOn: Day?
        var paidOn: Day?
        var advancedBy: String?
        var advancedOn: Day?

        var isUnderWay: Bool { ["filed", "returned", "confirming", "confirmed"].contains(state) }
        var payee: String { advancedBy == nil || advancedBy == "fund" ? bank : advancedBy! }
        var awaitsAdvance: Bool { payee != bank && advancedOn == nil }
        var isInDispute: Bool { shares.contains { $0.state == "disputed" } }
        /// Nobody is waited for, but for what is in dispute.
        var isReady: Bool {
            state == "confirmed" || state == "confirming" && shares.allSatisfy { $0.state != "pending" }
        }

        func place(of party: String) -> Int? { shares.firstIndex { $0.party == party } }
    }

    struct Share: Sendable {
        let party: String
        var amount: Int
        var deferred = 0
        var state = "confirmed"
        var accepted: Int?
        var settled = 0
        var recovered = 0
        /// Where a guarantor pays for it first.
        var tier: Tier?

        var asks: Bool { party != "bank" && party != "fund" }
        var undisputed: Int { state == "disputed" ? accepted ?? 0 : amount }
    }

    struct Use: Sendable {
        let cap, window: String
        var amount: Int
    }

    func loan(_ number: Int, of bank: String) throws(No) -> Loan {
        guard let loan = loans[number], loan.bank == bank else { throw No("unknown-loan") }
        return loan
    }

    func claim(_ number: Int) throws(No) -> Claim {
        guard let claim = claims[number] else { throw No("unknown-claim") }
        return claim
    }

    func mustBe(_ claim: Claim, _ states: String...) throws(No) {
        guard states.contains(claim.state) else { throw No("wrong-state") }
    }

    func mustBeAtPeace(_ claim: Claim) throws(No) {
        if claim.isInDispute { throw No("dispute-open") }
        try mustHaveClosedChain(claim)
    }
}
