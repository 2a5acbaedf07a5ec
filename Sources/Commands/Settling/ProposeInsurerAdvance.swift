import Accounting
import Clearing
import JSON

/// An insurer pays late, or refuses: the bureau's clerk proposes that the fund pays its share first and takes its place
/// (RULES §8, domain §12.16).
public struct ProposeInsurerAdvance: Command {
    public static let name = "propose-insurer-advance"
    public static let status = 201

    let claim: Int64
    let reason: InsurerDefault
    let note: String

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        claim = path.number("claim")
        reason = try fields.choice("reason", of: InsurerDefault.self)
        note = try fields.string("note", length: 1...500)
        try fields.end()
    }

    public var needs: Needs { .insurerAdvance(claim) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ProposalView {
        try caller.require(.clerk)
        let claim = try books.claim(claim)
        _ = try books.insurersLegs(of: claim, on: now.day)
        let proposal = books.propose(
            .insurerAdvance(reason), .on(claim, .insurerAdvance), note: note, by: caller, at: now)
        books.tell(
            "insurer-advance.proposed", about: "claim/\(claim.number)", to: [caller.party.id],
            ["reason": .string(reason.rawValue)])
        return ProposalView(proposal)
    }
}

/// Another person approves: the fund pays the insurer's share with the next run, and the insurer then owes it to the fund.
public struct ApproveInsurerAdvance: Command {
    public static let name = "approve-insurer-advance"

    let claim: Int64

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        claim = path.number("claim")
        try fields.end()
    }

    public var needs: Needs { .insurerAdvance(claim) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ProposalView {
        try caller.require(.approver)
        let claim = try books.claim(claim)
        let proposal = try books.adopt(.on(claim, .insurerAdvance), by: caller, at: now)
        for leg in try books.insurersLegs(of: claim, on: now.day) { try advance(leg, of: claim, in: &books, at: now) }
        books.tell(
            "insurer-advance.approved", about: "claim/\(claim.number)",
            to: [claim.filed.bank] + claim.shares.map(\.party), [:])
        return ProposalView(proposal)
    }

    /// The insurer's leg is given up, in its collection notice too; the fund owes the payee in its place.
    private func advance(_ leg: Leg, of claim: Claim, in books: inout Books, at now: Moment) throws(Refusal) {
        if let number = leg.order {
            var order = try books.order(number)
            try order.withdraw(leg.amount, on: now.day, by: proposalReference)
            books.save(order)
        }
        var ended = leg
        ended.cancelledOn = now.day
        books.save(ended)
        try books.endShare(of: leg.bearer, leg.amount, claim, on: now.day)
        books.add(
            Leg(
                number: books.next(\.leg), kind: .insurerAdvance, counterparty: claim.payee, claim: claim.number,
                bearer: leg.bearer, amount: leg.amount, dueOn: now.day, acceptedAt: leg.acceptedAt))
    }

    private var proposalReference: String { "insurer-advance claim/\(claim)" }
}

extension Books {
    /// What an insurer owes on a claim, due and unpaid. Only what stands in a collection notice of its own may be taken out
    /// of a run again.
    fileprivate mutating func insurersLegs(of claim: Claim, on today: Day) throws(Refusal) -> [Leg] {
        let owed = legs(ofClaim: claim.number).filter {
            $0.kind == .share && $0.settledOn == nil && $0.cancelledOn == nil
                && reference.parties[$0.bearer]?.kind == .insurer
        }
        guard !owed.isEmpty else { throw Refusal(.nothingDue, ["day": "\(today)"]) }
        for number in owed.compactMap(\.order) {
            let order = try order(number)
            let leaving = owed.filter { $0.order == number }.map(\.amount).total
            guard order.direction == .collect, order.state == .issued, order.amount >= leaving else {
                throw Refusal(.moneyUnderWay)
            }
        }
        return owed
    }
}

extension Needs {
    fileprivate static func insurerAdvance(_ claim: Int64) -> Needs {
        var needs = Needs.claim(claim, .insurerAdvance)
        needs.legsOf = [claim]
        return needs
    }
}
