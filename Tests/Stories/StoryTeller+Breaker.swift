import House
import JSON

extension StoryTeller {
    /// What lets suspended filings go on, and what trues a year up; nil for any other act.
    func onBreaker(_ act: StoryStep.Act) -> (String, [String: String], JSON)? {
        switch act {
        case .proposesResumption(let bank, let programme):
            ("propose-resumption", ["programme": programme, "party": bank], ["note": "as told"])
        case .approvesResumption(let bank, let programme):
            ("approve-resumption", ["programme": programme, "party": bank], [:])
        case .proposesTrueUp(let bank, let programme, let year):
            (
                "propose-true-up", [:],
                [
                    "programme": .string(programme), "bank": .string(bank), "year": .integer(year), "note": "as told",
                ]
            )
        case .approvesTrueUp(let bank, let programme, let year):
            ("approve-true-up", ["programme": programme, "party": bank, "year": "\(year)"], [:])
        default: nil
        }
    }
}

extension StoryStep.Breaker {
    /// As terms have it.
    var json: JSON { ["warn": .string(warn), "suspend": .string(suspend)] }
}

extension JSON {
    /// A compensation-rate cap of a bank's year on all but the bank, whose excess the bank bears; none without a rate.
    static func rateCap(_ rate: String?, on bearers: [StoryStep.Bearer]) -> JSON {
        guard let rate else { return [] }
        return [
            [
                "id": "rate", "on": .array(bearers.map(\.party).filter { $0 != "bank" }.map(JSON.string)),
                "limit": ["rate": .string(rate), "factor": "0.8"], "window": "bank-year", "excess": ["to": "bank"],
            ]
        ]
    }
}
