/// What the postings add up to: by account, and by account and day. Memory grows with these, not with the postings.
///
/// Sums wrap: a forged amount near the end of the range must be reported, not stop the program.
struct Turnovers {
    struct Pair: Equatable {
        var debit: Int64 = 0
        var credit: Int64 = 0

        static func - (left: Pair, right: Pair) -> Pair {
            Pair(debit: left.debit &- right.debit, credit: left.credit &- right.credit)
        }

        var isZero: Bool { debit == 0 && credit == 0 }
    }

    struct AccountDay: Hashable {
        let account: Int32
        /// Days since 1970-01-01.
        let day: Int32
    }

    private(set) var accounts: [Pair] = []
    private(set) var days: [AccountDay: Pair] = [:]

    mutating func add(_ posting: SealedPosting, on day: Int32) {
        add(posting.debit, on: day) { $0.debit &+= posting.amount }
        add(posting.credit, on: day) { $0.credit &+= posting.amount }
    }

    /// Takes an account's turnover of a day away, for what is left at the end.
    mutating func take(_ account: Int32, _ day: Int32) -> Pair {
        days.removeValue(forKey: AccountDay(account: account, day: day)) ?? Pair()
    }

    subscript(account: Int32) -> Pair {
        accounts.indices.contains(Int(account)) ? accounts[Int(account)] : Pair()
    }

    private mutating func add(_ account: Int32, on day: Int32, _ change: (inout Pair) -> Void) {
        // A number beyond this was forged, or never opened; its day is found without an account to it.
        if (0..<100_000_000).contains(account) {
            let place = Int(account)
            if place >= accounts.count {
                accounts.append(
                    contentsOf: repeatElement(Pair(), count: max(place + 1, accounts.count * 2) - accounts.count))
            }
            change(&accounts[place])
        }
        change(&days[AccountDay(account: account, day: day), default: Pair()])
    }
}
