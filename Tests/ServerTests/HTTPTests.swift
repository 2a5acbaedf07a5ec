import House
import JSON
import Testing

@testable import Server

/// HTTP itself: paths, methods, hosts, and those who are slow or speak nonsense.
@Suite struct HTTPTests {
    @Test func `what is not there is a problem, and says whether the path or the method is wrong`() async throws {
        try await Serving.with { serving in
            for path in [
                "/nothing", "/v1", "/v1/books", "/v1/books/yongchuan/claims/1/nothing",
                "/v1/books/yongchuan/claims/1/admit/x",
            ] {
                let heard = try await serving.send(.GET, path, by: "bureau/clerk")
                #expect(heard.status == 404)
                #expect(heard.code == "not-found")
                #expect(heard.isProblem)
            }
            let put = try await serving.send(.PUT, "claims/1/admit", by: "bureau/clerk")
            #expect(put.status == 405)
            #expect(put.code == "method-not-allowed")
            #expect(put.headers.first(name: "Allow") == "POST")
            #expect(put.isProblem)
            let live = try await serving.send(.DELETE, "/livez")
            #expect(live.status == 405)
            #expect(live.headers.first(name: "Allow") == "GET, HEAD")
            let books = ["no-such-book", "Y", "y%20z", String(repeating: "a", count: 40)]
            for book in books {
                let heard = try await serving.send(.POST, "/v1/books/\(book)/claims", by: "bank-a/maker")
                #expect(heard.status == 404)
                #expect(heard.code == "unknown-book")
            }
        }
    }

    @Test func `HEAD answers as GET would, without the body`() async throws {
        try await Serving.with { serving in
            let get = try await serving.send(.GET, "/livez")
            let head = try await serving.send(.HEAD, "/livez")
            #expect(get.status == 200)
            #expect(get.text == "alive\n")
            #expect(head.status == 200)
            #expect(head.body.isEmpty)
            #expect(head.headers.first(name: "Content-Length") == "6")
            let missing = try await serving.send(.HEAD, "/nothing")
            #expect(missing.status == 404)
            #expect(missing.body.isEmpty)
        }
    }

    @Test func `every answer has a number of its own`() async throws {
        try await Serving.with { serving in
            let first = try await serving.send(.GET, "/livez").headers.first(name: "X-Request-Id")
            let second = try await serving.send(.GET, "/nothing").headers.first(name: "X-Request-Id")
            #expect(first?.isEmpty == false)
            #expect(first != second)
        }
    }

