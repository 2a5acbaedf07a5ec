import Accounting
import Clearing
import JSON

/// The bureau sends a claim back to its bank, saying what is wrong. The bearers' clock stands still, and what the shares had
/// taken of caps is free meanwhile.
public struct ReturnClaim: Command {
    public static let name = "return-claim"

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
        try claim.sendBack(for: objection, on: now.day, books.reference.calendar)
        try books.releaseCaps(of: &claim, on: now.day)
        books.save(claim)
        books.tell(
            "claim.returned", about: "claim/\(claim.number)", to: [claim.filed.bank] + claim.bearers, objection.told)
        return ClaimView(claim)
    }
}

extension Claim.Objection {
    /// `code` and `note` of a request.
    init(_ fields: inout Fields) throws(JSON.Problem) {
        self.init(try fields.choice("code", of: Claim.Flaw.self), note: try fields.string("note", length: 1...500))
    }

    var told: JSON { ["code": .string(flaw.rawValue), "note": .string(note)] }
}
