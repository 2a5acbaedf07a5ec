import Accounting
import Foundation
import House
import JSON
import Testing

extension Faults {
    /// `ballast file` while the server it talks to dies, and while it is killed itself.
    @Suite struct FileTests {
        private static let count = 9_000

        @Test func `a file goes on where a killed server left it, and every record is taken once`() async throws {
            try await Site.with(servers: 1, days: 1) { site, _ in
                let path = FileManager.default.temporaryDirectory.path + "/ballast-file-\(UUID().uuidString).ndjson"
                defer { try? FileManager.default.removeItem(atPath: path) }  // at worst it lies in /tmp
                let file = Self.file(on: site.scene.today)
                try Data(file.bytes).write(to: URL(fileURLWithPath: path))

                let sending = try Sending(path, to: site)
                try await Self.wait(for: 1, in: site)
                #expect(site.servers[0].end(SIGKILL) == SIGKILL)
                try await Task.sleep(for: .milliseconds(300))
                try site.servers[0].start()
                // Now whoever sends it is killed, with the file half taken.
                try await Self.wait(for: Self.count / 2, in: site)
                #expect(sending.end(SIGKILL) != 0)
                #expect(try await Self.done(in: site) < Self.count)
                let again = try Sending(path, to: site)
                #expect(again.end() == 0, "\(again.complaints)")
                #expect(again.complaints.contains("\"finished\":true"))
                #expect(again.output.isEmpty, "only what was not accepted is printed")

                try await Self.expectOnce(in: site)
                // Sent once more it changes nothing; another content under its number is refused.
                let repeated = try Sending(path, to: site)
                #expect(repeated.end() == 0)
                try await Self.expectOnce(in: site)
                var changed = file
                changed.lines.removeLast()
                changed.sum -= 1_000
                try Data(changed.bytes).write(to: URL(fileURLWithPath: path))
                let refused = try Sending(path, to: site)
                #expect(refused.end() == 1 && refused.complaints.contains("另一内容"), "\(refused.complaints)")
                try await Self.expectOnce(in: site)
                #expect(try await site.scene.house.verified() == [])
            }
        }

        private static func file(on day: Day) -> BankFile {
            var file = BankFile(
                (1...count).map { place in
                    Sample.loan(
                        programme: "yongchuan-guaranteed", number: 1_000_000 + place,
                        borrower: Sample.borrowers[place % 6], principal: 1_000, disbursed: "\(day + -3)"
                    )
                    .with("matures", .string("\(day + 300)"))
                })
            file.day = "\(day)"
            return file
        }

        private static func done(in site: Site) async throws -> Int {
            try await site.scene.house.read { transaction in
                try transaction.one("select coalesce(max(done), 0)::bigint as done from clearing.batch") {
                    try $0.int("done")
                } ?? 0
            }
        }

        private static func wait(for count: Int, in site: Site) async throws {
            for _ in 0..<2400 {
                if try await done(in: site) >= count { return }
                try await Task.sleep(for: .milliseconds(25))
            }
            Issue.record("the file never came as far as \(count)")
        }

        private static func expectOnce(in site: Site) async throws {
            let found = try await site.scene.house.read { transaction in
                try transaction.one(
                    """
                    select b.accepted, count(l.loan_no) as loans, sum(l.principal)::bigint as principal
                    from clearing.batch b
                    join clearing.loan l on l.book_id = b.book_id and l.batch_no = b.batch_no
                    group by b.accepted
                    """
                ) { [try $0.int64("accepted"), try $0.int64("loans"), try $0.int64("principal")] }
            }
            let all = Int64(count)
            #expect(found == [all, all, all * 1_000])
        }
    }
}

/// `ballast file` as a process of its own.
private final class Sending: Sendable {
    private let process = Process()
    private let out, err: String

    init(_ path: String, to site: Site) throws {
        (out, err) = (path + ".out", path + ".err")
        for file in [out, err] { _ = FileManager.default.createFile(atPath: file, contents: nil) }
        process.executableURL = URL(fileURLWithPath: Program.executable)
        process.arguments = [
            "file", path, "--server", "http://127.0.0.1:\(site.servers[0].port)", "--book", "yongchuan",
            "--attempts", "60",
        ]
        process.environment = ["LANG": "C.UTF-8", "BALLAST_TOKEN": try site.signer.token(of: "bank-a/maker")]
        process.standardOutput = FileHandle(forWritingAtPath: out)
        process.standardError = FileHandle(forWritingAtPath: err)
        try process.run()
    }

    deinit { for file in [out, err] { unlink(file) } }

    /// Waits for its end, after a signal where one is named; gives its status, or the signal's number.
    func end(_ signal: Int32? = nil) -> Int32 {
        if let signal { kill(process.processIdentifier, signal) }
        process.waitUntilExit()
        return process.terminationStatus
    }

    // What cannot be read fails the expectations of it.
    var output: String { (try? String(contentsOfFile: out, encoding: .utf8)) ?? "?" }
    var complaints: String { (try? String(contentsOfFile: err, encoding: .utf8)) ?? "" }
}
