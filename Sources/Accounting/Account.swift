/// A row of the chart of accounts (科目): what an account means, and on which side it grows.
///
/// Money is booked on its sub-accounts, `code:part…`; an account without sub-accounts is booked on directly.
public struct Account: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        case asset, liability, fund, income, expense, memo
        case budgetIncome = "budget-income"
        case budgetExpense = "budget-expense"
        case budgetBalance = "budget-balance"

        /// The budgetary book (预算会计) holds the accounts that exist only where it is kept.
        public var isBudgetary: Bool { self == .budgetIncome || self == .budgetExpense || self == .budgetBalance }
    }

    public enum Side: String, Sendable, CaseIterable { case debit, credit }

    /// As in `1002.01`.
    public let code: String
    public let chinese: String
    public let english: String
    public let kind: Kind
    /// The side on which the account's balance is positive.
    public let normalSide: Side
    /// True where the balance on the normal side may never fall below zero (RULES §10, invariant 1).
    public let hasFloor: Bool
    /// The ways its sub-accounts are named, `{party}:{claim}`; none for an account booked on directly.
    public let forms: [AccountForm]

    public init(
        code: String,
        chinese: String,
        english: String,
        kind: Kind,
        normalSide: Side,
        hasFloor: Bool,
        forms: [AccountForm]
    ) {
        self.code = code
        self.chinese = chinese
        self.english = english
        self.kind = kind
        self.normalSide = normalSide
        self.hasFloor = hasFloor
        self.forms = forms
    }
}

/// How the sub-accounts of an account are named: `programme:{programme}` is the word, then a dimension's value.
public struct AccountForm: Sendable, Equatable {
    public let parts: [AccountTemplate.Part]

    public init(_ parts: [AccountTemplate.Part]) { self.parts = parts }

    /// True where a template's parts after the code name such a sub-account. A template may fix the value of a
    /// dimension, `4604:risk`; it may not put another dimension in its place.
    public func admits(_ given: ArraySlice<AccountTemplate.Part>) -> Bool {
        parts.count == given.count
            && zip(parts, given).allSatisfy { allowed, part in
                switch (allowed, part) {
                case (.dimension, .literal): true
                default: allowed == part
                }
            }
    }
}
