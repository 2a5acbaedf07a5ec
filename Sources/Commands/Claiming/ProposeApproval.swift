import Accounting
import Clearing
import JSON

/// The bureau's clerk puts a claim whose shares are all answered before an approver.
public struct ProposeApproval: Command {
    public static let name = "propose-approval"

    let claim: Int64

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        claim = path.number("claim")
        try fields.end()
    }

    public var needs: Needs { .claim(claim) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ClaimView {
        try caller.require(.clerk)
        var claim = try books.claim(claim)
        try claim.propose(by: caller.person.id, at: now)
        books.save(claim)
        books.tell("claim.proposed", about: "claim/\(claim.number)", to: [claim.filed.bank], [:])
        return ClaimView(claim)
    }
}
