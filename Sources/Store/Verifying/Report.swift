import Accounting

/// What a verification found of one book.
public struct Report: Sendable {
    public let book: Int64
    /// What is wrong, in the order it was met; at most `Findings.limit`, the rest is only counted.
    public let findings: [Finding]
    public let findingCount: Int
    /// What a reader should know and what is not wrong: a chart that differs from the one this program carries.
    public let notes: [Finding]
    public let counts: Counts
    public let duration: Duration

    public var isClean: Bool { findingCount == 0 }

    /// One thing, what is wrong with it, and both languages.
    public struct Finding: Sendable, Equatable, CustomStringConvertible {
        /// `entry 17 line 2`, `account 1002.01`, `seal 9`, `claim 4`, …
        public let subject: String
        public let english: String
        public let chinese: String

        public var description: String { "\(subject): \(english) / \(chinese)" }
    }

    public struct Counts: Sendable, Equatable {
        public var seals = 0
        public var entries = 0
        public var postings = 0
        public var accounts = 0
        public var accountDays = 0
        public var loans = 0
        public var claims = 0
        public var orders = 0
        public var requests = 0
        public var files = 0
    }
}

/// Gathers findings; keeps the first, so that a ruined book does not fill the memory.
struct Findings {
    static let limit = 1000
    private(set) var kept: [Report.Finding] = []
    private(set) var count = 0

    mutating func add(_ subject: String, _ english: String, _ chinese: String) {
        count += 1
        guard kept.count < Findings.limit else { return }
        kept.append(Report.Finding(subject: subject, english: english, chinese: chinese))
    }

    /// Two amounts that must be one.
    mutating func compare(
        _ subject: String, _ name: (english: String, chinese: String), _ held: Int64, _ derived: Int64, _ source: Source
    ) {
        guard held != derived else { return }
        let (held, derived) = (Money(fen: held), Money(fen: derived))
        add(
            subject, "\(name.english) \(held), \(source.english) \(derived)",
            "\(name.chinese) \(held)，\(source.chinese) \(derived)")
    }

    /// Where the other amount comes from.
    enum Source {
        case postings, loans, claims, legs, parts, terms, reports, shares, statement

        var english: String {
            switch self {
            case .postings: "postings say"
            case .loans: "loans say"
            case .claims: "claims say"
            case .legs: "legs say"
            case .parts: "its parts add up to"
            case .terms: "its terms give"
            case .reports: "its last report says"
            case .shares: "its shares add up to"
            case .statement: "the last statement and open items say"
            }
        }

        var chinese: String {
            switch self {
            case .postings: "分录合计为"
            case .loans: "按贷款应为"
            case .claims: "按补偿申请应为"
            case .legs: "按收付明细应为"
            case .parts: "各部分合计为"
            case .terms: "按方案条款应为"
            case .reports: "按最近余额报告应为"
            case .shares: "各分担额合计为"
            case .statement: "按最近对账单及未达账项应为"
            }
        }
    }
}
