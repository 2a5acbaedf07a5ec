import Commands
import JSON
import Postgres
import Store

extension House {
    /// Keeps a file and attaches it to a claim, as the service does with one that is sent to it.
    @discardableResult
    public func attach(
        _ file: [UInt8], as document: String, to claim: Int64, by person: String, name: String = "scan.pdf",
        supersedes: Int64? = nil, key: String? = nil, in lane: Lane? = nil, folder: EvidenceFolder? = nil
    ) async throws -> Answered {
        let found = try await keep(file, folder)
        let body = AttachEvidence.body(
            document: document, fileName: name, mediaType: .pdf, size: found.size, sha256: found.sha256,
            supersedes: supersedes)
        let parts = person.split(separator: "/")
        return Answered(
            try await CommandList.evidence.perform(
                body.bytes, at: Path(["claim": "\(claim)"]), in: lane ?? self.lane,
                by: Identity(party: String(parts[0]), person: parts.joined(separator: "-")),
                key: key ?? "file-\(UInt64.random(in: 0...UInt64.max))"))
    }

    /// Keeps a file's bytes and attaches them to nothing.
    @discardableResult
    public func keep(_ file: [UInt8], _ folder: EvidenceFolder? = nil) async throws -> ReceivedFile {
        try await withVault(folder) { vault in
            let incoming = try vault.incomingFile()
            try incoming.append(file)
            let received = incoming.received()
            try await vault.keep(received, of: book)
            return withExtendedLifetime(incoming) { received }
        }
    }

    public func withVault<T: Sendable>(
        _ folder: EvidenceFolder? = nil, _ work: (EvidenceVault) async throws -> T
    ) async throws -> T {
        var options = Pool.Options()
        options.connections = 1
        let vault = EvidenceVault(pool: Pool(database + " user=ballast_service", options: options), folder: folder)
        let outcome: Result<T, any Error>
        do { outcome = .success(try await work(vault)) } catch { outcome = .failure(error) }
        await vault.close()
        return try outcome.get()
    }
}

extension Sample {
    /// A file that begins as a PDF does, so many bytes long; another seed gives other bytes.
    public static func pdf(_ seed: UInt8 = 0, size: Int = 1000) -> [UInt8] {
        let head = Array("%PDF-1.7\n".utf8) + [seed]
        return head + (head.count..<max(size, head.count)).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ Int(seed)) }
    }
}
