import Accounting

/// What stands in the way of closing a period (RULES §10), and what the bank accounts held at its end.
public struct ClosingCheck: Sendable, Equatable {
    public let findings: [Finding]
    /// By bank account of the books.
    public let bankBalances: [AccountName: Money]

    public init(findings: [Finding], bankBalances: [AccountName: Money]) {
        self.findings = findings
        self.bankBalances = bankBalances
    }

    /// One thing that does not agree, or is not done.
    public struct Finding: Sendable, Equatable {
        public enum Kind: String, Sendable, CaseIterable {
            /// An order of a run that fell due in the period is not released, or its payment is not recorded.
            case orderOpen = "order-open"
            case unbalanced
            case belowFloor = "below-floor"
            /// Two accounts that must hold the same do not.
            case unequal
            case statementDiffers = "statement-differs"
            /// A year that ends in the period has income or expense left.
            case yearNotCarried = "year-not-carried"
        }

        public let kind: Kind
        /// `order/12`, `account/1002.01`, `year/2026`, `book`.
        public let subject: String
        public let held, expected: Money

        public init(kind: Kind, subject: String, held: Money, expected: Money) {
            self.kind = kind
            self.subject = subject
            self.held = held
            self.expected = expected
        }
    }

    /// With what the bank says beside the books.
    public func findings(with statements: [BankBalance]) -> [Finding] {
        findings
            + statements.compactMap { statement in
                let held = bankBalances[statement.account] ?? .zero
                return held == statement.balance
                    ? nil
                    : Finding(
                        kind: .statementDiffers, subject: "account/\(statement.account.text)", held: held,
                        expected: statement.balance)
            }
    }
}

extension ClosingCheck.Finding {
    /// What an accountant calls it, Chinese first.
    public var said: (chinese: String, english: String) {
        switch kind {
        case .orderOpen: ("指令未放行或未登记收付", "the order is not released, or its payment is not recorded")
        case .unbalanced: ("借贷不平", "debits and credits differ")
        case .belowFloor: ("期末余额低于下限", "the balance at the end of the period is below its floor")
        case .unequal: ("与对应科目不等", "it does not hold what its counterpart holds")
        case .statementDiffers: ("账面与银行对账单不符", "the books differ from the bank's statement")
        case .yearNotCarried: ("年末尚未结转", "income and expense of the year are not carried forward yet")
        }
    }

    /// For a refusal's sentence, in no language: `statement-differs account/1002.01 12.00 / 13.00`.
    public var brief: String {
        kind == .orderOpen || kind == .yearNotCarried
            ? "\(kind.rawValue) \(subject)" : "\(kind.rawValue) \(subject) \(held) / \(expected)"
    }
}