    @Test(
        arguments: [
            ("GET /livez HTTP/1.1\r\nConnection: close\r\n\r\n", 400, "host-missing"),
            ("GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400, "path-malformed"),
            ("GET /%ff%fe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400, "path-malformed"),
            ("GET /a%4 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400, "path-malformed"),
            ("NONSENSE\r\n\r\n", 400, "http-malformed"),
            ("GET /livez HTTP/9.9\r\nHost: x\r\n\r\n", 400, "http-malformed"),
            ("POST /livez HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n", 400, "http-malformed"),
            (
                "POST /livez HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 400,
                "http-malformed"
            ),
            (
                "GET /livez HTTP/1.1\r\nHost: x\r\nX: \(String(repeating: "a", count: 20_000))\r\n\r\n", 431,
                "headers-too-large"
            ),
            (
                "GET /livez HTTP/1.1\r\nHost: x\r\n" + (1...100).map { "X-\($0): 1\r\n" }.joined() + "\r\n", 431,
                "headers-too-large"
            ),
        ] as [(String, Int, String)])
    func `what is no proper request is answered with a problem and the connection closed`(
        request: String, status: Int, code: String
    ) async throws {
        try await Serving.with { serving in
            let heard = try await Wire.exchange(serving.port, [(request, 0)])
            #expect(heard.text.hasPrefix("HTTP/1.1 \(status) "), "\(heard.text)")
            #expect(heard.text.contains("application/problem+json"))
            #expect(heard.text.contains("\"code\":\"\(code)\""))
            #expect(heard.text.lowercased().contains("x-request-id: "))
            #expect(heard.isClosed)
        }
    }

    @Test func `who trickles a body is cut off in time, with 408`() async throws {
        try await Serving.with { settings in
            settings.limits.arrival = .milliseconds(500)
        } _: { serving in
            let head = "POST /v1/books/yongchuan/claims/1/admit HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"
            let signed =
                head
                + "Idempotency-Key: k\r\nAuthorization: Bearer \(try serving.token("bureau/clerk"))\r\nContent-Type: application/json\r\n\r\n"
            let heard = try await Wire.exchange(serving.port, [(signed, 100)] + (0..<20).map { _ in (" ", 100) })
            #expect(heard.text.hasPrefix("HTTP/1.1 408 "), "\(heard.text)")
            #expect(heard.text.contains("\"code\":\"request-timeout\""))
            #expect(heard.isClosed)
            let figures = try await serving.send(.GET, "/metrics")
            #expect(figures.text.contains("ballast_exchanges_cut_total{why=\"slow\"} 1"))
        }
    }

    @Test func `who trickles headers, or says nothing, is cut off in time`() async throws {
        try await Serving.with { settings in
            settings.limits.idle = .milliseconds(500)
        } _: { serving in
            let trickled = try await Wire.exchange(
                serving.port, [("GET /livez HTTP/1.1\r\n", 100)] + (0..<15).map { ("X-\($0): 1\r\n", 100) })
            #expect(trickled.isClosed)
            let silent = try await Wire.exchange(serving.port, [])
            #expect(silent.isClosed)
            #expect(silent.text == "")
        }
    }

    @Test func `a request cut off in the middle has no effect`() async throws {
        try await Serving.with { serving in
            try await fileAndClaim(serving)
            let head =
                "POST /v1/books/yongchuan/claims/1/admit HTTP/1.1\r\nHost: x\r\nIdempotency-Key: cut\r\n"
                + "Authorization: Bearer \(try serving.token("bureau/clerk"))\r\nContent-Type: application/json\r\n"
            // What has come so far would be a whole body, an empty one.
            _ = try await Wire.exchange(
                serving.port, [(head + "Content-Length: 2\r\n\r\n", 50)], patience: 2, hangsUp: true)
            _ = try await Wire.exchange(
                serving.port, [(head + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n", 50)], patience: 2, hangsUp: true
            )
            let claim = try await serving.post("claims/1/admit", by: "bureau/clerk", key: "whole")
            #expect(claim.status == 200, "\(claim.text)")
            #expect(claim.headers.first(name: "Idempotency-Replayed") == nil)
        }
    }

    @Test func `requests one behind the other on one connection are answered in order`() async throws {
        try await Serving.with { serving in
            let get = "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n"
            let heard = try await Wire.exchange(
                serving.port,
                [
                    (
                        get + "GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n"
                            + "GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 0
                    )
                ])
            let statuses = heard.text.split(separator: "\r\n").filter { $0.contains("HTTP/1.1 ") }.map {
                $0.suffix(from: $0.range(of: "HTTP/1.1 ")!.upperBound).prefix(3)
            }
            #expect(statuses == ["200", "404", "200"])
        }
    }

    @Test func `beyond what may be at work at once, callers are told to come again`() async throws {
        try await Serving.with { settings in
            settings.limits.inFlight = 0
        } _: { serving in
            let heard = try await serving.send(.GET, "/livez")
            #expect(heard.status == 503)
            #expect(heard.code == "busy")
            #expect(heard.headers.first(name: "Retry-After") == "1")
            #expect(heard.isProblem)
        }
    }

    private func fileAndClaim(_ serving: Serving) async throws {
        #expect(try await serving.post("loans", Sample.loan(principal: 100_000), by: "bank-a/maker").status == 201)
        serving.house.clock.set("2026-07-01 09:00")
        #expect(
            try await serving.post("loans/1/balances", Sample.overdue(balance: 100_000), by: "bank-a/maker").status
                == 201)
        #expect(try await serving.post("claims", Sample.claim(principal: 100_000), by: "bank-a/maker").status == 201)
    }
}
