import Accounting
import Foundation

/// The demonstration while the service runs: the story, the report, and what the visitor may try next.
struct DemoStage: Sendable {
    let data: DemoData
    let conninfo: String
    let state: String
    let keys: PartyKeys
    let clock: DemoClock
    let client: DemoClient
    let progress: Progress
    let port: Int

    /// Plays and reports; gives whether all of it held.
    func perform() async throws -> Bool {
        var story = Story(data: data, client: client, clock: clock, progress: progress, keys: keys)
        try await story.play()
        var report = Report(data, story.record, Readings(), isColoured: Sheet.isTerminal)
        report.write()
        print(report.sheet.lines.joined(separator: "\n"))
        for miss in story.record.misses { print(miss) }
        return story.record.misses.isEmpty
    }

    func invite() {}
}
