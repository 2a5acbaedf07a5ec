import Accounting

/// What a year leaves behind on 31 December, and what of it was carried forward already.
public struct YearEnd: Sendable, Equatable {
    public let year: Int
    /// Balances on the normal side of income, expense, fund and budgetary accounts at the end of the year; none is zero.
    public let balances: [AccountName: Money]
    /// What earlier rounds booked, by event.
    public let carried: [String: Money]
    /// Whether income or expense of the year before is still there.
    public let isEarlierOpen: Bool

    public init(year: Int, balances: [AccountName: Money], carried: [String: Money], isEarlierOpen: Bool) {
        self.year = year
        self.balances = balances
        self.carried = carried
        self.isEarlierOpen = isEarlierOpen
    }

    public var lastDay: Day { Day(year: year, month: 12, day: 31)! }
}

extension YearEnd {
    /// One line of an event: what names its accounts, and how much.
    public struct Line: Sendable, Equatable {
        public let event: String
        public let dimensions: [String: String]
        public let amount: Money
    }

    /// What carries the year forward, by domain journal 23: income and expense into the result of the period (interest goes
    /// straight where it is kept), the result into principal and earmarks, the budgetary book into what is carried over.
    /// Empty where nothing is left.
    public var lines: [Line] {
        let closing = balances.sorted { $0.key < $1.key }.compactMap { close($0.key, $0.value) }
        guard !closing.isEmpty else { return [] }
        return closing + principal + earmark(.subsidy, "5002", "3102") + earmark(.rebate, "5003", "3103")
    }

    /// An account of income or expense, brought to nothing. The event of the opposite sign serves a balance on the other
    /// side.
    private func close(_ account: AccountName, _ balance: Money) -> Line? {
        let parts = account.text.split(separator: ":").map(String.init)
        guard let (event, opposite, names) = Self.closings[parts[0]], parts.count == names.count + 1 else { return nil }
        return Line(
            event: balance > .zero ? event : opposite,
            dimensions: Dictionary(uniqueKeysWithValues: zip(names, parts.dropFirst())),
            amount: balance > .zero ? balance : -balance)
    }

    private static let closings: [String: (event: String, opposite: String, names: [String])] = [
        "4001": ("close-appropriation", "close-appropriation-debit", ["source"]),
        "4604": ("interest-retained", "interest-retained-debit", ["category"]),
        "4609": ("close-other-income", "close-other-income-debit", []),
        "5001": ("close-compensation", "close-compensation-credit", ["programme", "bank"]),
        "5002": ("close-subsidy", "close-subsidy-credit", ["programme"]),
        "5003": ("close-rebate", "close-rebate-credit", ["programme"]),
        "5004": ("close-recovery-cost", "close-recovery-cost-credit", ["claim"]),
        "5006": ("close-impairment", "close-impairment-credit", []),
        "6001": ("close-budget-appropriation", "close-budget-appropriation-debit", []),
        "6609": ("close-budget-other-income", "close-budget-other-income-debit", []),
        "7201": ("close-budget-outlay", "close-budget-outlay-credit", []),
    ]

    private func sum(_ code: String) -> Money {
        balances.filter { $0.key.code == code }.map(\.value).total
    }

    private func balance(_ name: String) -> Money { AccountName(name).flatMap { balances[$0] } ?? .zero }

    /// What the risk pool earned or lost. Appropriations go to their own source; the rest to all sources by what each has
    /// paid in, as far as there is principal: a deficit beyond it stays in the result of the period.
    private var principal: [Line] {
        let sources = ["central", "city", "district", "other"]
        let own = sources.map { balance("4001:\($0)") }
        let held = zip(["3101.01", "3101.02", "3101.03", "3101.04"], own).map { max(.zero, balance($0) + $1) }
        let foreign = sum("4001") - own.total
        let rest = balance("3301") + foreign + sum("4609") - sum("5001") - sum("5004") - sum("5006")
        return zip(sources, own).flatMap { source, amount in
            Self.move(amount, "surplus-to-principal", "deficit-from-principal", ["source": source])
        }
            + Self.share(rest, over: held, names: sources, heir: 2).flatMap { source, amount in
                Self.move(amount, "surplus-to-principal", "deficit-from-principal", ["source": source])
            }
    }

    private func earmark(_ earmark: Earmark, _ expense: String, _ fund: String) -> [Line] {
        let held = balances.filter { $0.key.code == fund && $0.value > .zero }.sorted { $0.key < $1.key }
        let names = held.map { String($0.key.text.dropFirst(fund.count + 1)) }
        let shared = Self.share(
            -sum(expense), over: held.map(\.value) + [.zero], names: names + ["district"], heir: names.count)
        return shared.flatMap { source, amount in
            Self.move(
                amount, "surplus-to-earmark", "deficit-from-earmark",
                ["category": earmark.rawValue, "source": source])
        }
    }

    /// A surplus by the amounts held, to the heir where nothing is held; a deficit likewise, and no more than is held.
    private static func share(_ amount: Money, over held: [Money], names: [String], heir: Int) -> [(String, Money)] {
        let whole = held.total
        guard whole > .zero else { return amount > .zero ? [(names[heir], amount)] : [] }
        let borne = amount < .zero ? min(-amount, whole) : amount
        let parts = borne.largest(over: held.map(\.fen))
        return zip(names, parts).map { ($0, amount < .zero ? -$1 : $1) }
    }

    private static func move(_ amount: Money, _ surplus: String, _ deficit: String, _ dimensions: [String: String])
        -> [Line]
    {
        if amount == .zero { return [] }
        return [
            Line(
                event: amount > .zero ? surplus : deficit, dimensions: dimensions,
                amount: amount > .zero ? amount : -amount)
        ]
    }
}
