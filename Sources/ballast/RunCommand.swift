import ArgumentParser
import AsyncHTTPClient
import Foundation
import JSON
import NIOCore
import NIOHTTP1

/// `ballast run`: batches of the bureau.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Draw up a batch. 测算批次。", subcommands: [SubsidyCommand.self, FeesCommand.self])
}

/// `ballast run subsidy`: the interest subsidies of a programme and quarter.
struct SubsidyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subsidy", abstract: "Draw up the interest subsidies of a programme and quarter. 测算一个季度的贴息。",
        discussion: RunDrawing.discussion
            + #"Example: ballast run subsidy subsidy-equipment 2026-Q1 --book yongchuan --token "$(ballast token …)""#)

    @OptionGroup var drawing: RunDrawing

    func run() async throws { try await drawing.drawUp(fees: false) }
}

/// `ballast run fees`: what a programme gives on guarantee fees in a half or a year.
struct FeesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fees", abstract: "Draw up a programme's subsidies on guarantee fees. 测算担保费补贴。",
        discussion: RunDrawing.discussion
            + #"Example: ballast run fees fee-rebate 2026-H1 --book yongchuan --token "$(ballast token …)""#)

    @OptionGroup var drawing: RunDrawing

    func run() async throws { try await drawing.drawUp(fees: true) }
}

/// Draws a run up through the service, shows how far it is, and says what it comes to.
struct RunDrawing: ParsableArguments {
    static let discussion = """
        The run's sums are printed to standard output as a line of JSON, its digest among them: that is what another person
        approves. Progress goes to standard error. Run again it is the same run; nothing is posted before the approval.

        Exit codes: 0 the lines are in place; 1 it was refused, or the run was discarded; 64 wrong usage.


        """

    @Argument(help: "The programme. 方案。")
    var programme: String

    @Argument(help: "The period: 2026-Q1, 2026-H1 or 2026, as the programme has it. 期间。")
    var period: String

    @Option(help: "The service. 服务地址。")
    var server = "http://127.0.0.1:8080"

    @Option(help: "The book's code. 账套代码。")
    var book: String

    @Option(help: "A token; else BALLAST_TOKEN. 访问令牌。")
    var token: String?

    func drawUp(fees: Bool) async throws {
        guard let token = token ?? ProcessInfo.processInfo.environment["BALLAST_TOKEN"] else {
            throw ValidationError("give a token: --token or BALLAST_TOKEN; 请提供访问令牌")
        }
        let asking = SubsidyAsking(address: "\(server)/v1/books/\(book)", token: token)
        try await mustBe(fees: fees, asking)
        let body: JSON = ["programme": .string(programme), "period": .string(period)]
        let begun = try await asking.ask(.POST, "subsidy-runs", body)
        guard let number = begun["run"]?.number else { throw StandardError.end("\(begun.text)", 1) }
        while true {
            let event = try await asking.event("subsidy-runs/\(number)/progress")
            guard event.word("state") == "drafting" else { break }
            if let line = Self.line(event) { StandardError.print(line) }
            try await Task.sleep(for: .seconds(1))
        }
        let run = try await asking.ask(.GET, "subsidy-runs/\(number)", nil)
        print(run.text)
        guard run.word("state") != "discarded" else {
            throw StandardError.end("The run was discarded meanwhile. 批次已作废。", 1)
        }
    }

    /// A programme of the other kind is a slip; one that is not there at all the service names.
    private func mustBe(fees: Bool, _ asking: SubsidyAsking) async throws {
        let versions = try await asking.ask(.GET, "subsidy-terms", nil)
        guard case .array(let items)? = versions["items"],
            let terms = items.first(where: { $0.word("programme") == programme })?["terms"],
            (terms["fees"] != nil) != fees
        else { return }
        throw ValidationError("use `ballast run \(fees ? "subsidy" : "fees")` for \(programme); 请改用该命令")
    }

    /// `12000 of 100000, 48000 a second, 2 s left`.
    private static func line(_ event: JSON) -> String? {
        guard let done = event["done"]?.number, let count = event["count"]?.number else { return nil }
        let rate = event["per_second"]?.number ?? 0
        let left = event["seconds_left"]?.number.map { ", \($0) s left 剩余" } ?? ""
        return "\(done) of \(count), \(rate) a second 每秒\(left)"
    }
}

/// Asks the service for a person.
private struct SubsidyAsking {
    let address, token: String

    func ask(_ method: HTTPMethodName, _ path: String, _ body: JSON?) async throws -> JSON {
        let bytes = try await send(method, path, body)
        return try JSON.parse(bytes)
    }

    /// The data of one server-sent event.
    func event(_ path: String) async throws -> JSON {
        let text = String(decoding: try await send(.GET, path, nil), as: UTF8.self)
        guard let data = text.split(separator: "\n").first(where: { $0.hasPrefix("data: ") }) else { return [:] }
        return try JSON.parse(Array(data.dropFirst(6).utf8))
    }

    enum HTTPMethodName: String { case GET, POST }

    private func send(_ method: HTTPMethodName, _ path: String, _ body: JSON?) async throws -> [UInt8] {
        var request = HTTPClientRequest(url: "\(address)/\(path)")
        request.method = method == .POST ? .POST : .GET
        request.headers.add(name: "Authorization", value: "Bearer \(token)")
        if let body {
            request.headers.add(name: "Idempotency-Key", value: UUID().uuidString)
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: body.bytes))
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        let bytes = Array(try await response.body.collect(upTo: 16 << 20).readableBytesView)
        guard response.status.code < 300 else {
            let problem = try JSON.parse(bytes)
            throw StandardError.end("\(problem.word("title")) \(problem.word("title_zh"))", 1)
        }
        return bytes
    }
}
