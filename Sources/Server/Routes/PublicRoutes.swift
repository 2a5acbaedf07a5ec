import APIDescription
import Hummingbird
import NIOCore

/// What anybody may read: what this is, and how to speak with it.
struct PublicRoutes {
    /// The API as it describes itself to programs, served under `/openapi.yaml` (OpenAPI 3.1, UTF-8).
    static var description: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: api_description(), count: api_description_size())
    }

    func add(to router: Router<Context>) {
        router.get("/") { _, _ in Response(page: HomePage.html) }
        router.get("openapi.yaml") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/yaml", .cacheControl: "no-cache"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: Self.description)))
        }
    }
}

extension Response {
    /// A page that needs nothing but itself: no script, no style or picture from anywhere else.
    fileprivate init(page: String) {
        var headers: HTTPFields = [.contentType: "text/html; charset=utf-8", .cacheControl: "no-cache"]
        headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        headers[.xContentTypeOptions] = "nosniff"
        self.init(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: page)))
    }
}
