import AsyncHTTPClient
import Commands
import Foundation
import House
import NIOCore

/// A server's HTTP API, as a party's system calls it.
struct HTTPDoor: Door {
    let port: UInt16
    let signer: Signer
    private static let client = HTTPClient(eventLoopGroup: .singletonMultiThreadedEventLoopGroup)

    func send(_ asking: Asking, under key: String) async throws -> Journal.Heard {
        guard let command = CommandList.named(asking.command) else {
            preconditionFailure("there is no \(asking.command)")
        }
        let route = asking.path.reduce(command.route) { $0.replacing("{\($1.key)}", with: $1.value) }
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/v1/books/yongchuan/\(route)")
        request.method = .POST
        request.headers.add(name: "authorization", value: "Bearer \(try signer.token(of: asking.person))")
        request.headers.add(name: "idempotency-key", value: key)
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(asking.body.bytes)
        let response: HTTPClientResponse
        let body: ByteBuffer
        do {
            response = try await HTTPDoor.client.execute(request, timeout: .seconds(60))
            body = try await response.body.collect(upTo: 1 << 20)
        } catch {
            throw Silence(why: "\(error)")
        }
        let heard = Journal.Heard(
            status: Int(response.status.code), body: Array(body.readableBytesView),
            isReplayed: response.headers.contains(name: "idempotency-replayed"))
        if heard.status == 503 { throw Silence(why: "503 \(String(decoding: heard.body, as: UTF8.self))") }
        guard heard.status < 500 else { throw Unexpected(heard: heard) }
        return heard
    }
}

extension HTTPDoor {
    /// The status of a GET below the book's path; nil where nobody answers.
    func read(_ path: String, as person: String) async throws -> UInt? {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/v1/books/yongchuan/\(path)")
        request.headers.add(name: "authorization", value: "Bearer \(try signer.token(of: person))")
        return try? await HTTPDoor.client.execute(request, timeout: .seconds(10)).status.code  // any silence is alike
    }
}

/// An answer that no fault excuses.
struct Unexpected: Error, CustomStringConvertible {
    let heard: Journal.Heard
    var description: String { "\(heard.status) \(String(decoding: heard.body, as: UTF8.self))" }
}
