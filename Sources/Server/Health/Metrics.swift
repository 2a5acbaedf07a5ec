import Synchronization

/// What the front door counts: requests by route and status, how long they took, how many are at work.
final class Metrics: Sendable {
    struct Route: Hashable, Comparable {
        let method, path: String

        static func < (left: Route, right: Route) -> Bool { (left.path, left.method) < (right.path, right.method) }
    }

    struct Tally {
        var statuses: [Int: Int] = [:]
        /// How many took at most `Metrics.bounds[i]` seconds and more than the one before; the last, more than all.
        var buckets = [Int](repeating: 0, count: Metrics.bounds.count + 1)
        var seconds = 0.0
    }

    static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

    private let atWork = Atomic(0)
    private let routes = Mutex<[Route: Tally]>([:])
    private let ended = Mutex<[Cut: Int]>([:])

    /// Why an exchange was ended before any route was asked.
    enum Cut: String, CaseIterable {
        /// The request, or its reader, took too long.
        case slow
        /// The bytes were no HTTP, or their headers too large.
        case malformed
    }

    var cuts: [Cut: Int] { ended.withLock { $0 } }

    func noteCut(_ why: Cut) { ended.withLock { $0[why, default: 0] += 1 } }

    var inFlight: Int { atWork.load(ordering: .relaxed) }
    var tallies: [(Route, Tally)] { routes.withLock { $0.sorted { $0.key < $1.key } } }

    /// False where there are as many at work as may be.
    func enter(limit: Int) -> Bool {
        guard atWork.add(1, ordering: .relaxed).newValue <= limit else {
            leave()
            return false
        }
        return true
    }

    func leave() { atWork.subtract(1, ordering: .relaxed) }

    func note(_ method: String, _ path: String, _ status: Int, took duration: Duration) {
        let (whole, atto) = duration.components
        let seconds = Double(whole) + Double(atto) / 1e18
        let bucket = Metrics.bounds.firstIndex { seconds <= $0 } ?? Metrics.bounds.count
        routes.withLock { routes in
            routes[Route(method: method, path: path), default: Tally()].add(status, bucket, seconds)
        }
    }
}

extension Metrics.Tally {
    fileprivate mutating func add(_ status: Int, _ bucket: Int, _ seconds: Double) {
        statuses[status, default: 0] += 1
        buckets[bucket] += 1
        self.seconds += seconds
    }
}
