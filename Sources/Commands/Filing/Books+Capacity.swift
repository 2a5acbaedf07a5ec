import Accounting
import Clearing

/// Capacity as accounts: what is filed stands on 9008, by pool, programme, bank and borrower; the limits are ceilings.
extension Books {
    /// Reserves what a newly filed loan takes, and refuses what the programme has no room for.
    mutating func reserve(_ loan: Loan, _ terms: Terms, on day: Day) throws(Refusal) {
        let principal = loan.filed.principal
        let limits: [(String, Refusal.Reason, Money?)] = [
            ("9008:pool", .leverage, terms.filing.leverage.times(poolPrincipal())),
            ("9008:borrower:\(loan.filed.borrower)", .borrowerLimit, terms.filing.perBorrower),
            ("9008:bank:\(loan.filed.bank)", .bankLimit, terms.filing.perBank),
            ("9008:programme:\(loan.filed.programme)", .programmeLimit, terms.filing.perProgramme),
        ]
        for (code, reason, limit) in limits {
            guard let limit, let account = AccountName(code) else { continue }
            let filed = holding(account)
            guard filed.balance + principal <= limit else {
                throw Refusal(reason, at: "/principal", ["room": "\(max(.zero, limit - filed.balance))"])
            }
            // Programmes may allow different amounts; the account holds all to the widest, this programme's was just checked.
            setCeiling(account, max(limit, filed.ceiling ?? limit))
        }
        try post("loan-filed", about: "loan/\(loan.number)", on: day, loan.dimensions, ["fund_exposure": loan.exposure, "balance": principal])
    }

    /// After money came in: the pool's ceiling follows its principal.
    mutating func followPool() {
        let leverage = reference.terms.values.joined().filter { $0.state == .adopted }.map(\.terms.filing.leverage).max()
        if let leverage { setCeiling(AccountName("9008:pool")!, leverage.times(poolPrincipal())) }
    }

    /// Fund principal by source, and retained interest. Compensation lowers it when the year is closed.
    private mutating func poolPrincipal() -> Money {
        ["3101.01", "3101.02", "3101.03", "3101.04", "3101.08"].map { holding(AccountName($0)!).balance }.total
    }
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
