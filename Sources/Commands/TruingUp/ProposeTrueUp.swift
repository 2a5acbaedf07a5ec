import Accounting
import Clearing
import JSON

/// A clerk has a year's compensation-rate caps of a bank under a programme worked out on all the year released (年末清算), and
/// proposes that what was taken beyond them goes back. The answer says whose fen of which claims.
public struct ProposeTrueUp: Command {
    public static let name = "propose-true-up"
    public static let status = 201

    let programme, bank: String
    let year: Int
    let note: String

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        programme = try fields.string("programme", length: 1...60)
        bank = try fields.identifier("bank")
        year = Int(try fields.integer("year", in: 2000...2999))
        note = try fields.string("note", length: 1...500)
        try fields.end()
    }

    public var needs: Needs { .trueUp(of: trueUp) }

    private var trueUp: TrueUp.Year {
        TrueUp.Year(portfolio: Portfolio(bank: bank, programme: programme), year: year)
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> TrueUpView {
        try caller.require(.clerk)
        guard try books.party(bank, at: "/bank").kind == .bank else {
            throw Refusal(.unknownParty, at: "/bank", ["party": bank])
        }
        guard let last = Day(year: year, month: 12, day: 31), now.day >= last else {
            throw Refusal(.dateImplausible, at: "/year", ["what": "\(year)-12-31 > \(now.day)"])
        }
        let caps = try books.trueUps(of: trueUp)
        guard caps.contains(where: { !$0.parts.isEmpty }) else {
            throw Refusal(.nothingDue, at: "/year", ["day": "\(last)"])
        }
        let proposal = books.propose(.trueUp(year), trueUp.matter, note: note, by: caller, at: now)
        books.tell(
            "true-up.proposed", about: trueUp.subject, to: [caller.party.id], ["caps": .array(caps.map(\.json))])
        return TrueUpView(proposal, caps)
    }
}

/// Another person approves: the bank bears what was over and owes it to whoever had paid it, and the caps have their headroom
/// back. It is worked out again on the day of the decision.
public struct ApproveTrueUp: Command {
    public static let name = "approve-true-up"

    let trueUp: TrueUp.Year

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        trueUp = TrueUp.Year(
            portfolio: Portfolio(bank: path.text("party"), programme: path.text("programme")),
            year: Int(clamping: path.number("year")))
        try fields.end()
    }

    public var needs: Needs { .trueUp(of: trueUp) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> TrueUpView {
        try caller.require(.approver)
        let proposal = try books.adopt(trueUp.matter, by: caller, at: now)
        let caps = try books.trueUps(of: trueUp)
        for part in caps.flatMap(\.parts) { try books.giveBack(part, at: now) }
        books.tell(
            "true-up.approved", about: trueUp.subject,
            to: [caller.party.id, trueUp.portfolio.bank] + caps.flatMap(\.parts).map(\.party),
            ["caps": .array(caps.map(\.json))])
        return TrueUpView(proposal, caps)
    }
}

extension TrueUp.Year {
    var subject: String { "true-up/\(portfolio.programme)/\(portfolio.bank)/\(year)" }
    fileprivate var matter: Proposal.Matter { Proposal.Matter(.trueUp, subject) }
}

extension Needs {
    fileprivate static func trueUp(of year: TrueUp.Year) -> Needs {
        var needs = Needs()
        needs.proposals = [year.matter]
        needs.trueUps = [year]
        return needs
    }
}
