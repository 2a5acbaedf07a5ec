import Accounting
import Clearing
import JSON

/// The bureau's clerk proposes a version of a subsidy programme, on interest or on guarantee fees. Nothing changes until another person adopts it.
public struct ProposeSubsidyTerms: Command {
    public static let name = "propose-subsidy-terms"
    public static let status = 201

    let document: Result<SubsidyTerms, TermsProblem>

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        let json = try fields.required("terms")
        let pointer = fields.pointer(to: "terms")
        document = Result { () throws(TermsProblem) in try SubsidyTerms(json, at: pointer) }
        try fields.end()
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> SubsidyTermsView {
        try caller.require(.clerk)
        let terms: SubsidyTerms
        switch document {
        case .success(let read): terms = read
        case .failure(let problem):
            throw Refusal(.termsInvalid, at: problem.pointer, ["code": problem.code, "what": problem.detail])
        }
        let versions = books.reference.subsidies[terms.programme] ?? []
        // Periods approved under one kind are worked out again by it: a programme cannot become another.
        guard versions.allSatisfy({ $0.terms.isLike(terms) }) else {
            throw Refusal(
                .termsInvalid, at: "/terms", ["code": "kind-changed", "what": "name another programme; 请另立方案"])
        }
        let version = SubsidyVersion(
            version: (versions.last?.version ?? 0) + 1, terms: terms,
            state: .proposed, proposedBy: caller.person.id, proposedAt: now)
        books.save(version)
        books.tell(
            "subsidy-terms.proposed", about: "subsidy-terms/\(terms.programme)/\(version.version)",
            to: [caller.party.id], ["from": .string("\(terms.from)")])
        return SubsidyTermsView(version)
    }
}

/// Another person adopts a proposed version: it governs the periods from its day on.
public struct AdoptSubsidyTerms: Command {
    public static let name = "adopt-subsidy-terms"

    let programme: String
    let version: Int

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        programme = path.text("programme")
        version = Int(clamping: path.number("version"))
        try fields.end()
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> SubsidyTermsView {
        try caller.require(.approver)
        guard var version = books.reference.subsidy(of: programme, version: version) else {
            throw Refusal(.unknownTerms)
        }
        try version.adopt(by: caller, at: now)
        books.save(version)
        books.tell(
            "subsidy-terms.adopted", about: "subsidy-terms/\(programme)/\(version.version)",
            to: books.reference.parties.keys.sorted(), ["from": .string("\(version.terms.from)")])
        return SubsidyTermsView(version)
    }
}
