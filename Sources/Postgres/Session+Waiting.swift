import CPostgres
import Glibc

/// Waiting for the server, and ceasing to.
extension Session {
    /// Waits until the socket is readable, or also writable if asked for.
    ///
    ///     waiting ── interrupt ──▶ server asked to cancel ── answer ──▶ goes on reading, finds an error
    ///                                      └─ no answer within the grace ──▶ connection given up
    func wait(untilWritable: Bool = false) throws {
        let events = Int16(untilWritable ? POLLIN | POLLOUT : POLLIN)
        while true {
            if cancelRequest == nil, interrupt.cause != nil { requestCancel() }
            if let patience, patience <= .now { throw giveUp(interrupt.cause ?? PostgresError.deadlinePassed) }
            var polled = (
                pollfd(fd: PQsocket(connection), events: events, revents: 0),
                pollfd(fd: wakeup.descriptor, events: Int16(POLLIN), revents: 0)
            )
            let timeout = Self.milliseconds(until: patience ?? interrupt.deadline)
            withUnsafeMutableBytes(of: &polled) {
                _ = poll($0.baseAddress!.assumingMemoryBound(to: pollfd.self), 2, timeout)
            }
            if polled.1.revents != 0 { wakeup.silence() }
            if polled.0.revents != 0 { return }
        }
    }

    /// Sends all that is queued. What arrives meanwhile is read, so that the server is never kept from writing.
    func flush() throws {
        while true {
            let status = PQflush(connection)
            if status == 0 { return }
            // A failure to write is not the last word: the server may have said why before it hung up, and reading
            // finds that.
            if status < 0 { return }
            try wait(untilWritable: true)
            _ = PQconsumeInput(connection)
        }
    }

    /// The next result; nil where libpq has none.
    func nextResult() throws -> OpaquePointer? {
        while PQisBusy(connection) == 1 {
            try wait()
            // When the socket is at its end, `PQgetResult` says so at once.
            guard PQconsumeInput(connection) == 1 else { break }
        }
        return PQgetResult(connection)
    }

    func requestCancel() {
        cancelRequest = CancelRequest(on: connection, ringing: wakeup)
        patience = .now + grace
    }

    /// Waits for a cancel request to have arrived, so that it cannot hit what is done here next.
    func settleCancel() {
        guard let request = cancelRequest else { return }
        while !request.isDone, let patience, patience > .now {
            var bell = pollfd(fd: wakeup.descriptor, events: Int16(POLLIN), revents: 0)
            _ = poll(&bell, 1, Self.milliseconds(until: patience))
            wakeup.silence()
        }
        if !request.isDone { isBroken = true }
        cancelRequest = nil
        patience = nil
    }

    /// Marks the session as of no more use.
    func giveUp<E: Error>(_ error: E) -> E {
        isBroken = true
        awaited = []
        return error
    }

    private static func milliseconds(until limit: ContinuousClock.Instant?) -> Int32 {
        guard let limit else { return -1 }
        let (seconds, attoseconds) = (limit - .now).components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        // Rounded up, or the last millisecond would be spent spinning.
        return Int32(clamping: min(seconds, 1_000_000) * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
    }
}
