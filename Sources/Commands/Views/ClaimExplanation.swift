import Accounting
import Clearing
import JSON

extension StandingCap {
    /// What the calculator was told of the cap, to be frozen with the claim it was applied to; nil where it was not.
    var frozen: JSON? {
        guard let applied else { return nil }
        var members: [JSON.Member] = [
            .init(name: "cap", value: .string(terms.id)), .init(name: "window", value: .string(window)),
            .init(name: "limit", value: .integer(applied.limit.amount.fen)),
            .init(name: "used", value: .integer(applied.used.fen)),
        ]
        if case .rate(let rate) = applied.limit {
            // Fen times days outgrow 64 bits, so they are written as text.
            members.append(.init(name: "principal_days", value: .string("\(rate.principalDays)")))
        }
        return .object(members)
    }
}

/// How the shares of an admitted claim were worked out, from what was frozen when it was admitted.
public struct ClaimExplanation: Sendable {
    public let steps: [Explanation.Step]
    /// As they come out of the steps: what the claim was admitted with.
    public let shares: [SharedLoss.Part]

    /// Works the shares out again.
    ///
    /// - Parameters:
    ///   - admission: the data of the claim's `claim.admitted` event: rate, terms version, caps as they stood.
    ///   - versions: the terms' versions, among them the one the loan was filed under.
    /// - Returns: nil where the event does not tell enough.
    public init?(_ claim: Claim, admission: JSON, versions: [TermsVersion]) {
        guard case .string(let text) = admission["rate"], let rate = Ratio(text),
            case .integer(let number) = admission["terms_version"],
            case .array(let kept) = admission["caps"],
            let terms = versions.first(where: {
                $0.terms.programme == claim.filed.programme && $0.version == Int(number)
            })?.terms
        else { return nil }
        let caps = terms.caps.compactMap { cap in
            kept.first { $0["cap"] == .string(cap.id) }.flatMap { AppliedCap(cap, frozen: $0) }
        }
        guard caps.count == kept.count else { return nil }
        var explanation = Explanation(isWanted: true)
        shares = terms.sharing.share(claim.loss(at: rate), caps: caps, explaining: &explanation).shares
        steps = explanation.steps
    }
}

extension AppliedCap {
    fileprivate init?(_ cap: Terms.Cap, frozen: JSON) {
        guard case .integer(let limit) = frozen["limit"], case .integer(let used) = frozen["used"] else { return nil }
        var stood = AppliedCap.Limit.amount(Money(fen: limit))
        if case .rate(let rate, let factor, _) = cap.limit {
            guard case .string(let text) = frozen["principal_days"], let days = UInt128(text) else { return nil }
            stood = .rate(RateLimit(rate: rate, factor: factor, principalDays: days))
        }
        self = cap.applied(limit: stood, used: Money(fen: used))
    }
}
