/// How one event is booked: lines that each name a debit account, a credit account and an amount. Rules never compute.
public struct PostingRule: Sendable, Equatable {
    /// The account of a line's side.
    public enum Choice: Sendable, Equatable {
        case always(AccountTemplate)
        /// The value of a dimension decides; a value that is not listed is refused.
        case by(dimension: String, accounts: [String: AccountTemplate])

        public var templates: [AccountTemplate] {
            switch self {
            case .always(let template): [template]
            case .by(_, let accounts): accounts.sorted { $0.key < $1.key }.map(\.value)
            }
        }

        public var dimensions: Set<String> {
            let inNames = templates.flatMap(\.dimensions)
            return switch self {
            case .always: Set(inNames)
            case .by(let dimension, _): Set(inNames + [dimension])
            }
        }
    }

    public struct Line: Sendable, Equatable {
        public let debit: Choice
        public let credit: Choice
        public let amount: String
        /// Left out unless the fund keeps the budgetary book.
        public let isBudgetary: Bool

        public init(debit: Choice, credit: Choice, amount: String, isBudgetary: Bool) {
            self.debit = debit
            self.credit = credit
            self.amount = amount
            self.isBudgetary = isBudgetary
        }
    }

    public let event: String
    public let chinese: String
    public let english: String
    public let lines: [Line]

    public init(event: String, chinese: String, english: String, lines: [Line]) {
        self.event = event
        self.chinese = chinese
        self.english = english
        self.lines = lines
    }

    /// What an event must say for all lines to be booked.
    public var dimensions: Set<String> {
        lines.reduce(into: []) { $0.formUnion($1.debit.dimensions.union($1.credit.dimensions)) }
    }

    public var amounts: Set<String> { Set(lines.map(\.amount)) }
}
