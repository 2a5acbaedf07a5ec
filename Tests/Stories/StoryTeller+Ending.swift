import House
import JSON

extension StoryTeller {
    /// What ends a paid claim; nil for any other act.
    func onEnding(_ act: StoryStep.Act, on day: String) -> (String, [String: String], JSON)? {
        switch act {
        case .proposesWriteOff(let claim, let reason):
            ("propose-write-off", ["claim": "\(claim)"], ["reason": .string(reason), "note": "as told"])
        case .approvesWriteOff(let claim): ("approve-write-off", ["claim": "\(claim)"], [:])
        case .proposesClawback(let claim, let reason, let rate, let until):
            (
                "propose-clawback", ["claim": "\(claim)"],
                ["reason": .string(reason), "rate": .string(rate), "until": .string(until), "note": "as told"]
            )
        case .approvesClawback(let claim): ("approve-clawback", ["claim": "\(claim)"], [:])
        case .cures(let claim, let gross, let left):
            (
                "cure-claim", ["claim": "\(claim)"],
                [
                    "gross": .integer(gross.fen), "received_on": .string(day), "balance": .integer(left.fen),
                    "interest_paid_to": .string(day),
                ]
            )
        default: nil
        }
    }
}
