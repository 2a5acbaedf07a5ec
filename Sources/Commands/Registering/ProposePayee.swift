import Accounting
import Clearing
import JSON

/// The bureau's clerk proposes the bank account that orders to a party are paid to. Nothing changes until another person
/// adopts it: nobody alone can turn a payment elsewhere.
public struct ProposePayee: Command {
    public static let name = "propose-payee"
    public static let status = 201

    let party: String
    let account: PayeeAccount
    let note: String

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        party = path.text("party")
        account = PayeeAccount(
            bankName: try fields.string("bank_name", length: 1...100),
            bankCode: try fields.digits("bank_code", length: 12...12),
            number: try fields.digits("number", length: 5...34))
        note = try fields.string("note", length: 1...500)
        try fields.end()
    }

    public var needs: Needs { .payee(party) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ProposalView {
        try caller.require(.clerk)
        let party = try books.party(party)
        let proposal = books.propose(.payee(account), .payee(party.id), note: note, by: caller, at: now)
        books.tell("payee.proposed", about: "party/\(party.id)", to: [caller.party.id, party.id], [:])
        return ProposalView(proposal)
    }
}

/// Another person adopts the account: orders released from now on are paid to it. What was released before keeps its own.
public struct AdoptPayee: Command {
    public static let name = "adopt-payee"

    let party: String

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        party = path.text("party")
        try fields.end()
    }

    public var needs: Needs { .payee(party) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ProposalView {
        try caller.require(.approver)
        var party = try books.party(party)
        let proposal = try books.adopt(.payee(party.id), by: caller, at: now)
        guard case .payee(let account) = proposal.content else {
            preconditionFailure("a proposal's content is of its kind")
        }
        party.account = account
        books.save(party)
        books.tell(
            "payee.adopted", about: "party/\(party.id)", to: [caller.party.id, party.id],
            ["bank_code": .string(account.bankCode), "number": .string(account.number)])
        return ProposalView(proposal)
    }
}

extension Needs {
    fileprivate static func payee(_ party: String) -> Needs {
        var needs = Needs()
        needs.proposals = [.payee(party)]
        return needs
    }
}

extension Proposal.Matter {
    fileprivate static func payee(_ party: String) -> Proposal.Matter { Proposal.Matter(.payee, "party/\(party)") }
}
