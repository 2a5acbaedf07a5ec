import House
import JSON

extension StoryTeller {
    /// What lets suspended filings go on; nil for any other act.
    func onBreaker(_ act: StoryStep.Act) -> (String, [String: String], JSON)? {
        switch act {
        case .proposesResumption(let bank, let programme):
            ("propose-resumption", ["programme": programme, "party": bank], ["note": "as told"])
        case .approvesResumption(let bank, let programme):
            ("approve-resumption", ["programme": programme, "party": bank], [:])
        default: nil
        }
    }
}

extension StoryStep.Breaker {
    /// As terms have it.
    var json: JSON { ["warn": .string(warn), "suspend": .string(suspend)] }
}
