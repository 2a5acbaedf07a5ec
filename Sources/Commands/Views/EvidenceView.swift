import Clearing
import JSON

/// A file attached to a claim as the API shows it.
public struct EvidenceView: JSONRepresentable, Sendable {
    private let evidence: Evidence
    private let successor: Int?

    /// - Parameter all: every file of the claim.
    public init(_ evidence: Evidence, among all: [Evidence]) {
        self.evidence = evidence
        successor = all.successor(of: evidence.number)
    }

    public var json: JSON {
        [
            "claim": .integer(evidence.claim), "evidence": .integer(Int64(evidence.number)),
            "revision": .integer(Int64(evidence.revision)), "document": .string(evidence.document),
            "file_name": .string(evidence.fileName), "media_type": .string(evidence.mediaType.rawValue),
            "size": .integer(evidence.size), "sha256": .string(evidence.sha256),
            "supersedes": .number(evidence.supersedes.map { Int64($0) }),
            "superseded_by": .number(successor.map { Int64($0) }), "party": .string(evidence.party),
            "attached_by": .string(evidence.attachedBy), "attached_at": .moment(evidence.attachedAt),
        ]
    }
}

/// What a claim proves, paper by paper, as the API shows it.
public struct ChecklistView: JSONRepresentable, Sendable {
    private let checklist: Checklist

    public init(_ checklist: Checklist) { self.checklist = checklist }

    public var json: JSON {
        [
            "complete": .bool(checklist.missing.isEmpty), "missing": .array(checklist.missing.map(JSON.string)),
            "items": .array(
                checklist.items.map { item in
                    [
                        "document": .string(item.document), "required": .bool(item.isRequired),
                        "needs_file": .bool(item.needsFile), "named": .bool(item.isNamed),
                        "sha256": .text(item.sha256),
                        "files": .array(item.files.map { .integer(Int64($0.number)) }),
                        "other_files": .array(item.others.map { .integer(Int64($0.number)) }),
                        "there": .bool(item.isThere),
                    ]
                }),
        ]
    }
}
