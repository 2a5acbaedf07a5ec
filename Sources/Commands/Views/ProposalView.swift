import Accounting
import Clearing
import JSON

/// What one person has proposed and another may adopt.
public struct ProposalView: JSONRepresentable, Sendable {
    private let proposal: Proposal

    public init(_ proposal: Proposal) { self.proposal = proposal }

    public var json: JSON { .object(members) }

    var members: [JSON.Member] {
        [
            .init(name: "kind", value: .string(proposal.matter.kind.rawValue)),
            .init(name: "subject", value: .string(proposal.matter.subject)),
            .init(name: "number", value: .integer(Int64(proposal.number))),
            .init(name: "state", value: .string(proposal.state.rawValue)),
            .init(name: "content", value: proposal.content.json), .init(name: "note", value: .string(proposal.note)),
            .init(name: "proposed_by", value: .string(proposal.proposedBy)),
            .init(name: "proposed_at", value: .moment(proposal.proposedAt)),
            .init(name: "decided_by", value: .text(proposal.decidedBy)),
            .init(name: "decided_at", value: .moment(proposal.decidedAt)),
        ]
    }
}

extension Proposal.Content {
    fileprivate var json: JSON {
        switch self {
        case .writeOff(let reason): ["reason": .string(reason.rawValue)]
        case .insurerAdvance(let reason): ["reason": .string(reason.rawValue)]
        case .payee(let account): account.json
        case .clawback(let clawback):
            [
                "reason": .string(clawback.reason.rawValue), "rate": .string("\(clawback.rate)"),
                "until": .day(clawback.until),
            ]
        case .resume(let rate): rate.json
        case .trueUp(let year): ["year": .integer(Int64(year))]
        case .fixing(let rate): ["rate": .string("\(rate)")]
        case .netAssets(let amount, let day): ["amount": .fen(amount), "as_of": .day(day)]
        case .close, .reopen, .reverse, .transfer: bookkeeping
        }
    }
}

/// A clawback with what goes back to whom.
public struct ClawbackView: JSONRepresentable, Sendable {
    private let proposal: ProposalView
    private let parts: [Clawback.Part]

    init(_ proposal: Proposal, _ parts: [Clawback.Part]) {
        self.proposal = ProposalView(proposal)
        self.parts = parts
    }

    public var json: JSON { .object(proposal.members + [.init(name: "parts", value: .array(parts.map(\.json)))]) }
}

extension Clawback.Part {
    var json: JSON {
        ["party": .string(party), "principal": .fen(principal), "interest": .fen(interest)]
    }
}
