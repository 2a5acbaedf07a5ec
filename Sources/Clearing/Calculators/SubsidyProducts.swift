import Accounting
import JSON

/// The fen-days of loans that share a household cap, period by period (RULES §4, subsidy).
///
/// Days are not walked one by one: between two turning days nothing changes, and one multiplication does.
struct SubsidyProducts {
    let programme: SubsidyProgramme
    let periods: [Range<Day>]

    /// One row for each loan, in the order given, with one figure for each period.
    ///
    /// Without a household cap the loans do not touch each other, and each is worked out by itself.
    func products(of loans: [SubsidyLoan], explaining explanation: inout Explanation) -> [[Product]] {
        guard programme.householdCap != nil, loans.count > 1 else {
            return loans.map { household([$0], explaining: &explanation)[0] }
        }
        var rows = Array(repeating: [Product](), count: loans.count)
        let byBorrower = Dictionary(grouping: loans.indices) { loans[$0].borrower }
        for places in byBorrower.values.sorted(by: { $0[0] < $1[0] }) {
            let inOrder = places.sorted { SubsidyLoan.takesUpFirst(loans[$0], loans[$1]) }
            for (place, row) in zip(inOrder, household(inOrder.map { loans[$0] }, explaining: &explanation)) {
                rows[place] = row
            }
        }
        return rows
    }

    struct Product: Equatable {
        var fenDays: Int128 = 0
        /// Days on which the loan earned.
        var days = 0
        /// Why it earned less than its balance on some day.
        var reasons: SubsidyReasons = []
    }

    private func household(_ loans: [SubsidyLoan], explaining explanation: inout Explanation) -> [[Product]] {
        var rows = Array(repeating: Array(repeating: Product(), count: periods.count), count: loans.count)
        let balances = loans.map(\.balances)
        let turns = turningDays(of: loans)
        var cursors = Array(repeating: 0, count: loans.count)
        for (period, range) in periods.enumerated() {
            let inside = turns.filter { range.contains($0) && $0 > range.lowerBound }
            for (from, until) in zip([range.lowerBound] + inside, inside + [range.upperBound]) {
                var room = programme.householdCap?.fen ?? .max
                for (place, loan) in loans.enumerated() {
                    while cursors[place] < balances[place].count, balances[place][cursors[place]].from <= from {
                        cursors[place] += 1
                    }
                    guard cursors[place] > 0 else { continue }
                    let balance = balances[place][cursors[place] - 1].balance
                    guard balance > 0 else { continue }
                    let hindrances = loan.hindrances(on: from, under: programme)
                    rows[place][period].reasons.formUnion(hindrances)
                    guard hindrances.isEmpty else { continue }
                    let counted = min(balance, room)
                    room -= counted
                    if counted < balance { rows[place][period].reasons.insert(.householdCap) }
                    rows[place][period].fenDays += Int128(counted) * Int128(until - from)
                    rows[place][period].days += counted > 0 ? until - from : 0
                    explanation.note(
                        .subsidySegment,
                        [
                            "loan": .string(loan.loan), "period": period.json, "from": from.json, "until": until.json,
                            "days": (until - from).json, "balance": balance.json, "counted": counted.json,
                        ],
                        JSON.number(Int128(counted) * Int128(until - from))
                    )
                }
            }
        }
        return rows
    }
}

extension SubsidyProducts {
    /// Each once, in order.
    private func turningDays(of loans: [SubsidyLoan]) -> [Day] {
        var turns: [Day] = []
        for loan in loans { turns += loan.turningDays(under: programme) }
        turns.sort()
        var last: Day?
        turns.removeAll { day in
            defer { last = day }
            return day == last
        }
        return turns
    }
}

extension JSON {
    /// A number where it fits 64 bits, else its digits as a text; only explanations meet the latter.
    static func number(_ value: Int128) -> JSON { Int64(exactly: value)?.json ?? .string(String(value)) }
}
