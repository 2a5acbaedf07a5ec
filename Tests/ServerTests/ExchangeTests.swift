import NIOCore
import Testing

@testable import Server

/// The clock on a connection, without a connection.
@Suite struct ExchangeTests {
    private func at(_ seconds: Int64) -> NIODeadline { .uptimeNanoseconds(0) + .seconds(seconds) }
    private var fresh: Exchange { Exchange(arrival: .seconds(30), exchange: .seconds(90)) }

    @Test func `nothing open, nothing to wait for`() {
        var exchange = fresh
        #expect(exchange.verdict(at: at(1000)) == .nothing)
        exchange.head(at: at(0))
        exchange.end()
        exchange.answerHead(closing: false)
        let closes = exchange.answerEnd(at: at(1))
        #expect(!closes)
        #expect(exchange.verdict(at: at(1000)) == .nothing)
    }

    @Test func `a request that does not arrive whole in time is refused`() {
        var exchange = fresh
        exchange.head(at: at(10))
        #expect(exchange.verdict(at: at(39)) == .wait(until: at(40)))
        #expect(exchange.verdict(at: at(40)) == .refuse)
        let (first, second) = (exchange.cut(), exchange.cut())
        #expect(first && !second, "the last word is said once")
        #expect(exchange.verdict(at: at(41)) == .nothing)
    }

    @Test func `one that was answered before it arrived is closed without a word`() {
        var exchange = fresh
        exchange.head(at: at(0))
        exchange.answerHead(closing: false)
        _ = exchange.answerEnd(at: at(1))
        #expect(exchange.verdict(at: at(30)) == .close)
    }

    @Test func `an answer that is not read in time is cut`() {
        var exchange = fresh
        exchange.head(at: at(0))
        exchange.end()
        exchange.answerHead(closing: false)
        #expect(exchange.verdict(at: at(89)) == .wait(until: at(90)))
        #expect(exchange.verdict(at: at(90)) == .close)
        let mayStillSpeak = exchange.cut()
        #expect(!mayStillSpeak, "half an answer is out")
    }

    @Test func `an answer that says so closes`() {
        var exchange = fresh
        exchange.head(at: at(0))
        exchange.end()
        exchange.answerHead(closing: true)
        let closes = exchange.answerEnd(at: at(1))
        #expect(closes)
    }
}
