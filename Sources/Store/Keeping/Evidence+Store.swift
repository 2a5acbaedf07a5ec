import Accounting
import Clearing
import Postgres

extension Evidence {
    static let columns: SQL = """
        v.claim_no, v.evidence_no, v.revision, v.document, v.file_name, v.media_type, v.size, v.sha256, v.supersedes, v.party,
        v.attached_by, v.attached_at
        """

    static func ofClaims(_ book: Int64, _ claims: [Int64]) -> SQL {
        """
        select \(columns)
        from unnest(\(claims)) n (claim_no)
        join clearing.evidence v on v.book_id = \(book) and v.claim_no = n.claim_no
        order by v.claim_no, v.evidence_no
        """
    }

    public init(_ row: Row) throws {
        self.init(
            claim: try row.int64("claim_no"), number: Int(try row.int32("evidence_no")),
            revision: Int(try row.int32("revision")), document: try row.string("document"),
            fileName: try row.string("file_name"), mediaType: try row.word("media_type"), size: try row.int64("size"),
            sha256: try row.string("sha256"), supersedes: try row.int32OrNil("supersedes").map { Int($0) },
            party: try row.string("party"), attachedBy: try row.string("attached_by"),
            attachedAt: try row.moment("attached_at"))
    }

    static func insert(_ book: Int64, _ evidence: [Evidence]) -> SQL {
        """
        insert into clearing.evidence
            (book_id, claim_no, evidence_no, revision, document, file_name, media_type, size, sha256, supersedes, party,
            attached_by, attached_at)
        select \(book), u.claim_no, u.evidence_no, u.revision, u.document, u.file_name, u.media_type, u.size, u.sha256,
            u.supersedes, u.party, u.attached_by, u.attached_at
        from unnest(
            \(evidence.map(\.claim)), \(evidence.map { Int32($0.number) }), \(evidence.map { Int32($0.revision) }),
            \(evidence.map(\.document)), \(evidence.map(\.fileName)), \(evidence.map(\.mediaType.rawValue)),
            \(evidence.map(\.size)), \(evidence.map(\.sha256)), \(evidence.map { $0.supersedes.map { Int32($0) } }),
            \(evidence.map(\.party)), \(evidence.map(\.attachedBy)), \(evidence.map { SQLTimestamp($0.attachedAt) })
        ) u (claim_no, evidence_no, revision, document, file_name, media_type, size, sha256, supersedes, party, attached_by,
            attached_at)
        """
    }
}
