import Commands

/// The text in which Prometheus reads figures (exposition format 0.0.4).
struct Exposition {
    private(set) var text = ""

    enum Kind: String { case counter, gauge, histogram }

    mutating func family(_ name: String, _ kind: Kind, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    mutating func sample(_ name: String, _ labels: [(String, String)] = [], _ value: some CustomStringConvertible) {
        let list = labels.map { "\($0)=\"\(Exposition.escaped($1))\"" }.joined(separator: ",")
        text += list.isEmpty ? "\(name) \(value)\n" : "\(name){\(list)} \(value)\n"
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            switch character {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default: escaped.append(character)
            }
        }
    }
}

extension Exposition {
    /// Everything this server counts.
    init(_ metrics: Metrics, _ shelf: Shelf) async {
        add(metrics)
        await add(shelf.books)
        family("ballast_pool_connections", .gauge, "Connections for reading.")
        sample("ballast_pool_connections", [], shelf.pool.size)
        family("ballast_pool_in_use", .gauge, "Connections for reading that are lent out.")
        sample("ballast_pool_in_use", [], shelf.pool.inUse)
        family("ballast_pool_waiting", .gauge, "Readings that wait for a connection.")
        sample("ballast_pool_waiting", [], shelf.pool.waiting)
        family("ballast_build_info", .gauge, "The program that runs.")
        sample("ballast_build_info", [("version", Build.version)], 1)
    }

    private mutating func add(_ metrics: Metrics) {
        let tallies = metrics.tallies
        family("ballast_requests_in_flight", .gauge, "Requests at work.")
        sample("ballast_requests_in_flight", [], metrics.inFlight)
        family("ballast_requests_total", .counter, "Requests answered.")
        for (route, tally) in tallies {
            for (status, count) in tally.statuses.sorted(by: { $0.key < $1.key }) {
                sample("ballast_requests_total", route.labels + [("status", "\(status)")], count)
            }
        }
        family("ballast_exchanges_cut_total", .counter, "Exchanges ended by the front door before a route was asked.")
        let cuts = metrics.cuts
        for why in Metrics.Cut.allCases {
            sample("ballast_exchanges_cut_total", [("why", why.rawValue)], cuts[why] ?? 0)
        }
        family("ballast_request_seconds", .histogram, "How long requests took, from head to answer.")
        for (route, tally) in tallies {
            var count = 0
            for (bound, bucket) in zip(Metrics.bounds.map { "\($0)" } + ["+Inf"], tally.buckets) {
                count += bucket
                sample("ballast_request_seconds_bucket", route.labels + [("le", bound)], count)
            }
            sample("ballast_request_seconds_sum", route.labels, tally.seconds)
            sample("ballast_request_seconds_count", route.labels, count)
        }
    }

    private mutating func add(_ books: [OpenBook]) async {
        var figures: [(labels: [(String, String)], depth: Int, figures: Lane.Figures)] = []
        for book in books { figures.append(([("book", book.code)], book.lane.depth, await book.lane.figures)) }
        let counters: [(name: String, help: String, value: KeyPath<Lane.Figures, Int>)] = [
            ("turns", "Turns taken: one transaction each.", \.turns), ("commands", "Commands answered.", \.commands),
            ("refusals", "Commands refused.", \.refusals), ("replays", "Commands answered as before.", \.replays),
            ("retries", "Turns that had to be taken again.", \.retries),
        ]
        for counter in counters {
            family("ballast_lane_\(counter.name)_total", .counter, counter.help)
            for book in figures {
                sample("ballast_lane_\(counter.name)_total", book.labels, book.figures[keyPath: counter.value])
            }
        }
        family("ballast_lane_depth", .gauge, "Commands that wait for their turn.")
        for book in figures { sample("ballast_lane_depth", book.labels, book.depth) }
    }
}

extension Metrics.Route {
    /// The path as the API description writes it.
    fileprivate var labels: [(String, String)] { [("method", method), ("route", path)] }
}
