import Accounting
import Clearing
import JSON

/// A clerk proposes to move money from one earmark to another (专项资金调剂, RULES §9), under a name of its own.
public struct ProposeTransfer: Command {
    public static let name = "propose-transfer"
    public static let status = 201

    let transfer: String
    let from, to: Earmark
    let amount: Money
    let note: String

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        transfer = try fields.identifier("transfer")
        from = try fields.choice("from", of: Earmark.self)
        to = try fields.choice("to", of: Earmark.self)
        amount = try fields.money("amount")
        note = try fields.string("note", length: 1...500)
        if from == to { throw fields.problem(.outOfRange, "to", "money moves between two earmarks; name another") }
        try fields.end()
    }

    public var needs: Needs { .transfer(transfer) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ProposalView {
        try caller.require(.clerk)
        try books.mustBeNew(transfer)
        let content = Proposal.Content.transfer(from: from, to: to, amount: amount)
        let proposal = books.propose(content, .transfer(transfer), note: note, by: caller, at: now)
        books.tell(
            "transfer.proposed", about: "transfer/\(transfer)", to: [caller.party.id], ["amount": .fen(amount)])
        return ProposalView(proposal)
    }
}

/// Another person approves: cash and purpose move together, on the day of the decision.
public struct ApproveTransfer: Command {
    public static let name = "approve-transfer"

    let transfer: String

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        transfer = path.text("transfer")
        try fields.end()
    }

    public var needs: Needs { .transfer(transfer) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ProposalView {
        try caller.require(.approver)
        let proposal = try books.adopt(.transfer(transfer), by: caller, at: now)
        guard case .transfer(let from, let to, let amount) = proposal.content else {
            preconditionFailure("a proposal's content is of its matter's kind")
        }
        try books.mustBeNew(transfer)
        try books.post(
            "earmark-transferred", about: "transfer/\(transfer)", on: now.day,
            ["from": from.rawValue, "to": to.rawValue], ["amount": amount])
        if from == .risk || to == .risk { books.followPool() }
        for (earmark, direction) in [(from, BankLine.Direction.debit), (to, .credit)] {
            guard let account = Category(rawValue: earmark.rawValue) else { continue }
            books.save(
                books.record(
                    account, direction, amount, on: now.day, reference: "transfer/\(transfer)", order: nil, by: caller,
                    at: now))
        }
        books.tell(
            "earmark.transferred", about: "transfer/\(transfer)", to: [caller.party.id], ["amount": .fen(amount)])
        return ProposalView(proposal)
    }
}

extension Books {
    fileprivate mutating func mustBeNew(_ transfer: String) throws(Refusal) {
        if hasEntry(about: "transfer/\(transfer)") {
            throw Refusal(.taken, at: "/transfer", ["what": "transfer/\(transfer)"])
        }
    }
}

extension Needs {
    fileprivate static func transfer(_ name: String) -> Needs {
        var needs = Needs()
        needs.proposals = [.transfer(name)]
        needs.subjects = ["transfer/\(name)"]
        return needs
    }
}

extension Proposal.Matter {
    fileprivate static func transfer(_ name: String) -> Proposal.Matter {
        Proposal.Matter(.transfer, "transfer/\(name)")
    }
}
