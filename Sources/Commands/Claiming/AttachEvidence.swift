import Accounting
import Clearing
import JSON

/// A file is attached to a claim, as proof of a paper on the programme's checklist; or in the place of one attached before.
///
/// The bytes are kept before this is performed, by their digest: what stands in the books has its bytes, and bytes that never
/// came to stand there are swept. The facts are those the service found in the file itself, so there is no route on which
/// a caller could say them. The same file for the same paper is attached once.
public struct AttachEvidence: Command {
    public static let name = "attach-evidence"
    public static let status = 201

    let claim: Int64
    let document, fileName, sha256: String
    let mediaType: Evidence.MediaType
    let size: Int64
    let supersedes: Int?

    public init(_ found: inout Fields, at path: Path) throws(JSON.Problem) {
        claim = path.number("claim")
        document = try found.string("document", length: 1...60)
        fileName = try found.string("file_name", length: 1...120)
        mediaType = try found.choice("media_type", of: Evidence.MediaType.self)
        size = try found.integer("size", in: 1...Int64.max)
        sha256 = try found.string("sha256", length: 64...64)
        supersedes = try found.optionalInteger("supersedes", in: 1...Int64(Evidence.most)).map { Int($0) }
        try found.end()
    }

    /// What is found of a file, as a command reads it: the same file sent in the same way is the same request.
    public static func body(
        document: String, fileName: String, mediaType: Evidence.MediaType, size: Int64, sha256: String,
        supersedes: Int64?
    ) -> JSON {
        var members: [JSON.Member] = [
            .init(name: "document", value: .string(document)), .init(name: "file_name", value: .string(fileName)),
            .init(name: "media_type", value: .string(mediaType.rawValue)), .init(name: "size", value: .integer(size)),
            .init(name: "sha256", value: .string(sha256)),
        ]
        if let supersedes { members.append(.init(name: "supersedes", value: .integer(supersedes))) }
        return .object(members)
    }

    public var needs: Needs {
        var needs = Needs.claim(claim)
        needs.evidence = [claim]
        return needs
    }

    /// Whether somebody may attach files at all; whose claim it is, is another question.
    public static func mayBeAsked(by caller: Caller) -> Bool {
        do throws(Refusal) {
            try caller.require(.bankMaker, .bankChecker, .clerk)
            return true
        } catch {
            return false
        }
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> EvidenceView {
        try caller.require(.bankMaker, .bankChecker, .clerk)
        let claim = try books.claim(claim)
        if caller.party.kind != .bureau { try caller.mustHaveFiled(claim) }
        let known = books.evidence(of: claim.number)
        if let same = known.standing.first(where: isSame) { return EvidenceView(same, among: known) }
        guard claim.state.takesEvidence else { throw Refusal(.wrongState, ["state": claim.state.rawValue]) }
        try checkPaper(of: claim, in: &books)
        if let supersedes {
            guard supersedes <= known.count else { throw Refusal(.unknownEvidence) }
            if let successor = known.successor(of: supersedes) {
                throw Refusal(.alreadySuperseded, ["evidence": "\(successor)"])
            }
        }
        guard known.count < Evidence.most else { throw Refusal(.evidenceFull, ["most": "\(Evidence.most)"]) }
        let evidence = Evidence(
            claim: claim.number, number: known.count + 1, revision: claim.revision, document: document,
            fileName: fileName, mediaType: mediaType, size: size, sha256: sha256, supersedes: supersedes,
            party: caller.party.id, attachedBy: caller.person.id, attachedAt: now)
        books.add(evidence)
        books.tell(
            "evidence.attached", about: "claim/\(claim.number)", to: [claim.filed.bank] + claim.bearers,
            [
                "evidence": .integer(Int64(evidence.number)), "document": .string(document),
                "sha256": .string(sha256), "size": .integer(size),
                "supersedes": supersedes.map { .integer(Int64($0)) } ?? .null,
            ])
        return EvidenceView(evidence, among: known + [evidence])
    }

    private func isSame(_ known: Evidence) -> Bool {
        known.document == document && known.sha256 == sha256 && (supersedes == nil || known.supersedes == supersedes)
    }

    /// A paper of the checklist, or one more that the claim names itself.
    private func checkPaper(of claim: Claim, in books: inout Books) throws(Refusal) {
        let loan = try books.loan(claim.filed.loan)
        let checklist = books.terms(of: claim, loan).procedure.claim.documents
        guard checklist.contains(document) || claim.filed.documents.contains(where: { $0.name == document }) else {
            throw Refusal(.documentUnknown, ["document": document, "checklist": checklist.joined(separator: ", ")])
        }
    }
}

extension Claim.State {
    /// Until the claim has come to nothing.
    fileprivate var takesEvidence: Bool {
        switch self {
        case .withdrawn, .rejected, .cured, .clawedBack: false
        default: true
        }
    }
}
