import Accounting
import ArgumentParser
import Foundation
import Logging
import Server

/// `ballast demo`: plays a fund's life through the real HTTP API, reports, and goes on serving.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Play the demonstration, report, and keep serving. 运行演示并保持服务。",
        discussion: """
            Needs a superuser's conninfo: it migrates and opens the book. deploy/run calls it with a private cluster.
            Run again it finds what was done and does what is missing; --fresh empties Ballast's schemas first.
            """)

    @Option(help: "The database as libpq reads it; else DATABASE_URL. 数据库连接串（超级用户）。")
    var database: String?

    @Option(help: "The folder with the demonstration's data. 演示数据目录。")
    var data = "deploy/demo"

    @Option(help: "The folder for keys and orders. 密钥与指令文件目录。")
    var state = ".ballast/demo"

    @Option(help: "The port to listen on; 0 takes a free one. 监听端口。")
    var port = 8080

    @Flag(help: "Stop after the report; status 0 only if all of it held. 报告后退出。")
    var exit = false

    @Flag(help: "Start over. 从头开始。")
    var fresh = false

    func run() async throws {
        do {
            try await play()
        } catch let problem as DemoProblem {
            throw DemoCommand.said("\(problem)")
        } catch let problem as StartProblem {
            throw DemoCommand.said("✘ \(problem)")
        }
    }

    private static func said(_ text: String) -> ExitCode {
        FileHandle.standardError.write(Data("\(text)\n".utf8))
        return ExitCode(1)
    }

    private func play() async throws {
        guard let conninfo = database ?? ProcessInfo.processInfo.environment["DATABASE_URL"] else {
            throw ValidationError("name the database: --database or DATABASE_URL; 请指定数据库")
        }
        let startedAt = ContinuousClock.now
        let folder = data
        let data = try DemoData(directory: folder)
        let firstYear = try DemoData.firstYear(folder, parties: data.parties)
        let keys = PartyKeys(state: state)
        let database = DemoDatabase(conninfo: conninfo, data: data, keys: keys)
        let (wasThere, service) = try await database.prepare(fresh: fresh)
        _ = try await DemoDatabase(conninfo: conninfo, data: firstYear, keys: keys).prepare(fresh: false)
        let clock = DemoClock(firstYear.scenario.opensOn)
        LoggingSystem.bootstrap { LogLines(label: $0) }
        var logger = Logger(label: "ballast")
        logger.logLevel = .warning
        let house = await ClearingHouse.build(
            Settings(database: service, port: port), clock: { clock.now }, logger: logger, signals: [.sigterm, .sigint])
        let progress = Progress()
        if wasThere {
            progress.note("▸ 账套已在，接着做：已做过的原样答复 · The book is there: going on; what was done is answered as before")
        }
        let isGood = try await withThrowingTaskGroup(of: Result<Bool, any Error>?.self) { group in
            group.addTask {
                try await house.run()
                return nil
            }
            let port: Int
            do {
                port = try await house.port
            } catch {
                try await group.waitForAll()  // `run` says in a sentence why it could not listen
                throw error
            }
            let client = DemoClient(port: port, data: data, keys: keys, clock: clock)
            let stage = DemoStage(
                data: data, firstYear: firstYear, conninfo: conninfo, state: state, keys: keys, clock: clock,
                client: client,
                progress: progress, port: port,
                startedAt: startedAt)
            group.addTask {
                do { return .success(try await stage.perform()) } catch { return .failure(error) }
            }
            // The service ends first where somebody stopped it; then the story cannot go on.
            let told = try await group.next() ?? nil
            if told == nil {
                group.cancelAll()
            } else if case .success = told, !exit {
                clock.becomeReal()
                try stage.invite()
            } else {
                await house.stop()
            }
            try await group.waitForAll()
            guard let told else { throw DemoProblem.interrupted }
            return try told.get()
        }
        if !isGood { throw ExitCode(1) }
    }
}
