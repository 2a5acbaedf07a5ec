import Commands
import JSON
import Store

// Signed heads of the seal chain, and receipts that lead to them.
extension ReadingRoutes {
    static let anchors = [
        ReadingRoute("anchors", Query.paging) { ask in
            let page = try await ask.reader.anchors(ask.reach, of: try await ask.code, try ask.query.page())
            return ReadingAnswer(page, \.json)
        },
        ReadingRoute("anchors/key") { ask in
            let keys = try await ask.reader.anchorKeys(ask.reach)
            return ReadingAnswer([
                "keys": .array(
                    keys.map {
                        [
                            "public_key": .string($0.publicKey.hexadecimal),
                            "pem": .string(AnchorPEM.publicKey($0.publicKey)),
                            "first_anchor": $0.firstAnchor.json, "last_anchor": $0.lastAnchor.json,
                        ]
                    })
            ])
        },
        ReadingRoute("entries/{entry}/receipt") { ask in
            try ask.mustSeeAll()
            let receipt = try await ask.reader.receipt(
                ask.reach, of: try ask.number("entry"), in: try await ask.code)
            guard let receipt else { throw Problem.notThere }
            return ReadingAnswer(receipt.json)
        },
    ]
}

extension ReadingAsk {
    /// The book's code: what an anchor's text names.
    fileprivate var code: String {
        get async throws {
            guard let book = try await reader.book(reach) else { throw Problem.notThere }
            return book.code
        }
    }
}
