import Accounting
import Clearing
import JSON

/// A guarantor that has paid claims from the tier above it what that one and those further up bear (代偿补偿, RULES §2): within
/// 120 days of its payment, or as the terms say. The tier answers as bearers answer a bank, by the same clock.
public struct ClaimUpChain: Command {
    public static let name = "claim-up-chain"
    public static let status = 201

    let claim: Int64
    let voucher: String
    let digest: String?

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        claim = path.number("claim")
        voucher = try fields.reference("voucher")
        digest = try fields.digest("sha256")
        try fields.end()
    }

    public var needs: Needs { .claim(claim) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ShareView {
        try caller.require(.bearerMaker, .bearerChecker)
        var claim = try books.claim(claim)
        guard claim.share(of: caller.party.id)?.asksBearer == true else { throw Refusal(.unknownClaim) }
        guard let open = claim.claimable(by: caller.party.id), let until = open.chain?.claimUntil else {
            throw Refusal(.nothingUpChain)
        }
        let received = try books.receivedOn(now)
        if let last = try books.overdueSince(until, received) { throw Refusal(.claimedLate, ["last": "\(last)"]) }
        let loan = try books.loan(claim.filed.loan)
        let answerBy = try books.answerBy(
            books.terms(of: claim, loan).procedure.confirm.workingDays, from: received)
        let share = try claim.claimUpChain(
            by: caller.party.id, Share.UpChainClaim(voucher: voucher, sha256: digest, answerBy: answerBy),
            person: caller.person.id, at: now)
        books.save(claim)
        books.tell(
            "chain.claimed", about: "claim/\(claim.number)", to: [caller.party.id, share.party],
            [
                "party": .string(share.party), "amount": .integer(share.chain?.asked?.fen ?? 0),
                "paid_on": .string("\(share.chain?.paidOn ?? now.day)"), "answer_by": .string("\(answerBy)"),
                "voucher": .string(voucher), "sha256": digest.map(JSON.string) ?? .null,
            ])
        return ShareView(share, of: claim)
    }
}

extension Books {
    /// The last day, where what came in on a day came after it; a rest day rolls on, and no calendar is asked for before.
    func overdueSince(_ end: Day, _ received: Day) throws(Refusal) -> Day? {
        guard received > end else { return nil }
        do {
            let last = try reference.calendar.rolledForward(end)
            return received > last ? last : nil
        } catch {
            throw Refusal(.calendarMissing, ["year": "\(error.year)"])
        }
    }
}
