import Accounting
import JSON

/// What happens in the demonstration, in order: on which day, who does what, and why.
struct Scenario: Sendable {
    let book, chinese, english: String
    let isBudgetary: Bool
    /// Starting packs to be proposed by one person and adopted by another.
    let programmes: [String]
    let termsProposedBy, termsAdoptedBy: String
    let opensOn: Day
    let scenes: [Scene]

    struct Scene: Sendable {
        let on: Day
        let chinese, english: String
        let step: Step
    }

    enum Step: Sendable {
        /// `record-appropriation`; the body as the API takes it.
        case appropriate(by: String, body: JSON, voucher: String)
        case fileLoans
        case reportBalances
        case fileClaims(ClosedRange<Int>)
        case admitClaims(ClosedRange<Int>, by: String)
        case confirmShares(ClosedRange<Int>)
        case disputeShare(claim: Int, by: String, body: JSON)
        case resolveShare(claim: Int, party: String, by: String, body: JSON)
        case proposeApprovals(ClosedRange<Int>, by: String)
        case approveClaims(ClosedRange<Int>, by: String)
        case proposeRun(by: String, dueOn: Day)
        case releaseRun(Int64, by: String)
        case recordPayments(run: Int64, by: String)
        /// The fund's own account for a category is registered; the body as the API takes it.
        case registerAccount(by: String, body: JSON)
        /// The bank carries out a run's payment file and answers with messages of its own, which a clerk hands in.
        case bankAnswers(run: Int64, by: String)
        case reportRecovery(claim: Int, by: String, body: JSON)
        case refuse(Refusal)
    }

    /// A request that must be refused, and how.
    struct Refusal: Sendable {
        let command, by, code: String
        let status: Int
        let claim: Int?
        let run: Int64?
        /// Nil where `file-claim` sends the claim's own line, with `change` made to it.
        let body: JSON?
        let change: JSON?
    }
}
