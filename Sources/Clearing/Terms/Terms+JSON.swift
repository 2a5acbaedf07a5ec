import Accounting
import JSON

extension Terms: JSONRepresentable {
    /// The canonical form: every member in one order, defaults written out. Equal terms have equal bytes, so these are
    /// what a digest is taken of; reading them back gives the same terms.
    public var json: JSON {
        var members: [JSON.Member] = [
            .init(name: "programme", value: .string(programme)),
            .init(name: "name", value: ["zh": .string(name.chinese), "en": .string(name.english)]),
            .init(name: "from", value: from.json),
        ]
        if let until { members.append(.init(name: "until", value: until.json)) }
        members += sharing.members
        members += [
            .init(name: "caps", value: caps.json), .init(name: "bank_minimum", value: bankMinimum.json),
            .init(name: "filing", value: filing.json), .init(name: "claim", value: claim.json),
            .init(
                name: "confirm",
                value: ["working_days": confirm.workingDays.json, "silence": .string(confirm.silence.rawValue)]
            ),
            .init(name: "pay", value: pay.json),
            .init(name: "breaker", value: breaker.json),
            .init(name: "recovery", value: ["order": recoveryOrder.map(\.rawValue).json]),
        ]
        return .object(members)
    }
}

extension Terms.Payment: JSONRepresentable {
    public var json: JSON {
        var members: [JSON.Member] = [.init(name: "advance", value: .string(advance ?? "none"))]
        if advance != nil { members.append(.init(name: "within_days", value: withinDays.json)) }
        if !chain.isEmpty { members.append(.init(name: "chain", value: chain.json)) }
        if shortage != .fifo { members.append(.init(name: "shortage", value: .string(shortage.rawValue))) }
        return .object(members)
    }
}

extension Terms.Breaker: JSONRepresentable {
    public var json: JSON {
        let rates: [JSON.Member] = [
            .init(name: "warn", value: warn.json), .init(name: "suspend", value: suspend.json),
        ]
        return .object(rates + (leastFiled == .zero ? [] : [.init(name: "least_filed", value: leastFiled.json)]))
    }
}

extension Terms.Cap: JSONRepresentable {
    public var json: JSON {
        [
            "id": .string(id), "on": on.json, "limit": limit.json, "window": .string(window.rawValue),
            "excess": excess.json,
        ]
    }
}

extension Terms.Cap.Limit: JSONRepresentable {
    public var json: JSON {
        switch self {
        case .amount(let amount): amount.json
        case .rate(let rate, let factor, .annualised): ["rate": rate.json, "factor": factor.json]
        case .rate(let rate, let factor, let released):
            ["rate": rate.json, "factor": factor.json, "of": .string(released.rawValue)]
        case .percentOfOpeningPool(let percent): ["percent_of_opening_pool": percent.json]
        case .percentOfPremium(let percent): ["percent_of_premium": percent.json]
        }
    }
}

extension Terms.Filing: JSONRepresentable {
    public var json: JSON {
        var members: [JSON.Member] = [
            .init(name: "mode", value: modes.map(\.rawValue).json),
            .init(name: "automatic_up_to", value: automaticUpTo.json), .init(name: "days", value: days.json),
            .init(name: "leverage", value: leverage.json),
        ]
        if first == .guarantor {
            members.append(.init(name: "first", value: .string(first.rawValue)))
            members.append(.init(name: "lend_within", value: lendWithin.json))
        }
        for (name, limit) in [
            ("per_borrower", perBorrower), ("per_bank", perBank), ("per_programme", perProgramme),
        ] {
            if let limit { members.append(.init(name: name, value: limit.json)) }
        }
        members.append(.init(name: "excluded_borrowers", value: excludedBorrowers.json))
        members.append(.init(name: "excluded_industries", value: excludedIndustries.json))
        return .object(members)
    }
}

extension Terms.ClaimProcedure: JSONRepresentable {
    public var json: JSON {
        var members: [JSON.Member] = [
            .init(name: "overdue_days", value: overdueDays.json),
            .init(name: "or_nonperforming", value: orNonperforming.json),
            .init(name: "within_days", value: withinDays.json), .init(name: "documents", value: documents.json),
        ]
        if !files.isEmpty { members.append(.init(name: "files", value: files.json)) }
        if let underWayLimit { members.append(.init(name: "under_way_limit", value: underWayLimit.json)) }
        return .object(members)
    }
}
