import House
import Testing

@testable import Server

/// What operators ask.
@Suite struct HealthTests {
    @Test func `ready means that it can post`() async throws {
        try await Serving.with { serving in
            let ready = try await serving.send(.GET, "/readyz")
            #expect(ready.status == 200)
            #expect(ready.text == "ready\n")
        }
    }

    @Test func `while the database is away it lives and is not ready`() async throws {
        let service = await ClearingHouse.build(
            Settings(database: "host=/nonexistent dbname=none", port: 0), clock: { HouseClock("2026-03-02").now },
            logger: .silent)
        let served = Task { try await service.run() }
        let port = try await service.port
        let live = try await Wire.exchange(port, [("GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 0)])
        #expect(live.text.hasPrefix("HTTP/1.1 200 "))
        let ready = try await Wire.exchange(port, [("GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 0)])
        #expect(ready.text.hasPrefix("HTTP/1.1 503 "))
        #expect(ready.text.contains("\"code\":\"not-ready\""))
        let book = try await Wire.exchange(
            port, [("POST /v1/books/x/claims HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 0)])
        #expect(book.text.hasPrefix("HTTP/1.1 503 "))
        #expect(book.text.contains("\"code\":\"database-away\""))
        #expect(book.text.contains("Retry-After: 1") || book.text.contains("retry-after: 1"))
        await service.stop()
        try await served.value
    }

    @Test func `figures count what was asked, by route and status`() async throws {
        try await Serving.with { serving in
            #expect(
                try await serving.post("loans", Sample.loan(principal: 100_000), by: "bank-a/maker", key: "k").status
                    == 201)
            #expect(
                try await serving.post("loans", Sample.loan(principal: 100_000), by: "bank-a/maker", key: "k").status
                    == 201)
            #expect(try await serving.post("claims/7/admit", by: "bureau/clerk").status == 404)
            let figures = try await serving.send(.GET, "/metrics")
            #expect(figures.headers.first(name: "Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
            let lines = Set(figures.text.split(separator: "\n").map { String($0) })
            for line in [
                "ballast_requests_total{method=\"POST\",route=\"/v1/books/{book}/loans\",status=\"201\"} 2",
                "ballast_requests_total{method=\"POST\",route=\"/v1/books/{book}/claims/{claim}/admit\",status=\"404\"} 1",
                "ballast_request_seconds_count{method=\"POST\",route=\"/v1/books/{book}/loans\"} 2",
                "ballast_request_seconds_bucket{method=\"POST\",route=\"/v1/books/{book}/loans\",le=\"+Inf\"} 2",
                "ballast_lane_commands_total{book=\"yongchuan\"} 3",
                "ballast_lane_refusals_total{book=\"yongchuan\"} 1",
                "ballast_lane_replays_total{book=\"yongchuan\"} 1",
                "ballast_lane_depth{book=\"yongchuan\"} 0",
                "ballast_pool_connections 2",
                "ballast_pool_in_use 0",
                "ballast_build_info{version=\"\(Build.version)\"} 1",
            ] {
                #expect(lines.contains(line), "\(line)")
            }
        }
    }

    @Test func `a port that is taken is said in a sentence`() async throws {
        try await Serving.with { serving in
            let port = serving.port
            let second = await ClearingHouse.build(
                Settings(database: serving.house.database, port: port), clock: { HouseClock("2026-03-02").now },
                logger: .silent)
            await #expect(throws: StartProblem.portTaken(port)) { try await second.run() }
        }
    }
}
