/// What the programme asks a claim to prove, and what of it is there (RULES §6, C03).
///
/// A paper counts as enclosed when the claim names it. Where the terms list it under `files` it must be attached as well, and
/// then the claim is not admitted without it. Where the claim says its SHA-256, only a file with that digest counts.
public struct Checklist: Sendable, Equatable {
    public let items: [Item]

    /// One paper.
    public struct Item: Sendable, Equatable {
        public let document: String
        /// Whether the terms ask for it at all; a claim may name more.
        public let isRequired: Bool
        /// Whether the terms ask for the file.
        public let needsFile: Bool
        public let isNamed: Bool
        /// As the claim says it.
        public let sha256: String?
        /// The files that stand for it, as far as they count; and those that have another digest than the claim says.
        public let files, others: [Evidence]

        /// Whether what the terms ask for is there.
        public var isThere: Bool { (!isRequired || isNamed) && (!needsFile || !files.isEmpty) }
    }

    /// - Parameter procedure: the terms by whose procedure the claim goes.
    public init(_ claim: Claim.Facts, _ procedure: Terms, _ evidence: [Evidence]) {
        let standing = evidence.standing
        let asked = procedure.claim.documents
        var words = asked
        for word in claim.documents.map(\.name) + standing.map(\.document) where !words.contains(word) {
            words.append(word)
        }
        items = words.map { word in
            let named = claim.documents.first { $0.name == word }
            let files = standing.filter { $0.document == word }
            let fits = { (file: Evidence) in named?.sha256.map { $0 == file.sha256 } ?? true }
            return Item(
                document: word, isRequired: asked.contains(word), needsFile: procedure.claim.files.contains(word),
                isNamed: named != nil, sha256: named?.sha256, files: files.filter(fits),
                others: files.filter { !fits($0) })
        }
    }

    /// The papers that are asked for and not there.
    public var missing: [String] { items.filter { !$0.isThere }.map(\.document) }
}
