import Clearing
import Postgres

/// A claim's files, with what the programme asks for; for those who may see the claim.
public struct ClaimEvidence: Sendable {
    public let claim: Claim
    /// By number.
    public let files: [Evidence]
}

/// A file within reach, and where its bytes are.
public struct EvidenceContent: Sendable {
    public let evidence: Evidence
    fileprivate let isInFolder: Bool
}

extension Reader {
    public func evidence(_ reach: Reach, claim number: Int64) async throws -> ClaimEvidence? {
        guard let claim = try await claimAlone(reach, number) else { return nil }
        let files = try await rows(reach, Evidence.ofClaims(reach.book, [number]), Evidence.init)
        return ClaimEvidence(claim: claim, files: files)
    }

    /// Whether a claim is there for somebody.
    public func sees(_ reach: Reach, claim number: Int64) async throws -> Bool {
        try await !rows(
            reach,
            "select c.claim_no from clearing.claim c where \(reach.claims) and c.claim_no = \(number)"
        ) { try $0.int64("claim_no") }.isEmpty
    }

    public func content(_ reach: Reach, claim number: Int64, evidence: Int64) async throws -> EvidenceContent? {
        try await rows(
            reach,
            """
            select \(Evidence.columns), k.place
            from clearing.evidence v
            join clearing.claim c on c.book_id = v.book_id and c.claim_no = v.claim_no
            join clearing.evidence_content k on k.book_id = v.book_id and k.sha256 = v.sha256
            where \(reach.claims) and v.claim_no = \(number) and v.evidence_no = \(evidence)
            """
        ) { EvidenceContent(evidence: try Evidence($0), isInFolder: try $0.string("place") == "folder") }.first
    }

    /// A piece of a file, from the first on, each of `EvidenceVault.piece` bytes but the last.
    ///
    /// - Throws: `EvidenceProblem` where the bytes are not at hand.
    public func piece(_ number: Int, of content: EvidenceContent, _ reach: Reach, in folder: EvidenceFolder?)
        async throws -> [UInt8]
    {
        let sha256 = content.evidence.sha256
        guard content.isInFolder else {
            let found = try await rows(
                reach,
                """
                select k.bytes
                from clearing.evidence_chunk k
                where k.book_id = \(reach.book) and k.sha256 = \(sha256) and k.chunk_no = \(Int32(number + 1))
                """
            ) { try $0.bytes("bytes") }
            guard let bytes = found.first else {
                throw EvidenceProblem("piece \(number + 1) of \(sha256) is not there")
            }
            return bytes
        }
        guard let folder else {
            throw EvidenceProblem("\(sha256) is kept in a folder, and the service was told of none")
        }
        let book = reach.book
        return try await offThreads {
            try folder.read(book, sha256, from: Int64(number * EvidenceVault.piece), count: EvidenceVault.piece)
        }
    }

    private func claimAlone(_ reach: Reach, _ number: Int64) async throws -> Claim? {
        try await rows(
            reach,
            "select \(Claim.columns) from \(Claim.rows) where \(reach.claims) and c.claim_no = \(number)"
        ) { try Claim($0, shares: []) }.first
    }
}
