import Accounting

/// A file attached to a claim: the paper itself, where a claim otherwise only names it (RULES §6, documents complete).
///
/// Files of a claim are numbered 1, 2, 3 …; none is ever taken away. A better one supersedes an older, which stays.
public struct Evidence: Sendable, Equatable {
    public let claim: Int64
    public let number: Int
    /// Of the claim, when the file was attached.
    public let revision: Int
    /// The paper, by its word on the programme's checklist.
    public let document: String
    public let fileName: String
    public let mediaType: MediaType
    /// In bytes.
    public let size: Int64
    /// 64 small hexadecimal digits: by these the bytes are kept and found.
    public let sha256: String
    /// The file of the same claim whose place this one takes.
    public let supersedes: Int?
    public let party, attachedBy: String
    public let attachedAt: Moment

    public init(
        claim: Int64, number: Int, revision: Int, document: String, fileName: String, mediaType: MediaType, size: Int64,
        sha256: String, supersedes: Int?, party: String, attachedBy: String, attachedAt: Moment
    ) {
        self.claim = claim
        self.number = number
        self.revision = revision
        self.document = document
        self.fileName = fileName
        self.mediaType = mediaType
        self.size = size
        self.sha256 = sha256
        self.supersedes = supersedes
        self.party = party
        self.attachedBy = attachedBy
        self.attachedAt = attachedAt
    }

    /// The most files one claim holds, superseded ones included.
    public static let most = 100

    /// What may be attached: papers and pictures, nothing that runs.
    public enum MediaType: String, Sendable, CaseIterable {
        case pdf = "application/pdf"
        case jpeg = "image/jpeg"
        case png = "image/png"

        /// What a file is by its first bytes, whatever it is called; nil for anything else. Eight bytes are enough.
        public init?(opening bytes: some Sequence<UInt8>) {
            let opening = Array(bytes.prefix(8))
            guard let type = Self.allCases.first(where: { opening.starts(with: $0.signature) }) else { return nil }
            self = type
        }

        private var signature: [UInt8] {
            switch self {
            case .pdf: Array("%PDF-".utf8)
            case .jpeg: [0xFF, 0xD8, 0xFF]
            case .png: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            }
        }

        /// What the name of such a file ends in.
        public var suffix: String {
            switch self {
            case .pdf: "pdf"
            case .jpeg: "jpg"
            case .png: "png"
            }
        }
    }
}

extension [Evidence] {
    /// Those whose place no other has taken.
    public var standing: [Evidence] {
        let superseded = Set(compactMap(\.supersedes))
        return filter { !superseded.contains($0.number) }
    }

    /// The file that took the place of another.
    public func successor(of number: Int) -> Int? { first { $0.supersedes == number }?.number }
}
