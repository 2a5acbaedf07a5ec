import Accounting
import Clearing
import Commands
import House
import JSON
import Ledger
import Postgres
import Store
import Testing

@testable import Server

/// A desk in a house: what people read there, by the routes of the service, without the wire.
struct Desk: Sendable {
    let house: House
    let reader: Reader
    private let register: Register

    static func with<T: Sendable>(
        _ story: @Sendable (House) async throws -> Void = Story.tell, _ work: @Sendable (Desk) async throws -> T
    ) async throws -> T {
        try await House.with { house in
            try await story(house)
            var options = Pool.Options()
            options.connections = 2
            let pool = Pool(house.database + " user=ballast_reader", options: options)
            let register = try await house.read { try $0.register(book: house.book) }
            let desk = Desk(house: house, reader: Reader(pool: pool), register: try #require(register))
            let outcome: Result<T, any Error>
            do { outcome = .success(try await work(desk)) } catch { outcome = .failure(error) }
            await pool.close()
            return try outcome.get()
        }
    }

    /// `bank-a/maker` is person `bank-a-maker` of party `bank-a`.
    func caller(_ person: String) throws -> Caller {
        let party = String(person.split(separator: "/")[0])
        let id = person.split(separator: "/").joined(separator: "-")
        return try #require(register.caller(id, of: party))
    }

    func reach(_ person: String) throws -> Reach { Reach(book: house.book, try caller(person)) }

    /// Asks a path with its query as a person; throws the problem it is answered with.
    func answer(_ address: String, by person: String) async throws -> ReadingAnswer {
        let sides = address.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let asked = sides[0].split(separator: "/").map(String.init)
        for route in ReadingRoutes.all {
            let parts = route.path.split(separator: "/").map(String.init)
            guard parts.count == asked.count, zip(parts, asked).allSatisfy({ $0 == $1 || $0.hasPrefix("{") }) else {
                continue
            }
            let named = zip(parts, asked).filter { $0.0.hasPrefix("{") }.map {
                (String($0.0.dropFirst().dropLast()), $0.1)
            }
            let ask = ReadingAsk(
                reach: try reach(person), caller: try caller(person),
                path: Path(Dictionary(uniqueKeysWithValues: named)),
                query: try Query(sides.count > 1 ? sides[1] : nil, known: route.parameters), reader: reader,
                ledger: Ledger.embedded, now: house.clock.now, progress: SubsidyProgress())
            return try await route.answer(ask)
        }
        throw Problem.noRoute
    }

    func read(_ address: String, by person: String) async throws -> JSON {
        try JSON.parse(try await answer(address, by: person).body)
    }

    /// The code of the problem, nil where it was answered.
    func refusal(_ address: String, by person: String) async throws -> String? {
        do {
            _ = try await answer(address, by: person)
            return nil
        } catch let problem as Problem {
            return problem.code
        }
    }

    /// All of a list, page by page.
    func all(_ address: String, limit: Int, by person: String, between: () async throws -> Void = {}) async throws
        -> [JSON]
    {
        var items: [JSON] = []
        var cursor: String?
        repeat {
            let mark = address.contains("?") ? "&" : "?"
            let page = try await answer(
                "\(address)\(mark)limit=\(limit)" + (cursor.map { "&cursor=\($0)" } ?? ""), by: person)
            let shown = try JSON.parse(page.body)
            items += shown["items"]?.items ?? []
            #expect(shown["next"]?.word == page.next)
            cursor = page.next
            try await between()
        } while cursor != nil
        return items
    }
}

extension JSON {
    /// `at("shares", 0, "amount")`.
    func at(_ path: any JSONStep...) -> JSON {
        path.reduce(self) { json, step in step.take(json) ?? .null }
    }

    func numbers(_ name: String) -> [Int64] { (self["items"]?.items ?? []).compactMap { $0[name]?.integer } }
}

protocol JSONStep {
    func take(_ json: JSON) -> JSON?
}

extension String: JSONStep {
    func take(_ json: JSON) -> JSON? { json[self] }
}

extension Int: JSONStep {
    func take(_ json: JSON) -> JSON? { json.items.indices.contains(self) ? json.items[self] : nil }
}
