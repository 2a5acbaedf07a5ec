import Accounting
import JSON

/// One case of the share calculator: a claim and the terms to share it by.
struct ShareCase {
    let loss: Loss
    let sharing: Sharing
    let caps: [AppliedCap]

    init(_ json: JSON, at pointer: String) throws {
        var fields = try Fields(json, at: pointer)
        var claim = try fields.object("claim")
        var terms = try fields.object("terms")
        try fields.end()
        sharing = try Sharing(reading: &terms)
        caps = try AppliedCap.list(reading: &terms, for: sharing)
        try terms.end()
        loss = try Loss(reading: &claim, under: sharing)
        try claim.end()
    }

    func result(explaining explanation: inout Explanation) -> JSON {
        let shared = sharing.share(loss, caps: caps, explaining: &explanation)
        return [
            "principal": shared.principal.json, "interest": shared.interest.json, "base": shared.base.json,
            "shares": shared.shares.json,
        ]
    }
}

extension SharedLoss.Part: JSONRepresentable {
    public var json: JSON { ["party": .string(party), "amount": amount.json, "deferred": deferred.json] }
}

extension Loss {
    /// Besides the members known to every claim, those that a layer names in its `from` may be there, and `deposit`.
    /// The rate and the days are needed only where interest is covered.
    fileprivate init(reading claim: inout Fields, under sharing: Sharing) throws {
        let principal = try claim.money("principal", in: 0...greatestAmount)
        let proceeds = try claim.optionalMoney("collateral_proceeds", in: 0...greatestAmount)
        var named: [Named] = []
        for name in Set(sharing.layers.compactMap(\.from)).union(["deposit"]).sorted() {
            if let amount = try claim.optionalMoney(name, in: 0...greatestAmount) {
                named.append(Named(name: name, amount: amount))
            }
        }
        let coversInterest = sharing.base.interestDays > 0
        let rate = try coversInterest ? claim.ratio("annual_rate") : claim.optionalRatio("annual_rate")
        let paidTo = try coversInterest ? claim.day("interest_paid_to") : claim.optionalDay("interest_paid_to")
        let calculatedOn = try coversInterest ? claim.day("calculated_on") : claim.optionalDay("calculated_on")
        let never = Day(number: 0)
        self.init(
            principal: principal,
            collateralProceeds: proceeds ?? .zero,
            named: named,
            annualRate: rate ?? .zero,
            interestPaidTo: paidTo ?? calculatedOn ?? never,
            calculatedOn: calculatedOn ?? paidTo ?? never
        )
    }
}

extension AppliedCap {
    fileprivate static func list(reading terms: inout Fields, for sharing: Sharing) throws -> [AppliedCap] {
        var heads: [(head: CapHead, pointer: String)] = []
        var caps: [AppliedCap] = []
        for (json, pointer) in try terms.optionalArray("caps", count: 0...50) ?? [] {
            var fields = try Fields(json, at: pointer)
            let head = try CapHead(reading: &fields)
            let limit = try Limit(reading: &fields)
            let used = try fields.optionalMoney("used", in: 0...greatestAmount)
            try fields.end()
            heads.append((head, pointer))
            caps.append(AppliedCap(id: head.id, on: head.on, limit: limit, used: used ?? .zero, excess: head.excess))
        }
        try CapHead.check(heads, against: sharing)
        return caps
    }
}

extension AppliedCap.Limit {
    /// Fen, or `{rate, factor, released: [{principal, days}]}`.
    fileprivate init(reading cap: inout Fields) throws {
        guard case .object? = cap.value("limit") else {
            self = .amount(try cap.money("limit", in: 0...greatestAmount))
            return
        }
        var fields = try cap.object("limit")
        let rate = try fields.ratio("rate")
        let factor = try fields.ratio("factor")
        var principalDays: UInt128 = 0
        for (json, pointer) in try fields.array("released") {
            var released = try Fields(json, at: pointer)
            let principal = try released.integer("principal", in: 0...greatestAmount)
            let days = try released.integer("days", in: 0...36_600)
            try released.end()
            principalDays += UInt128(principal.magnitude) * UInt128(days.magnitude)
        }
        try fields.end()
        self = .rate(RateLimit(rate: rate, factor: factor, principalDays: principalDays))
    }
}
