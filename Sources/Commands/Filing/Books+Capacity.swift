import Accounting
import Clearing

/// Capacity as accounts: what is filed stands on 9008, by pool, programme, bank and borrower; the limits are ceilings.
extension Books {
    /// Reserves what a newly filed loan takes, and refuses what the programme has no room for.
    mutating func reserve(_ loan: Loan, _ terms: Terms, on day: Day) throws(Refusal) {
        let principal = loan.filed.principal
        for filing in filingLimits(of: terms, bank: loan.filed.bank, borrower: loan.filed.borrower) {
            guard let limit = filing.limit else { continue }
            let account = filing.account
            let filed = holding(account)
            guard filed.balance + principal <= limit else {
                throw Refusal(filing.reason, at: "/principal", ["room": "\(max(.zero, limit - filed.balance))"])
            }
            // Programmes may allow different amounts; the account holds all to the widest, this programme's was just checked.
            setCeiling(account, max(limit, filed.ceiling ?? limit))
        }
        try post(
            "loan-filed", about: "loan/\(loan.number)", on: day, loan.dimensions,
            ["fund_exposure": loan.exposure, "balance": principal])
    }

    /// What filings under a programme are held to; of a bank and of a borrower where they are named.
    mutating func filingLimits(of terms: Terms, bank: String?, borrower: String?) -> [FilingLimit] {
        let limits: [(String?, Refusal.Reason, Money?)] = [
            ("pool", .leverage, terms.filing.leverage.times(poolPrincipal())),
            (borrower.map { "borrower:\($0)" }, .borrowerLimit, terms.filing.perBorrower),
            (bank.map { "bank:\($0)" }, .bankLimit, terms.filing.perBank),
            ("programme:\(terms.programme)", .programmeLimit, terms.filing.perProgramme),
        ]
        return limits.compactMap { scope, reason, limit in
            guard let scope, let account = AccountName("9008:\(scope)") else { return nil }
            return FilingLimit(account: account, reason: reason, limit: limit)
        }
    }

    /// The pool's ceiling follows its principal. Where that has fallen below what is filed, the pool keeps what it holds and
    /// takes nothing new: what is filed was within the limit of its day.
    mutating func followPool() {
        let leverage = reference.terms.values.joined().filter { $0.state == .adopted }.map(\.terms.filing.leverage)
            .max()
        let pool = AccountName("9008:pool")!
        if let leverage { setCeiling(pool, max(leverage.times(poolPrincipal()), holding(pool).balance)) }
    }

    /// Fund principal by source, and retained interest. Compensation lowers it when the year is closed.
    private mutating func poolPrincipal() -> Money {
        ["3101.01", "3101.02", "3101.03", "3101.04", "3101.08"].map { holding(AccountName($0)!).balance }.total
    }
}

/// An account of filed balance, and the most a programme's terms let it hold; nil without a limit.
struct FilingLimit {
    let account: AccountName
    let reason: Refusal.Reason
    let limit: Money?
}

extension Loan {
    var dimensions: [String: String] { ["programme": filed.programme, "bank": filed.bank, "borrower": filed.borrower] }
}

extension Ratio {
    /// Floored to the fen.
    func times(_ amount: Money) -> Money {
        Money(fen: Int64(clamping: Int128(amount.fen) * Int128(billionths) / 1_000_000_000))
    }
}
