import NIOCore

/// One connection's requests and answers, and what becomes of those that take too long. A value; `ExchangeGuard` does what it says.
///
///     head ─▶ arriving ─ end ─▶ at work ─ answer's head ─▶ answering ─ answer's end ─▶ (nothing open)
///
/// A request that does not arrive whole in time is refused with 408 while nothing of an answer is out, else cut off. So it is
/// when the whole exchange takes too long: the callee's patience ends well before, so it is the caller who does not read.
struct Exchange {
    let arrival, exchange: TimeAmount
    /// The same for a bank's file, which takes longer both ways.
    let fileArrival, fileExchange: TimeAmount
    private var open = 0
    private var arrivingSince, openSince: NIODeadline?
    private var isFile = false
    private var isAnswering = false
    private var closesAfterAnswer = false
    /// Nothing more is written: the last word is out.
    private(set) var isCut = false

    enum Verdict: Equatable { case wait(until: NIODeadline), nothing, refuse, close }

    init(arrival: TimeAmount, exchange: TimeAmount, fileArrival: TimeAmount? = nil, fileExchange: TimeAmount? = nil) {
        self.arrival = arrival
        self.exchange = exchange
        self.fileArrival = fileArrival ?? arrival
        self.fileExchange = fileExchange ?? exchange
    }

    mutating func head(at now: NIODeadline, isFile: Bool = false) {
        open += 1
        self.isFile = isFile || (open > 1 && self.isFile)
        arrivingSince = now
        if open == 1 { openSince = now }
    }

    mutating func end() { arrivingSince = nil }

    mutating func answerHead(closing: Bool) {
        isAnswering = true
        closesAfterAnswer = closing
    }

    /// True where the connection is to be closed now.
    mutating func answerEnd(at now: NIODeadline) -> Bool {
        isAnswering = false
        open = max(0, open - 1)
        openSince = open > 0 ? now : nil
        return closesAfterAnswer
    }

    /// Whether a last word can still be said: no answer is half out, and none is owed before it.
    mutating func cut() -> Bool {
        defer { isCut = true }
        return !isCut && !isAnswering && open <= 1
    }

    func verdict(at now: NIODeadline) -> Verdict {
        guard !isCut else { return .nothing }
        let ends = [
            arrivingSince.map { $0 + (isFile ? fileArrival : arrival) },
            openSince.map { $0 + (isFile ? fileExchange : exchange) },
        ].compactMap { $0 }
        guard let next = ends.min() else { return .nothing }
        // Looked at again soon: behind a file the next request has its own, shorter time.
        guard next <= now else { return .wait(until: min(next, now + exchange)) }
        return arrivingSince != nil && open == 1 && !isAnswering ? .refuse : .close
    }
}
