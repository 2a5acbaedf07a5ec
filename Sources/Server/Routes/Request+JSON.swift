import Commands
import Hummingbird
import NIOCore

extension Request {
    /// The whole body, which must be announced as JSON; empty where there is none.
    ///
    /// - Throws: `Problem` 413, 415, and 400 where less came than was announced.
    func json(limit: Int) async throws -> [UInt8] {
        let bytes = try await bytes(limit: limit)
        guard bytes.isEmpty || isJSON else { throw Problem.notJSON }
        return bytes
    }

    /// The whole body, whatever it is.
    ///
    /// - Throws: `Problem` 413, and 400 where less came than was announced.
    func bytes(limit: Int) async throws -> [UInt8] {
        let announced = headers[.contentLength].flatMap { Int($0) }
        if let announced, announced > limit { throw Problem.bodyTooLarge }
        let buffer: ByteBuffer
        do {
            buffer = try await body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw Problem.bodyTooLarge
        }
        guard announced == nil || announced == buffer.readableBytes else { throw Problem.bodyCut }
        return Array(buffer.readableBytesView)
    }

    private var isJSON: Bool { isAnnounced(as: "application/json") }

    var isXML: Bool { isAnnounced(as: "application/xml") || isAnnounced(as: "text/xml") }

    func isAnnounced(as name: String) -> Bool {
        guard let type = headers[.contentType] else { return false }
        let media = type.utf8.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") }
        return media.elementsEqual(name.utf8) { $0 == $1 || $0 | 0x20 == $1 }
    }
}
