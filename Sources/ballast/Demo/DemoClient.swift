import Accounting
import AsyncHTTPClient
import Commands
import Foundation
import JSON
import NIOCore
import NIOHTTP1
import Synchronization

/// What an HTTP request was answered.
struct DemoAnswer: Sendable {
    let status: Int
    let bytes: [UInt8]
    let isReplayed: Bool
    /// Null where the answer is no JSON.
    let json: JSON

    var code: String { json["code"]?.said ?? "" }
    /// What a refusal says.
    var chinese: String { json["title_zh"]?.said ?? "" }
    var english: String { json["title"]?.said ?? "" }
}

extension DemoProblem {
    /// Nothing is lost: every request has its key.
    static let interrupted = DemoProblem(
        "服务已停止，演示中断；再次运行即从此处继续。", "The service stopped before the story's end; run it again and it goes on from there.")
}

/// Speaks to the service as the parties' systems do: over HTTP, with a signed token for whoever acts, and a key per request.
final class DemoClient: Sendable {
    struct Counts: Sendable {
        var requests = 0
        var replayed = 0
    }

    private struct State {
        var counts = Counts()
        var tokens: [String: (text: String, at: Moment)] = [:]
    }

    private let base: String
    private let keys: PartyKeys
    private let clock: DemoClock
    private let partyOfPerson: [String: String]
    private let state = Mutex(State())

    init(port: Int, data: DemoData, keys: PartyKeys, clock: DemoClock) {
        base = "http://127.0.0.1:\(port)/v1/books/\(data.scenario.book)/"
        self.keys = keys
        self.clock = clock
        partyOfPerson = Dictionary(
            data.parties.flatMap { party in party.people.map { ($0.id, party.id) } },
            uniquingKeysWith: { first, _ in first })
    }

    var counts: Counts { state.withLock { $0.counts } }

    /// Sends a command. The same key again gets the first answer again, so a demonstration that was stopped goes on.
    func perform(
        _ command: String, _ body: JSON = [:], at path: [String: String] = [:], as person: String, key: String
    ) async throws -> DemoAnswer {
        guard let offered = CommandList.named(command) else {
            throw DemoProblem("没有指令 \(command)。", "There is no command \(command).")
        }
        var request = try self.request(offered.route.filled(with: path), as: person)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "Idempotency-Key", value: key)
        request.body = .bytes(ByteBuffer(bytes: body.bytes))
        return try await send(request)
    }

    /// Hands in a message of the bank, under a key as any other request.
    func deliver(_ command: String, xml: [UInt8], as person: String, key: String) async throws -> DemoAnswer {
        guard let offered = CommandList.named(command) else {
            throw DemoProblem("没有指令 \(command)。", "There is no command \(command).")
        }
        var request = try self.request(offered.route, as: person)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/xml")
        request.headers.add(name: "Idempotency-Key", value: key)
        request.body = .bytes(ByteBuffer(bytes: xml))
        return try await send(request)
    }

    /// Reads something, as a person who may.
    func get(_ path: String, as person: String) async throws -> DemoAnswer {
        try await send(try request(path, as: person))
    }

    private func request(_ path: String, as person: String) throws -> HTTPClientRequest {
        var request = HTTPClientRequest(url: base + path)
        request.headers.add(name: "Authorization", value: "Bearer \(try token(person))")
        return request
    }

    /// A busy service says so and asks to come again under the same key.
    private func send(_ request: HTTPClientRequest) async throws -> DemoAnswer {
        for _ in 0..<50 {
            let answer = try await sendOnce(request)
            if answer.status != 503 { return answer }
            try await Task.sleep(for: .milliseconds(200))
        }
        throw DemoProblem("服务持续繁忙，已停止。", "The service stayed busy; the demonstration stopped.")
    }

    private func sendOnce(_ request: HTTPClientRequest) async throws -> DemoAnswer {
        let response: HTTPClientResponse
        let bytes: [UInt8]
        do {
            response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
            bytes = Array(try await response.body.collect(upTo: 64 << 20).readableBytesView)
        } catch is HTTPClientError {
            throw DemoProblem.interrupted
        }
        let isReplayed = response.headers.first(name: "Idempotency-Replayed") == "true"
        state.withLock { state in
            state.counts.requests += 1
            if isReplayed { state.counts.replayed += 1 }
        }
        let json = (try? JSON.parse(bytes)) ?? .null  // orders go out as CSV and XML
        return DemoAnswer(status: Int(response.status.code), bytes: bytes, isReplayed: isReplayed, json: json)
    }

    /// A token is used for four of its five minutes, and anew when the clock has moved to another day.
    private func token(_ person: String) throws -> String {
        let now = clock.now
        let known = state.withLock { $0.tokens[person] }
        if let known, now >= known.at, now.microseconds - known.at.microseconds < 240_000_000 { return known.text }
        guard let party = partyOfPerson[person], let signer = try keys.signer(of: party) else {
            throw DemoProblem("没有 \(person) 所属机构的密钥。", "There is no key of the party \(person) acts for.")
        }
        let text = try signer.token(person: person, at: now)
        state.withLock { $0.tokens[person] = (text, now) }
        return text
    }
}

extension String {
    /// A route with its `{names}` replaced.
    fileprivate func filled(with path: [String: String]) -> String {
        path.reduce(self) { $0.replacingOccurrences(of: "{\($1.key)}", with: $1.value) }
    }
}

extension JSON {
    /// The content of a text. (`JSON.text` is the value as it is written.)
    var said: String? { if case .string(let text) = self { text } else { nil } }
    var number: Int64? { if case .integer(let number) = self { number } else { nil } }
    var items: [JSON] { if case .array(let items) = self { items } else { [] } }

    /// A member that is an amount in fen; nothing where there is no such member.
    func money(_ name: String) -> Money { Money(fen: self[name]?.number ?? 0) }
    /// A member that is a text; empty where there is no such member.
    func word(_ name: String) -> String { self[name]?.said ?? "" }
}
