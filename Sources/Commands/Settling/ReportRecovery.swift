import Accounting
import Clearing
import JSON

/// The bank or a bearer reports money got from the borrower after compensation. It is shared among all who bore the loss;
/// whoever holds the money owes the others their parts, due in ten working days (RULES §8). What comes back after the
/// claim was written off is shared no differently, and is other income of the fund.
public struct ReportRecovery: Command {
    public static let name = "report-recovery"
    public static let status = 201

    let claim: Int64
    let returned: Returned

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        claim = path.number("claim")
        returned = try Returned(&fields)
        try fields.end()
    }

    public var needs: Needs {
        var needs = Needs.claim(claim)
        needs.recoveries = [claim]
        needs.legsOf = [claim]
        return needs
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> RecoveryView {
        var claim = try books.claimToRecover(claim, returned, by: caller, on: now.day)
        let isWrittenOff = claim.state == .writtenOff
        let shared = try books.share(returned, of: claim, by: caller, at: now)
        try claim.recover(shared.principal, owesMore: shared.owesMore)
        try books.book(shared.recovery, of: &claim, .all, isWrittenOff: isWrittenOff, at: now)
        books.save(claim)
        books.tell(
            "recovery.reported", about: "claim/\(claim.number)", to: [claim.filed.bank] + claim.shares.map(\.party),
            [
                "recovery": .integer(shared.recovery.number), "gross": .integer(shared.recovery.gross.fen),
                "surplus": .integer(shared.recovery.surplus.fen),
            ])
        return RecoveryView(shared.recovery)
    }
}

extension Returned {
    init(_ fields: inout Fields) throws(JSON.Problem) {
        gross = try fields.money("gross")
        receivedOn = try fields.day("received_on")
        costs = try fields.list("costs", count: 0...8) { (item) throws(JSON.Problem) in
            Recovery.Part(kind: .cost, party: try item.identifier("party"), amount: try item.money("amount"))
        }
        kind = try fields.optionalChoice("kind", of: Recovery.Kind.self) ?? .cash
    }
}

extension Books {
    /// A claim that was paid, reported on by its bank or by one who bore it, with costs advanced by such parties only.
    mutating func claimToRecover(_ number: Int64, _ returned: Returned, by caller: Caller, on today: Day)
        throws(Refusal) -> Claim
    {
        try caller.require(.bankMaker, .bankChecker, .bearerMaker, .bearerChecker)
        let claim = try claim(number)
        guard caller.reaches(claim) else { throw Refusal(.unknownClaim) }
        guard let paidOn = claim.paidOn, [.paid, .recovering, .writtenOff].contains(claim.state) else {
            throw Refusal(.wrongState, ["state": claim.state.rawValue])
        }
        try returned.receivedOn.mustNotBeAfter(today, at: "/received_on")
        guard returned.receivedOn >= paidOn else {
            throw Refusal(.dateImplausible, at: "/received_on", ["what": "\(returned.receivedOn) < \(paidOn)"])
        }
        for (place, cost) in returned.costs.enumerated()
        where cost.party != claim.filed.bank && claim.share(of: cost.party)?.asksBearer != true {
            throw Refusal(.unknownParty, at: "/costs/\(place)/party", ["party": cost.party])
        }
        return claim
    }
}
