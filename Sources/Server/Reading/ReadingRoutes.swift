import Accounting
import Commands
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Ledger
import NIOCore
import Store

/// Every reading of the list as `GET /v1/books/{book}/<path>`.
struct ReadingRoutes: Sendable {
    let reader: Reader
    let ledger: LedgerSet
    let clock: @Sendable () -> Moment
    let progress: SubsidyProgress

    /// The table of contents of what can be read.
    static let all: [ReadingRoute] =
        registers + [termsDiff] + breakers + loans + balances + batches + claims + evidence + revisions + proposals
        + [headroom] + settlement + bank + accounts + journal
        + subsidies + closing + anchors + fund + figures + figureLines + reports + papers + trail

    func add(to books: RouterGroup<Context>) {
        for route in ReadingRoutes.all {
            let (path, names) = CommandRoutes.pattern(of: route.path)
            books.get(path) { request, context -> Response in
                var parts: [String: String] = [:]
                for name in names { parts[name] = context.parameters.get(name) }
                let query = try Query(request.uri.query, known: route.parameters)
                let answer = try await route.answer(ask(context.visit, Path(parts), query))
                return Response(answer, to: request)
            }
        }
    }

    private func ask(_ visit: Visit, _ path: Path, _ query: Query) -> ReadingAsk {
        ReadingAsk(
            reach: visit.reach, caller: visit.caller, path: path, query: query, reader: reader, ledger: ledger,
            now: clock(), progress: progress)
    }
}

extension Response {
    fileprivate init(_ answer: ReadingAnswer, to request: Request) {
        var headers: HTTPFields = [.contentType: answer.contentType, .cacheControl: "no-store"]
        if let next = answer.next { headers[.link] = "<\(request.uri.next(next))>; rel=\"next\"" }
        if let name = answer.fileName { headers[.contentDisposition] = "attachment; filename=\"\(name)\"" }
        if answer.contentType == ReadingAnswer.html {
            headers[.contentSecurityPolicy] =
                "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            headers[.xContentTypeOptions] = "nosniff"
        }
        self.init(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}

extension HTTPField.Name {
    fileprivate static let link = Self("Link")!  // the name is a token
}

extension URI {
    /// The same question for the page after a cursor.
    fileprivate func next(_ cursor: String) -> String {
        let kept = (query ?? "").split(separator: "&").filter { !$0.hasPrefix("cursor=") }
        return path + "?" + (kept + ["cursor=\(cursor)"]).joined(separator: "&")
    }
}
