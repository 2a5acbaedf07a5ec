import HTTPTypes
import Hummingbird

/// Which methods a path takes: for those that asked with another one.
struct MethodTable: Sendable {
    /// One route: its parts, nil where any will do, and its methods.
    private var routes: [(parts: [String?], methods: [String])] = []

    init(_ router: Router<Context>) {
        for route in router.routes {
            let parts = route.path.description.split(separator: "/").map {
                $0.hasPrefix("{") || $0.hasPrefix(":") ? nil : String($0)
            }
            let method = route.method.rawValue
            let methods = method == "GET" ? ["GET", "HEAD"] : [method]
            if let known = routes.firstIndex(where: { $0.parts == parts }) {
                routes[known].methods += methods
            } else {
                routes.append((parts, methods))
            }
        }
    }

    /// In the order of the alphabet; empty where there is no such path.
    func allowed(at path: String) -> [String] {
        let asked = path.split(separator: "/")
        let found = routes.filter { route in
            route.parts.count == asked.count && zip(route.parts, asked).allSatisfy { $0 == nil || $0! == $1 }
        }
        return Set(found.flatMap(\.methods)).sorted()
    }
}
