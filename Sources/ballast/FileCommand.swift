import ArgumentParser
import AsyncHTTPClient
import Foundation
import JSON
import NIOCore
import NIOHTTP1

/// `ballast file`: sends a bank's file to the service, shows how far it has come, and goes on where it was cut off.
struct FileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "file", abstract: "Send a file of filings, balances or repayments. 报送批量文件。",
        discussion: """
            JSON lines or a table (UTF-8 or GB18030), header first, trailer last; see POST /batches of the API. Every record that was
            not accepted is printed to standard output as a line of JSON; progress goes to standard error. When the connection breaks
            or the service stops, the same file is sent again and goes on with the first record that was not answered; so does
            running the command again.

            Exit codes: 0 every record is answered; 1 the file was refused or could not be finished; 64 wrong usage.

            Example: ballast file filings.csv --book yongchuan --token "$(ballast token --party bank-a --person bank-a-maker)"
            """)

    @Argument(help: "The file. 文件。")
    var file: String

    @Option(help: "The service. 服务地址。")
    var server = "http://127.0.0.1:8080"

    @Option(help: "The book's code. 账套代码。")
    var book: String

    @Option(help: "A token; else BALLAST_TOKEN. 访问令牌。")
    var token: String?

    @Option(help: "How often it is tried when it breaks off. 中断后重试次数。")
    var attempts = 10

    func run() async throws {
        guard let token = token ?? ProcessInfo.processInfo.environment["BALLAST_TOKEN"] else {
            throw ValidationError("give a token: --token or BALLAST_TOKEN; 请提供访问令牌")
        }
        let sending = FileSending(
            path: file, address: "\(server)/v1/books/\(book)/batches", token: token,
            type: file.hasSuffix(".csv") ? "text/csv" : "application/x-ndjson")
        for attempt in 1...max(1, attempts) {
            switch try await sending.send(attempt) {
            case .finished: return
            case .refused(let sentence): throw StandardError.end(sentence, 1)
            case .broken(let sentence): StandardError.print(sentence)
            }
            try await Task.sleep(for: .seconds(min(attempt, 10)))
        }
        throw StandardError.end("The file is not finished; run the command again. 文件尚未报完，请再次运行。", 1)
    }
}

/// One file on its way to the service.
struct FileSending: Sendable {
    let path, address, token, type: String

    enum Outcome {
        case finished
        case refused(String)
        /// Worth another try.
        case broken(String)
    }

    func send(_ attempt: Int, _ told: @Sendable (JSON) -> Void = FileSending.say) async throws -> Outcome {
        guard let pieces = FilePieces(path) else { return .refused("cannot read \(path); 无法读取文件") }
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers.add(name: "Authorization", value: "Bearer \(token)")
        request.headers.add(name: "Idempotency-Key", value: UUID().uuidString)
        request.headers.add(name: "Content-Type", value: type)
        request.body = .stream(pieces, length: .known(pieces.size))
        do {
            let response = try await HTTPClient.shared.execute(request, timeout: .hours(2))
            guard response.status.code < 300 else {
                let problem = try JSON.parse(Array(try await response.body.collect(upTo: 1 << 20).readableBytesView))
                let sentence = "\(problem.word("title")) \(problem.word("title_zh"))"
                return response.status.code == 503 ? .broken(sentence) : .refused(sentence)
            }
            return try await read(response.body, told)
        } catch let error where !(error is JSON.Problem || error is CancellationError) {
            // However a connection breaks, and libraries have many words for it, the file can be sent again.
            return .broken("The connection broke: \(error). 连接中断。")
        }
    }

    private func read(_ body: HTTPClientResponse.Body, _ told: (JSON) -> Void) async throws -> Outcome {
        var rest: [UInt8] = []
        var count = 0
        var outcome = Outcome.broken("The answer broke off. 答复中断。")
        for try await piece in body {
            rest += piece.readableBytesView
            while let end = rest.firstIndex(of: 0x0A) {
                let json = try JSON.parse(rest[..<end])
                rest.removeSubrange(...end)
                if let problem = json["problem"] {
                    let sentence = "\(problem.word("title")) \(problem.word("title_zh"))"
                    return problem["status"]?.number == 503 ? .broken(sentence) : .refused(sentence)
                }
                if json["outcome"] != nil { count += 1 }
                if json["outcome"] == nil || json.word("outcome") != "accepted" { told(json) }
                if json["finished"] == .bool(true) { outcome = .finished }
                if count % 10_000 == 0, count > 0 { StandardError.print("\(count)") }
            }
        }
        return outcome
    }

    static func say(_ json: JSON) {
        if json["outcome"] != nil { print(json.text) } else { StandardError.print(json.text) }
    }
}

/// A file in pieces, read as fast as they are wanted.
struct FilePieces: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    private let path: String
    let size: Int64

    /// Nil where there is no such file.
    init?(_ path: String) {
        // What cannot be read is said by whoever asked for it.
        guard let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int64 else { return nil }
        self.path = path
        self.size = size
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        let file: FileHandle?

        mutating func next() async throws -> ByteBuffer? {
            guard let data = try file?.read(upToCount: 256 * 1024), !data.isEmpty else { return nil }
            return ByteBuffer(bytes: data)
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(file: FileHandle(forReadingAtPath: path)) }
}
