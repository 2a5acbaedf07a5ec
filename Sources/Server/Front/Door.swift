import Commands
import Hummingbird
import Logging
import NIOCore
import Postgres
import Store

/// The front door: every request comes in here, and every answer goes out, problems included.
struct Door: HTTPResponder {
    let router: RouterResponder<Context>
    let methods: MethodTable
    let metrics: Metrics
    let limits: Limits
    let logger: Logger

    func respond(to request: Request, context: Context) async throws -> Response {
        let began = ContinuousClock.now
        var response = await answer(to: request, context)
        response.headers[.requestID] = context.requestID.description
        if request.method == .head { response = response.createHeadResponse() }
        let path = context.endpointPath ?? Door.nowhere
        metrics.note(request.method.rawValue, path, response.status.code, took: .now - began)
        return response
    }

    private func answer(to request: Request, _ context: Context) async -> Response {
        do {
            guard metrics.enter(limit: limits.inFlight) else { throw Problem.busy }
            defer { metrics.leave() }
            guard request.head.authority?.isEmpty == false else { throw Problem.badHost }
            guard request.uri.path.isPercentEncoded else { throw Problem.badPath }
            return try await router.respond(to: request, context: context)
        } catch {
            let problem = Problem(thrown: error)
            if problem == .noRoute, context.endpointPath == Door.nowhere { return nothingThere(request) }
            log(problem, error, request, context)
            return Response(problem)
        }
    }

    private func nothingThere(_ request: Request) -> Response {
        let allowed = methods.allowed(at: request.uri.path)
        guard !allowed.isEmpty else { return Response(Problem.noRoute) }
        var response = Response(Problem.methodNotAllowed)
        response.headers[.allow] = allowed.joined(separator: ", ")
        return response
    }

    private func log(_ problem: Problem, _ error: any Error, _ request: Request, _ context: Context) {
        guard problem.status >= 500 || problem.status == 401 || problem.status == 403 else { return }
        logger.log(
            level: problem.status == 500 ? .error : .notice, "request not served",
            metadata: [
                "request": "\(context.requestID)", "method": "\(request.method)",
                "route": "\(context.endpointPath ?? Door.nowhere)",
                "status": "\(problem.status)", "code": "\(problem.code)",
                "error": error is Problem ? "–" : "\(error)",
            ])
    }

    /// What the router calls a path it does not know.
    private static let nowhere = "NotFound"
}

extension Problem {
    /// What a caller hears of an error: itself where it is a problem, else whether trying again may help.
    init(thrown error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case is PoolBusy: self = .busy
        case let error as PostgresError where error.isConnectionLost || error.isDeadline || error.sqlState == "08001":
            self = .away
        case is NIOTooManyBytesError: self = .bodyTooLarge
        case is EvidenceProblem: self = .evidenceAway
        case let error as any HTTPResponseError where error.status == .notFound: self = .noRoute
        case let error as any HTTPResponseError where error.status.code < 500: self = .badRequest
        case is HTTPError, is CancellationError: self = .busy
        default: self = .failed
        }
    }
}

/// Hands errors to the door as problems; the router would answer some of them by itself.
struct ProblemsOnly: RouterMiddleware {
    func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws
        -> Response
    {
        do {
            return try await next(request, context)
        } catch let error as any HTTPResponseError {
            throw Problem(thrown: error)
        }
    }
}

extension String {
    /// Whether every `%` begins an encoded byte.
    fileprivate var isPercentEncoded: Bool {
        guard utf8.contains(UInt8(ascii: "%")) else { return true }
        let bytes = Array(utf8)
        return bytes.indices.allSatisfy { index in
            bytes[index] != UInt8(ascii: "%")
                || (index + 2 < bytes.count && bytes[index + 1].isHex && bytes[index + 2].isHex)
        } && removingPercentEncoding != nil
    }
}

extension UInt8 {
    fileprivate var isHex: Bool { Character(UnicodeScalar(self)).isHexDigit }
}
