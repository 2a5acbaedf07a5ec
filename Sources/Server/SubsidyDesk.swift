import Logging
import Postgres
import ServiceLifecycle
import Store

/// Works out subsidy runs that wait for their lines, in every book, one after another. On connections of its own, so that lanes
/// go on meanwhile; what fails, or was cut off by a stop, is taken up again at the next look.
struct SubsidyDesk: Service {
    let shelf: Shelf
    let drafting: SubsidyDrafting
    let connections: [Connection]
    let interval: Duration
    let progress: SubsidyProgress
    let logger: Logger

    init(_ shelf: Shelf, _ settings: Settings, _ progress: SubsidyProgress, _ logger: Logger) {
        let conninfo = Conninfo.with(user: "ballast_service", settings.database)
        connections = [Connection(conninfo), Connection(conninfo)]
        drafting = SubsidyDrafting(reading: connections[0], writing: connections[1])
        self.shelf = shelf
        self.interval = settings.drafts
        self.progress = progress
        self.logger = logger
    }

    func run() async throws {
        await rounds(every: interval, round)
        for connection in connections { await connection.close() }
    }

    private func round() async {
        guard await look() else {
            // What fails goes on failing for a while.
            try? await Task.sleep(for: interval * 25)  // cancelled in its sleep, it stops
            return
        }
    }

    /// - Returns: false where something failed.
    private func look() async -> Bool {
        let codes = Dictionary(uniqueKeysWithValues: shelf.books.map { ($0.id, $0.code) })
        do {
            var isWell = true
            for (book, run) in try await drafting.waiting(in: codes.keys.sorted()) {
                isWell = await draft(run, of: book, codes[book] ?? "") && isWell
            }
            return isWell
        } catch {
            logger.warning("no subsidy run can be looked for", metadata: ["error": "\(error)"])
            return false
        }
    }

    private func draft(_ run: Int64, of book: Int64, _ code: String) async -> Bool {
        defer { progress.forget(run, in: book) }
        let start = ContinuousClock.now
        do {
            let isDone = try await drafting.draft(run, of: book) { [progress] in progress.note($0, of: run, in: book) }
            logger.info(
                "subsidy run worked out",
                metadata: [
                    "book": "\(code)", "run": "\(run)", "done": "\(isDone)",
                    "duration": "\(start.duration(to: .now))",
                ])
            return true
        } catch {
            logger.warning("a subsidy run waits", metadata: ["book": "\(code)", "run": "\(run)", "error": "\(error)"])
            return false
        }
    }
}
