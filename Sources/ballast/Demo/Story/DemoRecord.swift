import Accounting
import JSON

/// What the demonstration was answered, as far as its report tells of it.
struct DemoRecord: Sendable {
    /// Loans as they were last answered, by business number.
    var loans: [String: JSON] = [:]
    /// Claims by their line in claims.csv.
    var claims: [Int: ClaimRecord] = [:]
    var disputes: [Dispute] = []
    /// Runs as they were last answered, by number.
    var runs: [Int64: JSON] = [:]
    var recoveries: [JSON] = []
    /// What the bank sent, and what the service made of it, in order.
    var bank: [(message: BankMessage, answer: JSON)] = []
    var refused: [Refused] = []
    /// What was expected and did not come, in both languages.
    var misses: [DemoProblem] = []

    struct ClaimRecord: Sendable {
        let number: Int64
        /// As it was admitted: the shares that expected.csv speaks of.
        var admitted: JSON = .null
        /// Bearers that have answered for their share.
        var answered: Set<String> = []
        /// As it was last answered.
        var latest: JSON
    }

    struct Dispute: Sendable {
        let claim: Int
        let disputed: JSON
        let asked: Money
        var resolved: JSON = .null
    }

    struct Refused: Sendable {
        let on: Day
        let by: String
        let command: String
        let answer: DemoAnswer
        let isAsExpected: Bool
    }

    func loanNumber(_ businessNumber: String) throws(DemoProblem) -> Int64 {
        guard let number = loans[businessNumber]?["loan"]?.number else {
            throw DemoProblem("贷款 \(businessNumber) 尚未备案。", "Loan \(businessNumber) is not filed yet.")
        }
        return number
    }

    func claim(_ place: Int) throws(DemoProblem) -> ClaimRecord {
        guard let claim = claims[place] else {
            throw DemoProblem("第 \(place) 笔申请尚未提交。", "Claim \(place) is not filed yet.")
        }
        return claim
    }
}
