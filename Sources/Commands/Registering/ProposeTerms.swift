import Accounting
import Clearing
import JSON

/// The bureau's clerk proposes a version of a programme's terms. Nothing changes until another person adopts it.
public struct ProposeTerms: Command {
    public static let name = "propose-terms"
    public static let status = 201

    let document: Result<Terms, TermsProblem>

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        let json = try fields.required("terms")
        let pointer = fields.pointer(to: "terms")
        document = Result { () throws(TermsProblem) in try Terms(json, at: pointer) }
        try fields.end()
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> TermsView {
        try caller.require(.clerk)
        let terms: Terms
        switch document {
        case .success(let read): terms = read
        case .failure(let problem):
            throw Refusal(.termsInvalid, at: problem.pointer, ["code": problem.code, "what": problem.detail])
        }
        for party in terms.parties where party != Share.bank && party != Share.fund {
            guard books.reference.parties[party]?.isBearer == true else {
                throw Refusal(.unknownParty, at: "/terms/layers", ["party": party])
            }
        }
        let version = TermsVersion(
            version: (books.reference.terms[terms.programme]?.last?.version ?? 0) + 1, terms: terms, state: .proposed,
            proposedBy: caller.person.id, proposedAt: now)
        books.save(version)
        books.tell(
            "terms.proposed", about: "terms/\(terms.programme)/\(version.version)", to: [caller.party.id],
            ["from": .string("\(terms.from)")])
        return TermsView(version)
    }
}

/// Another person adopts a proposed version: it is in force from its day on.
public struct AdoptTerms: Command {
    public static let name = "adopt-terms"

    let programme: String
    let version: Int

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        programme = path.text("programme")
        version = Int(clamping: path.number("version"))
        try fields.end()
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> TermsView {
        try caller.require(.approver)
        guard var version = books.reference.terms(of: programme, version: version) else { throw Refusal(.unknownTerms) }
        try version.adopt(by: caller, at: now)
        books.save(version)
        books.followPool()
        books.tell(
            "terms.adopted", about: "terms/\(programme)/\(version.version)", to: books.reference.parties.keys.sorted(),
            ["from": .string("\(version.terms.from)")])
        return TermsView(version)
    }
}
