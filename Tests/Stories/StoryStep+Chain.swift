import Accounting
import House
import JSON

/// Who pays the bank for all, and claims from those above it, in a story's words.
extension StoryStep.Act {
    init?(chain words: Substring) {
        if let match = words.wholeMatch(of: /proves payment of claim (\d+): ([\d,.]+)/), let claim = Int64(match.1),
            let amount = Money(written: match.2)
        {
            self = .provesPayment(claim, amount)
        } else if let match = words.wholeMatch(of: /claims claim (\d+) up the chain/), let claim = Int64(match.1) {
            self = .claimsUpChain(claim)
        } else {
            return nil
        }
    }
}

extension StoryTeller {
    /// What a chain of guarantors does; nil for any other act.
    func onChain(_ act: StoryStep.Act, on day: String) -> (String, [String: String], JSON)? {
        switch act {
        case .provesPayment(let claim, let amount):
            (
                "report-advance", ["claim": "\(claim)"],
                ["amount": .integer(amount.fen), "paid_on": .string(day), "voucher": "as told"]
            )
        case .claimsUpChain(let claim): ("claim-up-chain", ["claim": "\(claim)"], ["voucher": "as told"])
        default: nil
        }
    }
}
