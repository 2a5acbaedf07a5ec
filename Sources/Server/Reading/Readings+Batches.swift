import Clearing
import Commands
import JSON
import Store

// Files from banks, and what became of their lines.
extension ReadingRoutes {
    static let batches = [
        ReadingRoute("batches", ["bank", "type"] + Query.paging) { ask in
            var filter = BatchFilter()
            filter.bank = try ask.query.text("bank")
            filter.kind = try ask.query.choice("type")
            let page = try await ask.reader.batches(ask.reach, filter, try ask.query.page())
            return ReadingAnswer(page) { BatchView($0).json }
        },
        ReadingRoute("batches/{batch}") { ask in
            guard let batch = try await ask.reader.batch(ask.reach, try ask.number("batch")) else {
                throw Problem.notThere
            }
            return ReadingAnswer(BatchView(batch).json)
        },
        ReadingRoute("batches/{batch}/lines", ["outcome"] + Query.paging) { ask in
            let page = try await ask.reader.batchLines(
                ask.reach, try ask.number("batch"), try ask.query.choice("outcome"), try ask.query.page())
            guard let page else { throw Problem.notThere }
            return ReadingAnswer(page) { BatchLineView($0).json }
        },
    ]
}
