import Accounting
import ArgumentParser
import Foundation
import Ledger
import Logging
import Server
import Store

/// `ballast serve`: the HTTP API, until it is told to stop.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the HTTP API. 提供 HTTP 接口。",
        discussion: """
            The database must have been migrated (ballast migrate). The service connects as the roles ballast_service and \
            ballast_reader, whatever user the conninfo names; passwords, where needed, come from the conninfo or ~/.pgpass.

            Example: ballast serve --database 'host=/run/postgresql dbname=ballast' --port 8080
            """)

    @Option(help: "The database as libpq reads it; else DATABASE_URL. 数据库连接串。")
    var database: String?

    @Option(help: "The address to listen on. 监听地址。")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 takes a free one and says which. 监听端口。")
    var port = 8080

    @Option(help: "A folder with the district's own books instead of those built in. 自有账务规则目录。")
    var books: String?

    @Option(help: "What tokens name as their audience. 令牌的 aud。")
    var audience = "ballast"

    @Option(help: "The file with the key that signs each book's seal head daily (ballast anchor-key new). 锚定签名私钥文件。")
    var anchorKey: String?

    @Option(help: "A folder for files attached to claims; left out, they are kept in the database. 附件目录。")
    var evidenceFolder: String?

    @Option(help: "The most MiB of a file attached to a claim. 附件大小上限（MiB）。")
    var evidenceLimit: Int64 = 20

    @Option(help: "Connections for reading. 只读连接数。")
    var readers = 8

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("a port is a number from 0 to 65535; 端口须为 0 至 65535")
        }
        guard (1...100).contains(readers) else {
            throw ValidationError("--readers is a number from 1 to 100; 只读连接数须为 1 至 100")
        }
        guard (1...200).contains(evidenceLimit) else {
            throw ValidationError("--evidence-limit is a number from 1 to 200; 附件上限须为 1 至 200")
        }
    }

    private static func folder(_ path: String?) throws -> EvidenceFolder? {
        do {
            return try path.map { (path) throws(EvidenceProblem) in try EvidenceFolder(path) }
        } catch {
            throw ValidationError("--evidence-folder: \(error)")
        }
    }

    func run() async throws {
        guard let database = database ?? ProcessInfo.processInfo.environment["DATABASE_URL"] else {
            throw ValidationError("name the database: --database or DATABASE_URL; 请指定数据库")
        }
        let ledger = try books.map { try LedgerSet.load(directory: $0) } ?? Ledger.embedded
        LoggingSystem.bootstrap { LogLines(label: $0) }
        let logger = Logger(label: "ballast")
        var settings = Settings(database: database, host: host, port: port, audience: audience, readers: readers)
        settings.limits.evidence = evidenceLimit << 20
        settings.evidenceFolder = try Serve.folder(evidenceFolder)
        settings.anchorKey = try anchorKey.map(AnchorKeyFile.privateKey)
        let house = await ClearingHouse.build(
            settings, clock: { .now }, ledger: ledger, logger: logger, signals: [.sigterm, .sigint])
        async let served: Void = house.run()
        if let port = try? await house.port {  // where it could not listen, `run` says why
            print("http://\(host.contains(":") ? "[\(host)]" : host):\(port)/")
            fflush(nil)
        }
        try await served
    }
}
