import House
import JSON
import Testing

@testable import Server

/// Lists over the wire: the next page is where the Link says.
@Suite struct PagingTests {
    @Test func `whoever follows the links sees every party once, and then there is no link`() async throws {
        try await Serving.with { serving in
            var seen: [String] = []
            var path = "parties?kind=bank&limit=3"
            for _ in 1...2 {
                let heard = try await serving.send(.GET, path, by: "bank-a/maker")
                #expect(heard.status == 200)
                seen += heard.json["items"]?.items.compactMap { $0["party"]?.word } ?? []
                guard let link = heard.headers.first(name: "Link") else { break }
                #expect(
                    link.hasPrefix("</v1/books/yongchuan/parties?kind=bank&limit=3&cursor=")
                        && link.hasSuffix(">; rel=\"next\""))
                path = String(link.dropFirst().prefix { $0 != ">" })
            }
            #expect(seen == ["bank-a", "bank-b", "bank-c", "bank-d"])
        }
    }

    @Test func `what is not there and what is another's are the same answer, byte for byte`() async throws {
        try await Serving.with { serving in
            let filed = try await serving.post("loans", Sample.loan(principal: 1_000_000), by: "bank-a/maker")
            #expect(filed.status == 201)
            let others = try await serving.send(.GET, "loans/1", by: "bank-b/maker")
            let nothing = try await serving.send(.GET, "loans/999", by: "bank-b/maker")
            #expect(others.status == 404 && others.isProblem && others.body == nothing.body)
            let own = try await serving.send(.GET, "loans/1", by: "bank-a/maker")
            #expect(own.status == 200)
        }
    }
}
