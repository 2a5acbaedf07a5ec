import House
import JSON
import Testing

@testable import Server

/// What a key is for: asking again gives the same answer, and nothing happens twice.
@Suite struct KeyTests {
    @Test func `asked again under its key, the answer comes back byte for byte and says so`() async throws {
        try await Serving.with { serving in
            let first = try await serving.post("loans", Sample.loan(principal: 100_000), by: "bank-a/maker", key: "k-1")
            #expect(first.status == 201, "\(first.text)")
            #expect(first.headers.first(name: "Idempotency-Replayed") == nil)
            #expect(first.headers.first(name: "Content-Type") == "application/json")
            let again = try await serving.post(
                "loans", Sample.loan(principal: 100_000), by: "bank-a/checker", key: "\"k-1\"")
            #expect(again.status == 201)
            #expect(again.body == first.body)
            #expect(again.headers.first(name: "Idempotency-Replayed") == "true")
            #expect(try await serving.house.balance("9008:pool") == 100_000)
        }
    }

    @Test func `a refusal comes back the same too`() async throws {
        try await Serving.with { serving in
            let first = try await serving.post("claims/9/admit", by: "bureau/clerk", key: "k-1")
            #expect(first.status == 404)
            #expect(first.code == "unknown-claim")
            #expect(first.isProblem)
            let again = try await serving.post("claims/9/admit", by: "bureau/clerk", key: "k-1")
            #expect(again.body == first.body)
            #expect(again.headers.first(name: "Idempotency-Replayed") == "true")
        }
    }

    @Test func `another request under the same key is refused, whether body, path or command differs`() async throws {
        try await Serving.with { serving in
            #expect(
                try await serving.post("loans", Sample.loan(principal: 100_000), by: "bank-a/maker", key: "k-1").status
                    == 201)
            let others = [
                try await serving.post("loans", Sample.loan(principal: 100_001), by: "bank-a/maker", key: "k-1"),
                try await serving.post("loans/1/balances", Sample.overdue(balance: 1), by: "bank-a/maker", key: "k-1"),
                try await serving.post("loans/2/balances", Sample.overdue(balance: 1), by: "bank-a/maker", key: "k-1"),
            ]
            for heard in others {
                #expect(heard.status == 422)
                #expect(heard.code == "key-reused")
                #expect(heard.isProblem)
            }
            #expect(try await serving.house.balance("9008:pool") == 100_000)
        }
    }

    @Test func `two parties may use the same key`() async throws {
        try await Serving.with { serving in
            #expect(
                try await serving.post(
                    "loans", Sample.loan(number: 1, principal: 100_000), by: "bank-a/maker", key: "k"
                ).status == 201)
            let other = try await serving.post(
                "loans", Sample.loan(number: 2, principal: 200_000), by: "bank-b/maker", key: "k")
            #expect(other.status == 201)
            #expect(other.headers.first(name: "Idempotency-Replayed") == nil)
        }
    }

    @Test(
        arguments: [
            (nil, "idempotency-key-missing"), ("", "idempotency-key-malformed"), ("\"\"", "idempotency-key-malformed"),
            ("with space", "idempotency-key-malformed"),
            (String(repeating: "k", count: 256), "idempotency-key-malformed"),
        ] as [(String?, String)])
    func `no key, or no proper key, is refused`(key: String?, code: String) async throws {
        try await Serving.with { serving in
            let heard = try await serving.post("loans", Sample.loan(principal: 100_000), by: "bank-a/maker", key: key)
            #expect(heard.status == 400)
            #expect(heard.code == code)
            #expect(heard.isProblem)
        }
    }

    @Test func `twenty at once under one key have one effect and hear the same`() async throws {
        try await Serving.with { serving in
            let heard = try await withThrowingTaskGroup(of: Heard.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await serving.post("loans", Sample.loan(principal: 100_000), by: "bank-a/maker", key: "k-1")
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(heard.allSatisfy { $0.status == 201 && $0.body == heard[0].body })
            #expect(heard.count { $0.headers.first(name: "Idempotency-Replayed") == "true" } == 19)
            #expect(try await serving.house.balance("9008:pool") == 100_000)
        }
    }

    @Test func `a hundred at once, each with a key of its own, are each done once`() async throws {
        try await Serving.with { serving in
            let numbers = try await withThrowingTaskGroup(of: Int64?.self) { group in
                for number in 1...100 {
                    group.addTask {
                        try await serving.post(
                            "loans", Sample.loan(number: number, principal: 1000),
                            by: "bank-\(number % 2 == 0 ? "a" : "b")/maker", key: "k-\(number)"
                        ).json[at: "loan"].integer
                    }
                }
                return try await group.reduce(into: [Int64]()) { numbers, number in numbers.append(try #require(number))
                }
            }
            #expect(numbers.sorted() == Array(1...100))
            #expect(try await serving.house.balance("9008:pool") == 100_000)
        }
    }
}
