import Accounting
import JSON

/// One case of the fee calculator.
struct FeeCase {
    private let fee: GuaranteeFee

    init(_ json: JSON, at pointer: String) throws {
        var fields = try Fields(json, at: pointer)
        let guaranteed = try fields.money("guaranteed", in: 0...greatestAmount)
        let rate = try fields.ratio("rate")
        let from = try fields.day("from")
        let until = try fields.day("until")
        try fields.inOrder(from, until, "until", orEqual: true)
        guard until - from <= 36_600 else {
            throw fields.problem(.outOfRange, "until", "a term of at most a hundred years is needed")
        }
        let releasedOn = try fields.optionalDay("released_on")
        if let releasedOn { try fields.inOrder(from, releasedOn, "released_on", orEqual: true) }
        fee = GuaranteeFee(
            guaranteed: guaranteed,
            rate: rate,
            from: from,
            until: until,
            releasedOn: releasedOn,
            dayCount: try fields.dayCount(),
            reguarantee: try fields.optionalObject("reguarantee").map(GuaranteeFee.Reguarantee.init(reading:)),
            rebate: try fields.optionalObject("rebate").map(GuaranteeFee.Rebate.init(reading:))
        )
        try fields.end()
    }

    func result(explaining explanation: inout Explanation) -> JSON {
        let result = fee.result(explaining: &explanation)
        var members: [JSON.Member] = [
            .init(name: "days", value: result.days.json), .init(name: "charged", value: result.charged.json),
            .init(name: "days_earned", value: result.daysEarned.json),
            .init(name: "earned", value: result.earned.json), .init(name: "refund", value: result.refund.json),
        ]
        if let fee = result.reguaranteeFee { members.append(.init(name: "reguarantee_fee", value: fee.json)) }
        if let rebate = result.rebate { members.append(.init(name: "rebate", value: rebate.json)) }
        return .object(members)
    }
}

extension GuaranteeFee.Reguarantee {
    fileprivate init(reading fields: Fields) throws {
        var fields = fields
        self.init(share: try fields.ratio("share"), rate: try fields.ratio("rate"))
        try fields.end()
    }
}

extension GuaranteeFee.Rebate {
    fileprivate init(reading fields: Fields) throws {
        var fields = fields
        let rate = try fields.ratio("rate")
        let cap = try fields.optionalMoney("cap", in: 0...greatestAmount)
        let used = try fields.optionalMoney("used", in: 0...greatestAmount)
        try fields.end()
        self.init(rate: rate, cap: cap, used: used ?? .zero)
    }
}
