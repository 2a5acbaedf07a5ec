import Accounting
import Clearing
import JSON

/// The bureau's clerk proposes what a guarantor's net assets were on a day, as its audited accounts say: what its leverage is
/// measured by (放大倍数, domain §7).
public struct ProposeNetAssets: Command {
    public static let name = "propose-net-assets"
    public static let status = 201

    let party: String
    let amount: Money
    let asOf: Day
    let note: String

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        party = path.text("party")
        amount = try fields.money("amount")
        asOf = try fields.day("as_of")
        note = try fields.string("note", length: 1...500)
        try fields.end()
    }

    public var needs: Needs { .netAssets(party) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ProposalView {
        try caller.require(.clerk)
        let guarantor = try books.guarantor(party)
        try asOf.mustNotBeAfter(now.day, at: "/as_of")
        let proposal = books.propose(
            .netAssets(amount, asOf: asOf), .netAssets(guarantor.id), note: note, by: caller, at: now)
        books.tell("net-assets.proposed", about: "party/\(guarantor.id)", to: [caller.party.id, guarantor.id], [:])
        return ProposalView(proposal)
    }
}

/// Another person adopts the figure: leverage is measured by it from its day on, until one of a later day.
public struct AdoptNetAssets: Command {
    public static let name = "adopt-net-assets"

    let party: String

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        party = path.text("party")
        try fields.end()
    }

    public var needs: Needs { .netAssets(party) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ProposalView {
        try caller.require(.approver)
        let guarantor = try books.guarantor(party)
        let proposal = try books.adopt(.netAssets(guarantor.id), by: caller, at: now)
        books.tell("net-assets.adopted", about: "party/\(guarantor.id)", to: [caller.party.id, guarantor.id], [:])
        return ProposalView(proposal)
    }
}

extension Books {
    fileprivate func guarantor(_ id: String) throws(Refusal) -> Party {
        let party = try party(id)
        guard party.kind == .guarantor else { throw Refusal(.unknownParty, ["party": id]) }
        return party
    }
}

extension Needs {
    fileprivate static func netAssets(_ party: String) -> Needs {
        var needs = Needs()
        needs.proposals = [.netAssets(party)]
        return needs
    }
}

extension Proposal.Matter {
    fileprivate static func netAssets(_ party: String) -> Proposal.Matter {
        Proposal.Matter(.netAssets, "party/\(party)")
    }
}
