import Accounting
import Clearing
import JSON

/// A bank takes its claim back before it is approved: no trace is left in money, and the loan may be claimed again.
public struct WithdrawClaim: Command {
    public static let name = "withdraw-claim"

    let claim: Int64
    let note: String
    /// How many bearers had answered when the bank looked; nil where it does not mind.
    let answered: Int64?

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        claim = path.number("claim")
        note = try fields.string("note", length: 1...500)
        answered = try fields.optionalInteger("answered", in: 0...1000)
        try fields.end()
    }

    public var needs: Needs { .claim(claim) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ClaimView {
        try caller.require(.bankMaker, .bankChecker)
        var claim = try books.claim(claim)
        try caller.mustHaveFiled(claim)
        if let answered, answered != Int64(claim.shares.count { $0.answeredAt != nil }) {
            throw Refusal(.wrongState, ["state": claim.state.rawValue])
        }
        try claim.withdraw()
        try books.end(&claim, on: now.day)
        books.tell(
            "claim.withdrawn", about: "claim/\(claim.number)", to: [claim.filed.bank] + claim.bearers,
            ["note": .string(note)])
        return ClaimView(claim)
    }
}
