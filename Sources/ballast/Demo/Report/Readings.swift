import Accounting
import JSON

/// What the report reads back through the API when the story is over, as the auditor sees it.
struct Readings: Sendable {
    var claims: [JSON] = []
    var runs: [Int64: JSON] = [:]
}
