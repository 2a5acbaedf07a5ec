/// Who has a pool's connections, and who waits for one. A value; `Pool` does what it says.
struct WaitingLine {
    typealias Waiter = CheckedContinuation<Connection, any Error>

    enum Answer {
        case connection(Connection)
        case wait(ticket: Int)
        case refused(PoolBusy)
    }

    enum Return {
        case kept
        case handedTo(Waiter)
        case close
    }

    private enum Place {
        /// Has a ticket, but its continuation is not here yet.
        case coming
        case waiting(Waiter)
        /// Was handed a connection, or told to leave, before its continuation came.
        case settled(Result<Connection, any Error>)
    }

    private var free: [Connection]
    /// By ticket. Tickets rise, so the least is the first in line.
    private var places: [Int: Place] = [:]
    private var firstTicket = 0
    private var nextTicket = 0
    private var isClosed = false

    init(free: [Connection]) { self.free = free }

    var waiting: Int { places.count }
    var freeCount: Int { free.count }

    mutating func ask(limit: Int) -> Answer {
        guard !isClosed else { return .refused(.closed) }
        if let connection = free.popLast() { return .connection(connection) }
        guard places.count < limit else { return .refused(.lineFull) }
        defer { nextTicket += 1 }
        places[nextTicket] = .coming
        return .wait(ticket: nextTicket)
    }

    /// The continuation of `ticket` has come; gives what to do at once, if its fate is settled already.
    mutating func wait(_ ticket: Int, _ waiter: Waiter) -> (() -> Void)? {
        guard case .settled(let result) = places[ticket] else {
            places[ticket] = .waiting(waiter)
            return nil
        }
        places[ticket] = nil
        return { waiter.resume(with: result) }
    }

    /// Takes `ticket` out of the line; gives whom to tell.
    mutating func leave(_ ticket: Int, _ reason: any Error) -> Waiter? {
        switch places[ticket] {
        case .coming:
            places[ticket] = .settled(.failure(reason))
            return nil
        case .waiting(let waiter):
            places[ticket] = nil
            return waiter
        case .settled, nil:
            return nil
        }
    }

    mutating func giveBack(_ connection: Connection) -> Return {
        guard !isClosed else { return .close }
        while firstTicket < nextTicket {
            defer { firstTicket += 1 }
            switch places[firstTicket] {
            case .coming:
                places[firstTicket] = .settled(.success(connection))
                return .kept
            case .waiting(let waiter):
                places[firstTicket] = nil
                return .handedTo(waiter)
            case .settled, nil:
                continue
            }
        }
        free.append(connection)
        return .kept
    }

    mutating func close() -> (free: [Connection], waiting: [Waiter]) {
        isClosed = true
        defer { free = [] }
        var waiting: [Waiter] = []
        for (ticket, place) in places {
            switch place {
            case .coming: places[ticket] = .settled(.failure(PoolBusy.closed))
            case .waiting(let waiter):
                waiting.append(waiter)
                places[ticket] = nil
            case .settled: break
            }
        }
        return (free, waiting)
    }
}
