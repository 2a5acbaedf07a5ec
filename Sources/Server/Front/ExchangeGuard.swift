import Commands
import Hummingbird
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Stands on every connection between the HTTP reader and the house: cuts what takes too long, and answers with a problem
/// where the bytes are no HTTP.
///
/// Its timer is set once and looks again when it rings, so that a request costs no timer of its own.
final class ExchangeGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private var exchange: Exchange
    private var timer: Scheduled<Void>?
    private let metrics: Metrics

    init(_ limits: Limits, _ metrics: Metrics) {
        self.metrics = metrics
        exchange = Exchange(
            arrival: TimeAmount(limits.arrival), exchange: TimeAmount(limits.exchange),
            fileArrival: TimeAmount(limits.fileArrival), fileExchange: TimeAmount(limits.fileExchange))
    }

    func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            exchange.head(at: .now(), isFile: head.method == .post && head.path?.takesFiles == true)
            if timer == nil { look(context) }
        case .body: break
        case .end: exchange.end()
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !exchange.isCut else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head):
            exchange.answerHead(closing: head.headerFields[.connection] == "close")
            context.write(data, promise: promise)
        case .body: context.write(data, promise: promise)
        case .end:
            context.write(data, promise: promise)
            if exchange.answerEnd(at: .now()) { hangUp(context) }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Where the caller has gone there is nobody to tell.
        switch error as? HTTPParserError {
        case nil, .invalidEOFState?, .closedConnection?: break
        case .headerOverflow?:
            metrics.noteCut(.malformed)
            sayLast(.headersTooLarge, context)
        default:
            metrics.noteCut(.malformed)
            sayLast(.badRequest, context)
        }
        // Whoever reads a body must hear that it broke off.
        context.fireErrorCaught(error)
    }

    private func look(_ context: ChannelHandlerContext) {
        timer = nil
        switch exchange.verdict(at: .now()) {
        case .nothing: break
        case .wait(let next):
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            timer = context.eventLoop.scheduleTask(deadline: next) {
                let (handler, context) = bound.value
                handler.look(context)
            }
        case .refuse:
            metrics.noteCut(.slow)
            sayLast(.tooSlow, context)
            context.fireErrorCaught(TookTooLong())
        case .close:
            metrics.noteCut(.slow)
            context.fireErrorCaught(TookTooLong())
            context.close(promise: nil)
        }
    }

    private func sayLast(_ problem: Problem, _ context: ChannelHandlerContext) {
        if exchange.cut() {
            var response = Response(problem)
            response.headers[.connection] = "close"
            response.headers[.requestID] = RequestID().description
            context.write(wrapOutboundOut(.head(response.head)), promise: nil)
            context.write(wrapOutboundOut(.body(ByteBuffer(bytes: problem.json.bytes))), promise: nil)
            context.write(wrapOutboundOut(.end(nil)), promise: nil)
        }
        hangUp(context)
    }

    private func hangUp(_ context: ChannelHandlerContext) {
        context.flush()
        context.close(promise: nil)
    }
}

extension String {
    /// Whether a path is one that files are sent to, which may be large and come slowly.
    fileprivate var takesFiles: Bool {
        let path = prefix { $0 != "?" }
        return path.hasSuffix("/batches") || path.hasSuffix("/evidence")
    }
}

/// A request that did not arrive, or an answer that was not read, in time.
struct TookTooLong: Error {}
