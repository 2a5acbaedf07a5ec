import Accounting
import Foundation

/// The demonstration while the service runs: the story, the report, and what the visitor may try next.
struct DemoStage: Sendable {
    let data: DemoData
    /// Another book's, told first.
    let firstYear: DemoData
    /// A superuser's conninfo, for verification.
    let conninfo: String
    /// The folder for keys and orders.
    let state: String
    let keys: PartyKeys
    let clock: DemoClock
    let client: DemoClient
    let progress: Progress
    let port: Int
    let startedAt: ContinuousClock.Instant

    /// Plays and reports; gives whether all of it held.
    func perform() async throws -> Bool {
        var earlier = Story(
            data: firstYear, client: DemoClient(port: port, data: firstYear, keys: keys, clock: clock), clock: clock,
            progress: progress, keys: keys)
        try await earlier.play()
        if let miss = earlier.record.misses.first { throw miss }
        var story = Story(data: data, client: client, clock: clock, progress: progress, keys: keys)
        try await story.play()
        let last = data.scenario.scenes.last?.on ?? data.scenario.opensOn
        let readings = try await Readings(of: self, runs: story.record.runs.keys.sorted(), asOf: last)
        var report = StoryReport(data, story.record, readings, folder: state, isColoured: Sheet.isTerminal)
        let isGood = try report.write()
        report.sheet.say(counted)
        show(report.sheet)
        return isGood
    }

    private var counted: String {
        let counts = client.counts
        let tenths = Int(startedAt.duration(to: .now) / .milliseconds(100))
        let seconds = "\(tenths / 10).\(tenths % 10)"
        let replayed =
            counts.replayed == 0 ? "" : "，其中 \(counts.replayed) 个原样答复 (\(counts.replayed) answered as before)"
        return "共 \(counts.requests) 个 HTTP 请求\(replayed)，\(seconds) 秒 · \(counts.requests) HTTP requests, \(seconds) s"
    }

    /// Says where the service is, with requests that work as they stand.
    func invite() throws {
        let base = "http://127.0.0.1:\(port)"
        let books = "\(base)/v1/books/\(data.scenario.book)"
        var sheet = Sheet(isColoured: Sheet.isTerminal)
        sheet.heading("服务中，Ctrl-C 停止", "Serving at \(base) — Ctrl-C stops")
        for (kind, role, path, title) in [
            ("bank", "bank-maker", "claims?limit=3", "银行经办人 As a bank's maker"),
            ("bureau", "clerk", "trial-balance?limit=100", "财政局经办人 As a bureau's clerk"),
        ] {
            let person = try data.person(ofKind: kind, role)
            let party = try data.party(of: person).id
            let token = try keys.signer(of: party)?.token(person: person, at: clock.now) ?? ""
            sheet.say("\(title)（\(person)，五分钟内有效 good for five minutes）：")
            sheet.addCommand("curl -H 'Authorization: Bearer \(token)' '\(books)/\(path)'")
        }
        sheet.say("新令牌 A fresh token:")
        sheet.addCommand("\(program) token --state \(state) --party bank-a --person bank-a-maker")
        show(sheet)
    }

    /// As it was called, seen from the folder it was called in.
    private var program: String {
        let here = FileManager.default.currentDirectoryPath + "/"
        let path = CommandLine.arguments[0]
        return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
    }

    private func show(_ sheet: Sheet) {
        FileHandle.standardOutput.write(Data((sheet.lines.joined(separator: "\n") + "\n").utf8))
    }
}
