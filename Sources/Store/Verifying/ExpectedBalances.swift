/// What accounts must hold for what was filed, claimed, decided and settled: the other side of the books' invariants
/// (RULES §10). Gathered while loans and claims are read, compared at the end.
struct ExpectedBalances {
    private var expected: [String: Int64] = [:]

    /// Accounts whose whole content is derived from the clearing's tables, by their code's beginning.
    private static let codes: Set<Substring> = [
        "1218.01", "1218.02", "1218.03", "1218.04", "1231", "1239", "2302", "2302.09", "2303", "2304", "2305",
        "2307.02",
        "2307.09",
        "2601", "9001", "9002", "9003", "9004", "9005", "9006", "9007", "9008", "9101", "9102", "9103", "9104", "9105",
        "9106", "9107",
        "9108",
    ]

    static func speaks(of code: String) -> Bool { codes.contains(code.prefix { $0 != ":" }) }

    /// Adds to an account's expected balance on its normal side; a memo account's counterpart follows.
    mutating func add(_ account: String, _ amount: Int64) {
        guard amount != 0 else { return }
        expected[account, default: 0] &+= amount
        if account.hasPrefix("900") { expected["910\(account.dropFirst(3).first!)", default: 0] &+= amount }
    }

    func compare(with held: [String: Int64], _ findings: inout Findings) {
        for account in Set(held.keys).union(expected.keys).sorted() {
            findings.compare(
                "account \(account)", ("balance", "余额"), held[account] ?? 0, expected[account] ?? 0,
                account.hasPrefix("9001") || account.hasPrefix("9008") || account.hasPrefix("9101")
                    || account.hasPrefix("9108")
                    ? .loans : .claims)
        }
    }
}
