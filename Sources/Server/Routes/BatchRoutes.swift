import Clearing
import Commands
import Hummingbird
import JSON
import Logging
import NIOCore
import Store

/// `POST /v1/books/{book}/batches`: a bank's file as the body of one request. Its frame is looked at before anything is taken;
/// then the answer streams, a line of JSON for every line of the file, as chunk after chunk is done.
///
/// Memory is one chunk: the body waits on disk, and the answer is written as fast as the caller reads it.
struct BatchRoutes {
    let reader: Reader
    let limits: Limits

    func add(to books: RouterGroup<Context>) {
        books.post("batches") { request, context -> Response in
            let key = try IdempotencyKey.read(request.headers)
            guard request.isFile else { throw Problem.notAFile }
            let file = try await receive(request)
            let visit = context.visit
            let opened = try await file.open(in: visit.book.lane, by: visit.identity, key: key)
            guard opened.status < 300, let batch = BatchProgress(opened)?.batch else { return Response(opened) }
            let answer = BatchAnswer(
                file: file, batch: batch, visit: visit, reader: reader, unique: context.requestID.description)
            var headers: HTTPFields = [.contentType: "application/x-ndjson", .cacheControl: "no-store"]
            if opened.isReplayed { headers[.idempotencyReplayed] = "true" }
            return Response(
                status: .created, headers: headers, body: ResponseBody { try await answer.write(to: &$0) })
        }
    }

    private func receive(_ request: Request) async throws -> BatchFile {
        let announced = request.headers[.contentLength].flatMap { Int($0) }
        if let announced, announced > limits.file { throw Problem.fileTooLarge }
        var intake = try BatchIntake()
        var received = 0
        do {
            for try await piece in request.body {
                received += piece.readableBytes
                guard received <= limits.file else { throw Problem.fileTooLarge }
                try piece.withUnsafeReadableBytes { try intake.take($0) }
            }
            guard announced == nil || announced == received else { throw Problem.bodyCut }
            return try intake.finish()
        } catch let fault as FrameFault {
            throw fault.problem
        }
    }
}

/// The answer to a file while it is being taken in.
struct BatchAnswer: Sendable {
    let file: BatchFile
    let batch: Int64
    let visit: Visit
    let reader: Reader
    /// The request's own number: no other attempt bears it.
    let unique: String

    /// One line for every line of the file that is answered, in file order, then how far the file has come; or, where it cannot go
    /// on now, a problem. Asked again, the same lines come again.
    func write(to writer: inout any ResponseBodyWriter) async throws {
        var told = 0
        var last: JSON?
        do {
            let refused = try await file.work(batch, in: visit.book.lane, by: visit.identity, unique: unique) {
                progress in
                while told < progress.done {
                    if progress.lines.count == progress.done - told, progress.lines[0].line == file.line(of: told + 1) {
                        try await writer.write(Self.written(progress.lines))
                        told = progress.done
                    } else {
                        let until = min(told + BatchFile.recordsATurn, progress.done)
                        try await writer.write(try await lines(from: told + 1, to: until))
                        told = until
                    }
                }
                last = progress.json
            }
            if let refused { last = ["problem": try JSON.parse(refused.body)] }
        } catch let problem as Problem {
            last = ["problem": problem.json]
        }
        if let last { try await writer.write(ByteBuffer(bytes: last.bytes + [0x0A])) }
        try await writer.finish(nil)
    }

    private func lines(from first: Int, to last: Int) async throws -> ByteBuffer {
        let range = file.line(of: first)...file.line(of: last)
        for _ in 0..<100 {
            let lines = try await reader.batchLines(visit.reach, batch, range)
            if lines.count == last - first + 1 { return Self.written(lines) }
            // A replica is behind; what was committed arrives.
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Problem.away
    }

    private static func written(_ lines: [Batch.Line]) -> ByteBuffer {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(lines.count * 64)
        for line in lines {
            BatchLineView(line).json.write(into: &bytes)
            bytes.append(0x0A)
        }
        return ByteBuffer(bytes: bytes)
    }
}

extension Request {
    fileprivate var isFile: Bool {
        guard let type = headers[.contentType] else { return false }
        let media = String(type.prefix { $0 != ";" && $0 != " " }).lowercased()
        return ["text/csv", "application/x-ndjson", "application/jsonl"].contains(media)
    }
}

extension Problem {
    static let notAFile = Problem(
        status: 415, code: "media-type", chinese: "请求体须为 text/csv 或 application/x-ndjson。",
        english: "Send the file as text/csv or application/x-ndjson.")
    static let fileTooLarge = Problem(
        status: 413, code: "body-too-large", chinese: "文件超过 1 GiB，请分为几个文件，各用一个序号。",
        english: "The file is larger than 1 GiB; send it as several, each under a sequence of its own.")
}
