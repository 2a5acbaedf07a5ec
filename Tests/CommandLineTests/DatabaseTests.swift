import Cluster
import Foundation
import House
import JSON
import Postgres
import Testing

/// The commands that work on a database: migrate, open-book, verify, export, token, serve.
@Suite struct DatabaseTests {
    private static let key = """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
        -----END PUBLIC KEY-----
        """
    private static let names = ["--name-zh", "试点账套", "--name-en", "Trial", "--administrator", "office"]

    @Test func `from an empty database to a verified book`() async throws {
        try await withFolder { folder in
            let key = folder.appendingPathComponent("office.pem")
            try Self.key.write(to: key, atomically: true, encoding: .utf8)
            let opening = ["open-book", "trial", "--person", "office-admin", "--key", key.path] + Self.names
            try await Cluster.shared.withDatabase { database in
                let at = ["--database", database]
                let tooEarly = try await Ballast.run(["verify"] + at)
                #expect(tooEarly.status == 2)
                #expect(tooEarly.complaints.contains("run ballast migrate"), "\(tooEarly.complaints)")

                let migrated = try await Ballast.run(["migrate"] + at)
                #expect(migrated.status == 0, "\(migrated.complaints)")
                #expect(migrated.output.contains("已执行迁移 1、2"))
                #expect(try await Ballast.run(["migrate"] + at).output.contains("Already up to date."))
                #expect(try await Ballast.run(["verify"] + at).status == 2)

                let opened = try await Ballast.run(opening + at)
                #expect(opened.status == 0, "\(opened.complaints)")
                #expect(opened.output.contains("signs with the key office-1"))
                #expect(try await Ballast.run(opening + at).output.contains("stays as it is"))

                let verified = try await Ballast.run(["verify"], environment: ["DATABASE_URL": database])
                #expect(verified.status == 0)
                #expect(verified.output.hasSuffix("verify: clean\n"))
                let report = try await Ballast.run(["verify", "--json", "--book", "trial"] + at)
                #expect(try JSON.parse(Array(report.output.utf8))["clean"] == true)
                let stranger = try await Ballast.run(["verify", "--book", "nobody"] + at)
                #expect(stranger.status == 2)
                #expect(stranger.complaints.contains("没有这个账套"))
            }
        }
    }

    @Test func `a forged fen ends verify with 1 and is named`() async throws {
        try await House.played { house in
            let before = try await Ballast.run(["verify", "--database", house.database])
            #expect(before.status == 0, "\(before.output)")
            _ = try await house.read {
                try $0.run(
                    "update ledger.posting set amount = amount + 1 where book_id = 1 and entry_no = 2 and line = 2")
            }
            let after = try await Ballast.run(["verify", "--database", house.database])
            #expect(after.status == 1)
            #expect(after.output.contains("entry 2 line 2: differs from what seal"), "\(after.output)")
            #expect(after.output.contains("finding"))
            #expect(!after.output.contains("verify: clean"))
        }
    }

    @Test func `a journal is written to a file, and refusals have their sentence`() async throws {
        try await withFolder { folder in
            try await House.played { house in
                let code = try await house.read {
                    try $0.one("select code from clearing.directory where book_id = 1") { try $0.string("code") }
                }
                let file = folder.appendingPathComponent("2026.journal").path
                func export(_ arguments: String...) async throws -> Ballast.Outcome {
                    try await Ballast.run(["export"] + arguments + ["--database", house.database])
                }
                let period = ["--from", "2026-01-01", "--until", "2027-01-01"]
                let written = try await export(
                    "hledger", "--book", code ?? "", period[0], period[1], period[2], period[3], "--output", file)
                #expect(written.status == 0, "\(written.complaints)")
                #expect(try String(contentsOfFile: file, encoding: .utf8).contains("2026-01-05"))

                let unknown = try await export(
                    "hledger", "--book", "nobody", period[0], period[1], period[2], period[3])
                #expect(unknown.status == 1)
                #expect(unknown.complaints.contains("数据库中没有账套 nobody"))
                let backward = try await export(
                    "hledger", "--book", code ?? "", "--from", "2027-01-01", "--until", "2026-01-01")
                #expect(backward.status == 64)
                let noFormat = try await export(
                    "excel", "--book", code ?? "", period[0], period[1], period[2], period[3])
                #expect(noFormat.status == 64)
                let noPlace = try await export(
                    "beancount", "--book", code ?? "", period[0], period[1], period[2], period[3], "--output",
                    "/nowhere/at/all.beancount")
                #expect(noPlace.status == 1)
                #expect(noPlace.complaints.contains("无法写入文件"))
            }
        }
    }

    @Test func `what open-book refuses`() async throws {
        try await withFolder { folder in
            let key = folder.appendingPathComponent("office.pem")
            try "no key".write(to: key, atomically: true, encoding: .utf8)
            let at = ["--person", "office-admin", "--database", "host=/nowhere"] + Self.names
            let noKey = try await Ballast.run(["open-book", "trial", "--key", "/nowhere/at/all.pem"] + at)
            #expect(noKey.status == 1 && noKey.complaints.contains("无法读取公钥文件"))
            let badKey = try await Ballast.run(["open-book", "trial", "--key", key.path] + at)
            #expect(badKey.status == 1 && badKey.complaints.contains("EdDSA public key"))
            let badCode = try await Ballast.run(["open-book", "Trial Book", "--key", key.path] + at)
            #expect(badCode.status == 64 && badCode.complaints.contains("只能用小写字母"))
        }
    }

    @Test func `without a database, or with one that is away, there is one sentence`() async throws {
        let none = try await Ballast.run(["migrate"])
        #expect(none.status == 64 && none.complaints.contains("请指定数据库"))
        let away = try await Ballast.run(["migrate", "--database", "host=127.0.0.1 port=1 dbname=x"])
        #expect(away.status == 1 && away.complaints.contains("无法连接数据库"), "\(away.complaints)")
        let verify = try await Ballast.run(["verify", "--database", "host=127.0.0.1 port=1 dbname=x"])
        #expect(verify.status == 2 && verify.complaints.contains("无法连接数据库"))
    }

    @Test func `a token needs the demonstration's keys`() async throws {
        let outcome = try await Ballast.run(["token", "--party", "bank-a", "--person", "bank-a-maker"])
        #expect(outcome.status != 0)
        #expect(outcome.complaints.contains("run deploy/run first"), "\(outcome.complaints)")
    }

    @Test func `a port that is taken is said so, with its number`() async throws {
        let (socket, port) = try Self.listen()
        defer { close(socket) }
        try await Cluster.shared.withDatabase { database in
            let outcome = try await Ballast.run(["serve", "--database", database, "--port", "\(port)"])
            #expect(outcome.status != 0)
            #expect(outcome.complaints.contains("\(port)"), "\(outcome.complaints)")
        }
    }

    /// A port of the loopback address that somebody else has.
    private static func listen() throws -> (socket: Int32, port: UInt16) {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, size) == 0 }
        }
        guard bound, Glibc.listen(socket, 1) == 0 else { throw POSIXError(.EADDRINUSE) }
        _ = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &size) }
        }
        return (socket, UInt16(bigEndian: address.sin_port))
    }
}
