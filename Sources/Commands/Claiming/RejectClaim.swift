import Accounting
import Clearing
import JSON

/// The bureau refuses a claim for good, saying why. Nothing was approved, so one person decides; the bank may claim anew.
public struct RejectClaim: Command {
    public static let name = "reject-claim"

    let claim: Int64
    let objection: Claim.Objection

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        claim = path.number("claim")
        objection = try Claim.Objection(&fields)
        try fields.end()
    }

    public var needs: Needs { .claim(claim) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ClaimView {
        try caller.require(.clerk)
        var claim = try books.claim(claim)
        try claim.reject(for: objection)
        try books.end(&claim, on: now.day)
        books.tell(
            "claim.rejected", about: "claim/\(claim.number)", to: [claim.filed.bank] + claim.bearers, objection.told)
        return ClaimView(claim)
    }
}
