import Accounting
import JSON

extension Sharing {
    /// Shares a loss among its bearers, layer by layer, then applies the caps in order (RULES §4, share).
    public func share(_ loss: Loss, caps: [AppliedCap] = []) -> SharedLoss {
        var explanation = Explanation(isWanted: false)
        return share(loss, caps: caps, explaining: &explanation)
    }

    public func share(_ loss: Loss, caps: [AppliedCap], explaining explanation: inout Explanation) -> SharedLoss {
        let principal = max(.zero, loss.principal - loss.collateralProceeds)
        explanation.note(
            .sharePrincipal,
            ["principal": loss.principal.json, "collateral_proceeds": loss.collateralProceeds.json],
            principal.json
        )
        let days = loss.interestDays(under: base)
        let interest = principal.interest(at: loss.annualRate, days: days, dayCount: base.dayCount)
        explanation.note(
            .shareInterest,
            [
                "principal": principal.json, "annual_rate": loss.annualRate.json,
                "days_run": (loss.calculatedOn - loss.interestPaidTo).json, "days": days.json,
                "day_count": base.dayCount.json,
            ],
            interest.json
        )
        let total = principal + interest
        explanation.note(.shareBase, ["principal": principal.json, "interest": interest.json], total.json)
        var burden = Burden(explanation: explanation)
        burden.bear(total, by: self, named: loss)
        for cap in caps { burden.limit(by: cap) }
        explanation = burden.explanation
        precondition(burden.parts.map { $0.amount + $0.deferred }.total == total, "shares add up to the base")
        return SharedLoss(principal: principal, interest: interest, base: total, shares: burden.parts)
    }

    /// What each bearer takes of a loss by the layers and the remainder rule alone: no caps, no named amounts.
    public func nominalShares(of base: Money) -> [SharedLoss.Part] {
        var burden = Burden(explanation: Explanation(isWanted: false))
        burden.bear(base, by: self, named: nil)
        return burden.parts
    }
}

/// Who bears what while a loss is being shared.
private struct Burden {
    var parts: [SharedLoss.Part] = []
    var explanation: Explanation

    init(explanation: Explanation) { self.explanation = explanation }

    mutating func bear(_ base: Money, by sharing: Sharing, named loss: Loss?) {
        var left = base
        for layer in sharing.layers {
            let taken = take(layer, from: left, named: loss)
            left -= taken
            for (bearer, amount) in zip(layer.bearers, layer.split(taken, remainder: sharing.remainder)) {
                parts[place(of: bearer.party)].amount += amount
                explanation.note(
                    .shareBearer,
                    ["of": taken.json, "party": .string(bearer.party), "parts": bearer.parts.json],
                    amount.json
                )
            }
        }
    }

    private mutating func take(_ layer: Layer, from left: Money, named loss: Loss?) -> Money {
        var taken = layer.percentage(of: left)
        if let limit = layer.limit { taken = min(taken, limit) }
        let named = layer.from.map { loss?.amount(named: $0) ?? .zero }
        if let named { taken = min(taken, named) }
        explanation.note(
            .shareLayer,
            [
                "left": left.json, "percent": layer.percent.json, "limit": layer.limit.json, "from": layer.from.json,
                "named_amount": named.json,
            ],
            taken.json
        )
        return taken
    }

    mutating func limit(by cap: AppliedCap) {
        let places = parts.indices.filter { cap.on.contains(parts[$0].party) }
        let borne = places.map { parts[$0].amount }
        let headroom = cap.headroom
        let excess = max(.zero, borne.total - headroom)
        explain(cap, borne: borne.total, headroom: headroom, excess: excess)
        guard excess > .zero else { return }
        let kept = headroom.largest(over: borne.map(\.fen))
        for (place, amount) in zip(places, kept) {
            let reduction = parts[place].amount - amount
            parts[place].amount = amount
            explanation.note(
                .shareKept,
                ["party": .string(parts[place].party), "reduction": reduction.json],
                amount.json
            )
            if cap.excess == .deferred {
                parts[place].deferred += reduction
                explanation.note(.shareDeferred, ["party": .string(parts[place].party)], reduction.json)
            }
        }
        pass(excess, by: cap.excess)
    }

    private mutating func pass(_ excess: Money, by rule: Excess) {
        switch rule {
        case .deferred: return
        case .to(let party): add(excess, to: party)
        case .proRata(let bearers):
            for (bearer, amount) in zip(bearers, excess.largest(over: bearers.map(\.parts.billionths))) {
                add(amount, to: bearer.party)
            }
        }
    }

    private mutating func add(_ amount: Money, to party: String) {
        parts[place(of: party)].amount += amount
        explanation.note(.shareExcess, ["party": .string(party)], amount.json)
    }

    /// A party that is met for the first time is appended.
    private mutating func place(of party: String) -> Int {
        if let place = parts.firstIndex(where: { $0.party == party }) { return place }
        parts.append(SharedLoss.Part(party: party, amount: .zero, deferred: .zero))
        return parts.count - 1
    }

    private mutating func explain(_ cap: AppliedCap, borne: Money, headroom: Money, excess: Money) {
        if case .rate(let limit) = cap.limit {
            explanation.note(
                .shareRateLimit,
                [
                    "cap": .string(cap.id), "rate": limit.rate.json, "factor": limit.factor.json,
                    "principal_days": .string(String(limit.principalDays)),
                ],
                limit.amount.json
            )
        }
        explanation.note(
            .shareCap,
            [
                "cap": .string(cap.id), "on": cap.on.json, "borne": borne.json, "limit": cap.limit.amount.json,
                "used": cap.used.json, "headroom": headroom.json,
            ],
            excess.json
        )
    }
}
