import Accounting
import Clearing
import Postgres

/// A claim with all that belongs to it.
struct CheckedClaim {
    let claim: Claim
    let loan: Loan?
    let legs: [Leg]
    let recoveries: [Recovery]

    static func all(_ rows: Rows, of book: Int64, in transaction: borrowing Transaction) throws -> [CheckedClaim] {
        let numbers = try rows.map { try $0.int64("claim_no") }
        let shares = Dictionary(
            grouping: try transaction.rows(Share.ofClaims(book, numbers), KeptShare.init), by: \.claim)
        let loans = Dictionary(
            try transaction.rows(Loan.ofClaims(book, numbers), Loan.init).map { ($0.number, $0) },
            uniquingKeysWith: { first, _ in first })
        let legs = Dictionary(grouping: try transaction.rows(Leg.ofClaims(book, numbers), Leg.init), by: \.claim)
        let recoveries = Dictionary(
            grouping: try transaction.rows(Recovery.ofClaims(book, numbers), Recovery.init), by: \.claim)
        return try rows.map { row in
            let number = try row.int64("claim_no")
            let claim = try Claim(row, shares: shares[number]?.map(\.share) ?? [])
            return CheckedClaim(
                claim: claim, loan: loans[claim.filed.loan], legs: legs[number] ?? [],
                recoveries: recoveries[number] ?? [])
        }
    }

    var isDecided: Bool { claim.approvedOn != nil }

    /// What legs of some kinds, of a bearer if one is named, add up to.
    func sum(_ kinds: Set<Leg.Kind>, of bearer: String? = nil, isSettled: Bool? = nil) -> Int64 {
        legs.reduce(Int64(0)) { sum, leg in
            let counts =
                kinds.contains(leg.kind) && (bearer == nil || leg.bearer == bearer)
                && (isSettled == nil || (leg.settledOn != nil) == isSettled)
            return counts ? sum &+ leg.amount.fen : sum
        }
    }

    /// What of a bearer's legs of a kind was given up.
    func cancelled(_ kind: Leg.Kind, of bearer: String) -> Int64 {
        legs.filter { $0.kind == kind && $0.bearer == bearer && $0.cancelledOn != nil }
            .reduce(Int64(0)) { $0 &+ $1.amount.fen }
    }

    /// What a bearer has back of its share from a year's true-up: its share is that much less, and so is what it settled.
    func truedUp(_ bearer: String) -> Int64 { sum([.trueUp, .trueUpShare], of: bearer) }

    /// The name of a bearer on legs: the bank's own is its party.
    func bearer(_ party: String) -> String { party == Share.bank ? claim.filed.bank : party }
}
