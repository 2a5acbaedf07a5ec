import Commands
import Hummingbird
import Logging
import NIOCore

/// What operators and their machines ask: alive, ready, figures. No token: whoever may not know keeps these paths from the
/// outside at the proxy.
struct HealthRoutes {
    let shelf: Shelf
    let metrics: Metrics
    let logger: Logger

    func add(to router: Router<Context>) {
        router.get("livez") { _, _ in Response(text: "alive\n") }
        let readiness = Readiness(shelf)
        router.get("readyz") { [logger] _, _ -> Response in
            do {
                try await readiness.check()
                return Response(text: "ready\n")
            } catch {
                logger.warning("not ready", metadata: ["error": "\(error)"])
                throw Problem.notReady
            }
        }
        router.get("metrics") { [metrics, shelf] _, _ in
            Response(text: await Exposition(metrics, shelf).text, type: "text/plain; version=0.0.4; charset=utf-8")
        }
    }
}

extension Response {
    init(text: String, type: String = "text/plain; charset=utf-8") {
        self.init(
            status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
