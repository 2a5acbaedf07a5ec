import Accounting
import Clearing
import JSON

/// A recovery and where every fen of it goes.
public struct RecoveryView: JSONRepresentable, Sendable {
    private let recovery: Recovery

    public init(_ recovery: Recovery) { self.recovery = recovery }

    public var json: JSON {
        [
            "recovery": .integer(recovery.number), "claim": .integer(recovery.claim),
            "kind": .string(recovery.kind.rawValue), "holder": .string(recovery.holder),
            "gross": .fen(recovery.gross), "received_on": .day(recovery.receivedOn),
            "costs": .array(recovery.costs.map(part)),
            "parts": .array(recovery.parts.map(part)), "surplus": .fen(recovery.surplus),
            // What is over is not the fund's: its holder owes it to the borrower.
            "surplus_payable_by": recovery.surplus > .zero ? .string(recovery.holder) : .null,
            "reported_by": .string(recovery.reportedBy), "reported_at": .moment(recovery.reportedAt),
        ]
    }

    private func part(_ part: Recovery.Part) -> JSON {
        ["kind": .string(part.kind.rawValue), "party": .string(part.party), "amount": .fen(part.amount)]
    }
}
