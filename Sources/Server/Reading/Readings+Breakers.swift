import Clearing
import Commands
import JSON
import Store

// Where the breakers stand.
extension ReadingRoutes {
    static let breakers = [
        ReadingRoute("breakers", ["programme", "bank"]) { ask in
            let views = try await ask.breakers(
                bank: try ask.query.text("bank"), programme: try ask.query.text("programme"))
            return ReadingAnswer(["items": .array(views.map(\.json)), "next": nil])
        },
        ReadingRoute("breakers/{programme}/{party}") { ask in
            let views = try await ask.breakers(bank: ask.path.text("party"), programme: ask.path.text("programme"))
            guard let view = views.first else { throw Problem.notThere }
            return ReadingAnswer(view.json)
        },
    ]
}

extension ReadingAsk {
    fileprivate func breakers(bank: String?, programme: String?) async throws -> [BreakerView] {
        let rows = try await reader.breakers(reach, bank: bank, programme: programme)
        let versions = Dictionary(grouping: try await reader.terms(reach), by: \.terms.programme)
        return rows.map { row in
            let terms = versions[row.portfolio.programme]?.inForce(on: now.day)?.terms
            return BreakerView(row.portfolio, row.rate, terms?.breaker, moves: row.moves)
        }
    }
}
