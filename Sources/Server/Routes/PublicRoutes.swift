import Hummingbird
import NIOCore

/// What anybody may read: what this is, and how to speak with it.
struct PublicRoutes {
    func add(to router: Router<Context>) {
        router.get("/") { _, _ in Response(page: HomePage.html) }
        router.get("openapi.yaml") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/yaml", .cacheControl: "no-cache"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: PackageResources.openapi_yaml)))
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
