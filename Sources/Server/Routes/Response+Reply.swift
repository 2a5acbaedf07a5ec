import Commands
import Hummingbird
import NIOCore

extension Response {
    /// The stored bytes, unchanged.
    init(_ reply: Reply) {
        var headers = reply.status < 400 ? Response.json : Response.problem
        if reply.isReplayed { headers[.idempotencyReplayed] = "true" }
        self.init(
            status: HTTPResponse.Status(code: reply.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body)))
    }

    init(_ problem: Problem) {
        var headers = Response.problem
        switch problem.status {
        case 401:
            headers[.wwwAuthenticate] =
                "Bearer realm=\"ballast\", error=\"\(problem.code == "token-missing" ? "invalid_request" : "invalid_token")\""
        case 503: headers[.retryAfter] = "1"
        case 408: headers[.connection] = "close"
        default: break
        }
        self.init(
            status: HTTPResponse.Status(code: problem.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: problem.json.bytes)))
    }

    private static let json: HTTPFields = [.contentType: "application/json", .cacheControl: "no-store"]
    private static let problem: HTTPFields = [.contentType: "application/problem+json", .cacheControl: "no-store"]
}
