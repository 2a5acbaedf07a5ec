import House
import JSON
import Testing

@testable import Server

/// Bodies that cannot be read are refused before anything happens, with the place and what to do.
@Suite struct BodyTests {
    @Test func `each flaw of a body is refused with its code and its place`() async throws {
        try await Serving.with { serving in
            let good = Sample.loan(principal: 100_000).text
            func with(_ part: String, _ other: String) -> [UInt8] { Array(good.replacing(part, with: other).utf8) }
            let principal = "\"principal\":100000"
            let flaws: [(body: [UInt8], code: String, pointer: String)] = [
                (Array("{".utf8), "malformed", ""),
                (Array("[]".utf8), "wrong-type", ""),
                (Array("\"x\"".utf8), "wrong-type", ""),
                (Array((good + "x").utf8), "malformed", ""),
                (with(principal, "\"principal\":1e2"), "not-an-integer", "/principal"),
                (with(principal, "\"principal\":1.0"), "not-an-integer", "/principal"),
                (with(principal, "\"principal\":-0"), "not-an-integer", "/principal"),
                (with(principal, "\"principal\":0100"), "malformed", "/principal"),
                (with(principal, "\"principal\":99999999999999999999"), "out-of-range", "/principal"),
                (with(principal, "\"principal\":0"), "out-of-range", "/principal"),
                (with(principal, "\"principal\":-5"), "out-of-range", "/principal"),
                (with(principal, "\"principal\":\"100000\""), "wrong-type", "/principal"),
                (with(principal, "\"principal\":null"), "wrong-type", "/principal"),
                (with(principal, "\(principal),\(principal)"), "duplicate-field", "/principal"),
                (with(principal, "\(principal),\"surprise\":1"), "unknown-field", "/surprise"),
                (with("\"principal\":100000,", ""), "missing-field", "/principal"),
                (with("\"0.0435\"", "0.0435"), "not-an-integer", "/rate"),
                (with("\"0.0435\"", "\"4,35\""), "bad-format", "/rate"),
                (with("2027-02-27", "2027-02-30"), "bad-format", "/matures"),
                (with("永川某某有限公司", "永川\\u0000"), "bad-format", "/borrower_name"),
                (
                    Array(good.utf8.prefix(20)) + [0xFF, 0xFE] + Array(good.utf8.dropFirst(20)), "bad-utf8",
                    "/programme"
                ),
            ]
            for flaw in flaws {
                let heard = try await serving.send(
                    .POST, "loans", body: flaw.body, by: "bank-a/maker", headers: [("Idempotency-Key", "same")])
                #expect(heard.status == 400, "\(flaw.code) \(heard.text)")
                #expect(heard.code == flaw.code, "\(heard.text)")
                #expect(heard.json[at: "pointer"].word ?? "" == flaw.pointer, "\(heard.text)")
                #expect(heard.isProblem)
            }
            // A body that was not understood has not used up its key.
            #expect(
                try await serving.post("loans", Sample.loan(principal: 100_000), by: "bank-a/maker", key: "same").status
                    == 201)
        }
    }

    @Test func `a body is announced as JSON`() async throws {
        try await Serving.with { serving in
            let body = Sample.loan(principal: 100_000).bytes
            for type in ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", "multipart/form-data"]
            {
                let heard = try await serving.send(
                    .POST, "loans", body: body, by: "bank-a/maker",
                    headers: [("Content-Type", type), ("Idempotency-Key", "k")])
                #expect(heard.status == 415)
                #expect(heard.code == "media-type")
                #expect(heard.isProblem)
            }
            let heard = try await serving.send(
                .POST, "loans", body: body, by: "bank-a/maker",
                headers: [("Content-Type", "Application/JSON; charset=utf-8"), ("Idempotency-Key", "k")])
            #expect(heard.status == 201)
        }
    }

    @Test func `a body beyond the limit is refused, announced or not`() async throws {
        try await Serving.with { settings in
            settings.limits.body = 1000
        } _: { serving in
            let body = [UInt8](repeating: UInt8(ascii: " "), count: 1001)
            let heard = try await serving.send(
                .POST, "loans", body: body, by: "bank-a/maker", headers: [("Idempotency-Key", "k")])
            #expect(heard.status == 413)
            #expect(heard.code == "body-too-large")
            #expect(heard.isProblem)
            let head = """
                POST /v1/books/yongchuan/loans HTTP/1.1\r
                Host: x\r
                Authorization: Bearer \(try serving.token("bank-a/maker"))\r
                Idempotency-Key: k\r
                Content-Type: application/json\r
                Transfer-Encoding: chunked\r
                Connection: close\r
                \r

                """
            let chunk = "1f4\r\n" + String(repeating: " ", count: 500) + "\r\n"
            let chunked = try await Wire.exchange(serving.port, [(head + chunk + chunk + chunk + "0\r\n\r\n", 0)])
            #expect(chunked.text.hasPrefix("HTTP/1.1 413 "))
        }
    }

    @Test func `somebody else's loan is not there, and neither is what is no number`() async throws {
        try await Serving.with { serving in
            #expect(try await serving.post("loans", Sample.loan(principal: 100_000), by: "bank-a/maker").status == 201)
            for (person, loan) in [
                ("bank-b/maker", "1"), ("bank-a/maker", "2"), ("bank-a/maker", "one"),
                ("bank-a/maker", "99999999999999999999"),
            ] {
                let heard = try await serving.post(
                    "loans/\(loan)/balances", Sample.overdue(balance: 1, asOf: "2026-03-01"), by: person)
                #expect(heard.status == 404, "\(loan) \(heard.text)")
                #expect(heard.code == "unknown-loan")
            }
        }
    }

    @Test func `nobody does what their role does not allow, nor approves what they proposed`() async throws {
        try await Serving.with { serving in
            let filed = try await serving.post("loans", Sample.loan(principal: 100_000), by: "bureau/clerk")
            #expect(filed.status == 403)
            #expect(filed.code == "role-missing")
            let registered = try await serving.post(
                "parties", ["party": "x", "kind": "bank", "name_zh": "x", "name_en": "x"], by: "bank-a/maker")
            #expect(registered.status == 403)
        }
    }
}
