import Foundation
import House
import JSON
import Ledger
import Postgres
import Store
import Testing

/// The bytes of files: kept before anything names them, swept when nothing does, and compared with their digests.
@Suite struct EvidenceTests {
    private static func claimed(_ house: House) async throws {
        try await house.claimed(1_000_000)
        try await house.attach(Sample.pdf(1, size: 700_000), as: "loan-contract", to: 1, by: "bank-a/maker")
        try await house.attach(Sample.pdf(2), as: "application", to: 1, by: "bank-a/maker")
    }

    /// A folder for a test's files.
    private static func inFolder<T>(_ work: (EvidenceFolder) async throws -> T) async throws -> T {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("evidence-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }  // at worst it lies among temporary files
        return try await work(try EvidenceFolder(path))
    }

    private static func verify(_ house: House, _ folder: EvidenceFolder?) async throws -> Report {
        let connection = Connection(house.database)
        let verifier = Verifier(connection: connection, chart: Ledger.embedded.rulebook.chart, evidence: folder)
        let report = try await verifier.run(house.book)
        await connection.close()
        return report
    }

    private static let forgeries: [(sql: SQL, named: String)] = [
        (
            "update clearing.evidence_chunk set bytes = overlay(bytes placing 'x'::bytea from 99) where chunk_no = 2",
            "file 1 of claim 1: its bytes are not those that were attached"
        ),
        ("delete from clearing.evidence_chunk where chunk_no = 3", "file 1 of claim 1: its bytes are not those"),
        ("delete from clearing.evidence where evidence_no = 1", "file 2 of claim 1: a file before it is missing"),
        ("delete from clearing.evidence where evidence_no = 2", "file 2 of claim/1: was attached and is gone"),
        ("update clearing.evidence set claim_no = 9 where evidence_no = 2", "file 2 of claim 9: belongs to no claim"),
        (
            "update clearing.evidence set sha256 = (select e.sha256 from clearing.evidence e where e.evidence_no = 2)",
            "file 1 of claim 1: is not in the trail with this digest"
        ),
    ]

    @Test func `what a superuser changed about a file is named`() async throws {
        for (sql, named) in Self.forgeries {
            try await House.with { house in
                try await Self.claimed(house)
                let before = try await house.verify()
                #expect(before.findings == [] && before.counts.files == 2)
                _ = try await house.read { try $0.run(sql) }
                let found = try await house.verify().findings.map(\.description)
                #expect(found.contains { $0.contains(named) }, "\(named): \(found.joined(separator: "\n"))")
            }
        }
    }

    @Test func `bytes that are named cannot be taken away, nor a file changed, by the service itself`() async throws {
        try await House.with { house in
            try await Self.claimed(house)
            let service = Connection(house.database + " user=ballast_service")
            let attempts: [(sql: SQL, state: String)] = [
                ("delete from clearing.evidence_content", "23503"), ("delete from clearing.evidence_chunk", "42501"),
                ("delete from clearing.evidence", "42501"),
                ("update clearing.evidence set file_name = 'x'", "42501"),
                ("update clearing.evidence_chunk set bytes = 'x'", "42501"),
                ("update clearing.evidence_content set size = 1", "42501"),
            ]
            for (sql, state) in attempts {
                let error = await #expect(throws: PostgresError.self) {
                    try await service.transaction { _ = try $0.run(sql) }
                }
                #expect(error?.sqlState == state, "\(sql.text)")
            }
            await service.close()
        }
    }

    @Test func `killed between keeping and attaching: the same request attaches it, or it is swept`() async throws {
        try await House.with { house in
            try await Self.claimed(house)
            // Kept, and then nothing more was heard of the process.
            for seed in 5...6 { try await house.keep(Sample.pdf(UInt8(seed), size: 300_000)) }
            #expect(try await house.findings() == [])
            let attached = try await house.attach(
                Sample.pdf(5, size: 300_000), as: "commitment", to: 1, by: "bank-a/maker")
            #expect(attached.status == 201)
            // Nothing goes before its day is over; then what nothing names.
            let swept = try await house.withVault { vault in
                [try await vault.sweep(house.book), try await vault.sweep(house.book, unusedFor: .zero)]
            }
            #expect(swept == [0, 1])
            #expect(try await Self.counts(house) == "3 contents, 6 pieces")
            #expect(try await house.findings() == [])
        }
    }

    @Test func `in a folder: kept whole or not at all, found by digest, swept, and missed when it is gone`()
        async throws
    {
        try await House.with { house in
            try await Self.inFolder { folder in
                try await house.claimed(1_000_000)
                let file = Sample.pdf(1, size: 700_000)
                let found = try await house.keep(file, folder)
                try await house.keep(Sample.pdf(2), folder)
                let attached = try await house.attach(
                    file, as: "loan-contract", to: 1, by: "bank-a/maker", folder: folder)
                #expect(attached.status == 201)
                let path = "\(folder.path)/1/\(found.sha256.prefix(2))/\(found.sha256)"
                #expect(FileManager.default.contents(atPath: path).map { Array($0) } == file)
                #expect(try await Self.counts(house) == "2 contents, 0 pieces")
                #expect(try await Self.verify(house, folder).findings == [])
                // A rename that was not followed by its row, and an upload that was cut off.
                let stray = "\(folder.path)/1/00/\(String(repeating: "0", count: 64))"
                try FileManager.default.createDirectory(
                    atPath: "\(folder.path)/1/00", withIntermediateDirectories: true)
                for left in [stray, "\(folder.path)/ballast-incoming-x", "\(folder.path)/ballast-incoming-y"] {
                    let yesterday = Date(timeIntervalSinceNow: left.hasSuffix("y") ? 0 : -90_000)
                    #expect(FileManager.default.createFile(atPath: left, contents: Data([1])))
                    try FileManager.default.setAttributes([.modificationDate: yesterday], ofItemAtPath: left)
                }
                let swept = try await house.withVault(folder) { vault in
                    [try await vault.sweep(house.book), try await vault.sweep(house.book, unusedFor: .zero)]
                }
                #expect(swept == [1, 1])
                let left = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
                #expect(left.filter { $0.contains("incoming") } == ["ballast-incoming-y"])
                #expect(left.filter { $0.count > 60 } == ["1/\(found.sha256.prefix(2))/\(found.sha256)"])
                #expect(try await Self.verify(house, folder).findings == [])
                let unnamed = try await Self.verify(house, nil).findings.map(\.description)
                #expect(unnamed.count == 1 && unnamed[0].contains("--evidence-folder"), "\(unnamed)")
                // Lost from the folder: named, and there again when the same bytes arrive.
                try FileManager.default.removeItem(atPath: path)
                let lost = try await Self.verify(house, folder).findings.map(\.description)
                #expect(lost.count == 1 && lost[0].contains("is not in the folder"), "\(lost)")
                try await house.attach(file, as: "loan-contract", to: 1, by: "bank-a/checker", folder: folder)
                #expect(try await Self.verify(house, folder).findings == [])
            }
        }
    }

    private static func counts(_ house: House) async throws -> String {
        try await house.read { transaction in
            try transaction.one(
                """
                select (select count(*) from clearing.evidence_content) || ' contents, '
                    || (select count(*) from clearing.evidence_chunk) || ' pieces' as told
                """
            ) { try $0.string("told") } ?? ""
        }
    }
}
