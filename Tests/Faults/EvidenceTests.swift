import AsyncHTTPClient
import Foundation
import House
import Ledger
import NIOCore
import Postgres
import Store
import Testing

extension Faults {
    /// `ballast serve` dies while files come in: before they are kept, between keeping and attaching, after.
    @Suite struct EvidenceTests {
        private static let filesEach = 10

        @Test(arguments: ["database", "folder"])
        func `a server killed while files come in: each is there once and whole, and nothing is left over`(
            place: String
        )
            async throws
        {
            let path = FileManager.default.temporaryDirectory.appendingPathComponent("files-\(UUID().uuidString)").path
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: path) }  // at worst it lies among temporary files
            let folder = place == "folder" ? try EvidenceFolder(path) : nil
            try await Site.with(servers: 1, days: 1, options: folder.map { ["--evidence-folder", $0.path] } ?? []) {
                (site, _) in
                let server = site.servers[0]
                let isOver = Flag()
                let kills = try await withThrowingTaskGroup(of: Int.self) { group in
                    for (number, bank) in Scene.banks.enumerated() {
                        group.addTask {
                            for file in 0..<Self.filesEach { try await Self.attach(file, number, of: bank, at: site) }
                            return 0
                        }
                    }
                    group.addTask {
                        var kills = 0
                        while !isOver.isUp {
                            try await Task.sleep(for: .milliseconds(Int.random(in: 60...500)))
                            #expect(server.end(SIGKILL) == SIGKILL)
                            kills += 1
                            try server.start()
                            try await server.wait(for: 200, from: "readyz")
                        }
                        return kills
                    }
                    for _ in Scene.banks { _ = try await group.next() }
                    isOver.raise()
                    return try await group.reduce(0, +)
                }
                #expect(kills > 2)
                try await Self.judge(site, folder)
            }
        }

        private static func attach(_ file: Int, _ number: Int, of bank: String, at site: Site) async throws {
            let claim = try #require(site.scene.paidClaims[bank])
            let bytes = Sample.pdf(UInt8(number * filesEach + file), size: 200_000 + 97_003 * file)
            let door = HTTPDoor(port: site.servers[0].port, signer: site.signer)
            while true {
                do {
                    let status = try await door.attach(
                        bytes, to: claim, by: "\(bank)/maker", under: "file-\(bank)-\(file)")
                    #expect(status == 201)
                    return
                } catch is Silence { try await Task.sleep(for: .milliseconds(20)) }
            }
        }

        /// One row and one content a file, all bytes as they were, and after a sweep nothing more than that.
        private static func judge(_ site: Site, _ folder: EvidenceFolder?) async throws {
            let house = site.scene.house
            let count = Int64(Scene.banks.count * filesEach)
            try await house.withVault(folder) { _ = try await $0.sweep(house.book, unusedFor: .zero) }
            let kept = try await house.read { transaction in
                try transaction.one(
                    """
                    select (select count(*) from clearing.evidence) as files,
                        (select count(distinct sha256) from clearing.evidence) as digests,
                        (select count(*) from clearing.evidence_content) as contents
                    """
                ) { [try $0.int64("files"), try $0.int64("digests"), try $0.int64("contents")] }
            }
            #expect(kept == [count, count, count])
            if let folder {
                let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
                #expect(names.count { $0.count > 64 } == Int(count))
            }
            let connection = Connection(house.database)
            let verifier = Verifier(connection: connection, chart: Ledger.embedded.rulebook.chart, evidence: folder)
            #expect(try await verifier.run(house.book).findings == [])
            await connection.close()
        }
    }
}

extension HTTPDoor {
    /// Sends a file; gives the status.
    fileprivate func attach(_ bytes: [UInt8], to claim: Int64, by person: String, under key: String) async throws
        -> UInt
    {
        var request = HTTPClientRequest(
            url:
                "http://127.0.0.1:\(port)/v1/books/yongchuan/claims/\(claim)/evidence?document=loan-contract&name=contract.pdf"
        )
        request.method = .POST
        request.headers.add(name: "authorization", value: "Bearer \(try signer.token(of: person))")
        request.headers.add(name: "idempotency-key", value: key)
        request.headers.add(name: "content-type", value: "application/pdf")
        request.body = .bytes(bytes)
        do {
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
            let said = try await response.body.collect(upTo: 1 << 20)
            if response.status.code >= 500 { throw Silence(why: String(buffer: said)) }
            return response.status.code
        } catch let silence as Silence {
            throw silence
        } catch {
            throw Silence(why: "\(error)")
        }
    }
}
