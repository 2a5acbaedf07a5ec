import Accounting

extension Books {
    /// Which refusal an account outside its limits stands for: how it stood `before`, and how the refused command left it.
    static func limit(_ name: AccountName, _ before: Holding, _ after: Holding) -> Refusal {
        let isBelow = after.floor.map { after.balance < $0 } ?? false
        let room = "\(max(.zero, isBelow ? before.balance : (after.ceiling ?? .zero) - before.balance))"
        let text = name.text
        let reason: Refusal.Reason =
            if text == "9008:pool" {
                .leverage
            } else if text.hasPrefix("9008:borrower:") {
                .borrowerLimit
            } else if text.hasPrefix("9008:bank:") {
                .bankLimit
            } else if text.hasPrefix("9008:programme:") {
                .programmeLimit
            } else if text.hasPrefix("9005:") {
                .claimsUnderWay
            } else if text.hasPrefix("9004:") {
                .budgetShort
            } else if text.hasPrefix("1002") {
                .cashShort
            } else { .limitReached }
        return Refusal(reason, ["room": room, "account": text])
    }
}
