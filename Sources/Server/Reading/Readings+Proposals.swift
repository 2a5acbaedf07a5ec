import Clearing
import Commands
import Store

// What waits for a second person, and what became of what waited.
extension ReadingRoutes {
    static let proposals = [
        ReadingRoute("proposals", ["kind", "state", "subject"] + Query.paging) { ask in
            try ask.mustSeeAll()
            let page = try await ask.reader.proposals(
                ask.reach, kind: try ask.query.choice("kind"), state: try ask.query.choice("state"),
                subject: try ask.query.text("subject"), try ask.query.page())
            return ReadingAnswer(page) { ProposalView($0).json }
        }
    ]
}
