import Accounting
import Clearing
import JSON

/// A year's true-up, cap by cap, with what goes back to whom of which claims.
public struct TrueUpView: JSONRepresentable, Sendable {
    private let proposal: ProposalView
    private let caps: [TrueUp]

    init(_ proposal: Proposal, _ caps: [TrueUp]) {
        self.proposal = ProposalView(proposal)
        self.caps = caps
    }

    public var json: JSON { .object(proposal.members + [.init(name: "caps", value: .array(caps.map(\.json)))]) }
}

extension TrueUp {
    var json: JSON {
        [
            "cap": .string(cap), "limit": .fen(limit), "used": .fen(used), "excess": .fen(excess), "left": .fen(left),
            "parts": .array(
                parts.map {
                    ["claim": .integer($0.claim), "party": .string($0.party), "amount": .fen($0.amount)]
                }),
        ]
    }
}
