import Foundation
import Postgres

/// Keeps the bytes of attached files by their digest: in the database, or in a folder beside it, as the service is set.
///
/// Bytes come first and the row that names them after: who is killed in between has lost nothing that was promised, and
/// the bytes are swept once nothing has named them for a day.
public struct EvidenceVault: Sendable {
    /// How much of a file is in memory at a time.
    public static let piece = 256 * 1024

    private let pool: Pool
    public let folder: EvidenceFolder?

    /// `pool` connects as `ballast_service`.
    public init(pool: Pool, folder: EvidenceFolder? = nil) {
        self.pool = pool
        self.folder = folder
    }

    /// Where a file is received: in the folder itself, so that it need only be renamed, or among temporary files.
    private var incoming: String { folder?.path ?? FileManager.default.temporaryDirectory.path }

    public func incomingFile() throws -> IncomingFile { try IncomingFile(in: incoming) }

    /// Keeps a file's bytes, once: those that are kept already only count as new again, so that no sweep takes them now.
    ///
    /// - Throws: `EvidenceProblem` where the folder cannot be written; what the pool throws.
    public func keep(_ file: ReceivedFile, of book: Int64) async throws {
        let (sha256, size, folder) = (file.sha256, file.size, folder)
        let place = try await pool.transaction(deadline: .seconds(5)) { transaction in
            try transaction.one(
                """
                update clearing.evidence_content
                set stored_at = now()
                where book_id = \(book) and sha256 = \(sha256)
                returning place
                """
            ) { try $0.string("place") }
        }
        // In the folder once more: it may have been lost there.
        if let folder, place != "database" { try await offThreads { try folder.keep(file, of: book) } }
        guard place == nil else { return }
        try await pool.transaction(deadline: .seconds(20)) { transaction in
            let isNew = try transaction.run(
                """
                insert into clearing.evidence_content (book_id, sha256, size, place, stored_at)
                values (\(book), \(sha256), \(size), \(folder == nil ? "database" : "folder"), now())
                on conflict (book_id, sha256) do nothing
                """)
            guard isNew == 1, folder == nil else { return }
            guard let handle = FileHandle(forReadingAtPath: file.path) else {
                throw EvidenceProblem("\(file.path) is gone before it was kept")
            }
            var number: Int32 = 0
            while let bytes = try handle.read(upToCount: EvidenceVault.piece), !bytes.isEmpty {
                number += 1
                try transaction.run(
                    """
                    insert into clearing.evidence_chunk (book_id, sha256, chunk_no, bytes)
                    values (\(book), \(sha256), \(number), \(Array(bytes)))
                    """)
            }
        }
    }

    /// Removes bytes that nothing names and that arrived so long ago that nothing will; says how many files that were.
    @discardableResult
    public func sweep(_ book: Int64, unusedFor age: Duration = .seconds(86_400)) async throws -> Int {
        let seconds = age.components.seconds
        let swept = try await pool.transaction(deadline: .seconds(20)) { transaction in
            try transaction.rows(
                """
                delete from clearing.evidence_content c
                where c.book_id = \(book) and c.stored_at < now() - \(seconds)::bigint * interval '1 second'
                    and not exists (
                        select from clearing.evidence e where e.book_id = c.book_id and e.sha256 = c.sha256)
                returning c.sha256
                """
            ) { try $0.string("sha256") }
        }
        EvidenceFolder.removeIncoming(in: incoming)
        guard let folder else { return swept.count }
        let lying = try await offThreads { folder.names(book, olderThan: age) }
        let orphans = try await pool.transaction(readOnly: true, deadline: .seconds(20)) { transaction in
            try transaction.rows(
                """
                select n.sha256
                from unnest(\(lying)) n (sha256)
                where not exists (
                    select from clearing.evidence_content c
                    where c.book_id = \(book) and c.sha256 = n.sha256 and c.place = 'folder')
                """
            ) { try $0.string("sha256") }
        }
        for sha256 in orphans { folder.remove(book, sha256) }
        return Set(swept + orphans).count
    }

    public func close() async { await pool.close() }
}
