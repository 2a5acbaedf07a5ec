import Commands
import Hummingbird
import NIOCore

/// Every command of the list as `POST /v1/books/{book}/<route>`. What banks say may come as a file of theirs instead of JSON.
struct CommandRoutes {
    let limits: Limits

    func add(to books: RouterGroup<Context>) {
        for command in CommandList.all {
            let (path, names) = CommandRoutes.pattern(of: command.route)
            books.post(path) { request, context -> Response in
                let key = try IdempotencyKey.read(request.headers)
                let visit = context.visit
                if let file = BankFile.all[command.name], request.isXML {
                    let body = try await request.bytes(limit: limits.bankFile)
                    return Response(try await file.perform(body, in: visit.book.lane, by: visit.identity, key: key))
                }
                let body = try await request.json(limit: limits.body)
                var parts: [String: String] = [:]
                for name in names { parts[name] = context.parameters.get(name) }
                let reply = try await command.perform(
                    body, at: Path(parts), in: visit.book.lane, by: visit.identity, key: key)
                return Response(reply)
            }
        }
    }

    /// `claims/{claim}/admit` as the router writes it, and the names in it.
    static func pattern(of route: String) -> (path: RouterPath, names: [String]) {
        var names: [String] = []
        let parts = route.split(separator: "/").map { part -> String in
            guard part.first == "{", part.last == "}" else { return String(part) }
            names.append(String(part.dropFirst().dropLast()))
            return ":\(names[names.count - 1])"
        }
        return (RouterPath(parts.joined(separator: "/")), names)
    }
}
