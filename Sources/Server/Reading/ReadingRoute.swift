import Accounting
import Clearing
import Commands
import JSON
import Ledger
import Store

/// Something that can be read of a book: its path below `/v1/books/{book}`, the parameters it takes, and the answer.
struct ReadingRoute: Sendable {
    /// `claims/{claim}`.
    let path: String
    /// Names of query parameters; any other is refused.
    let parameters: [String]
    let answer: @Sendable (ReadingAsk) async throws -> ReadingAnswer

    init(
        _ path: String, _ parameters: [String] = [],
        answer: @escaping @Sendable (ReadingAsk) async throws -> ReadingAnswer
    ) {
        self.path = path
        self.parameters = parameters
        self.answer = answer
    }
}

/// Who asks, and for what.
struct ReadingAsk: Sendable {
    let reach: Reach
    let caller: Caller
    let path: Path
    let query: Query
    let reader: Reader
    let ledger: LedgerSet
    let now: Moment
    let progress: SubsidyProgress

    /// A number in the path; what is none names nothing.
    func number(_ name: String) throws(Problem) -> Int64 {
        let number = path.number(name)
        guard number > 0 else { throw .notThere }
        return number
    }

    /// The books themselves are read by those who see the whole book; for others they are not there.
    func mustSeeAll() throws(Problem) {
        guard reach.seesAll else { throw .notThere }
    }
}

/// What a reading gives: bytes of a kind, and the cursor of the next page where there is one.
struct ReadingAnswer: Sendable {
    let contentType: String
    let body: [UInt8]
    var next: String?
    /// The name a file is saved under; nil for what is shown.
    var fileName: String?

    init(_ json: JSON) {
        contentType = "application/json"
        body = json.bytes
    }

    /// Plain text that is shown.
    init(text: String) {
        contentType = "text/plain; charset=utf-8"
        body = Array(text.utf8)
    }

    /// A page that is shown: it needs nothing but itself.
    init(page: String) {
        contentType = ReadingAnswer.html
        body = Array(page.utf8)
    }

    static let html = "text/html; charset=utf-8"

    /// One server-sent event; who listens asks again after a second, until there is nothing more to hear.
    init(event name: String, _ json: JSON) {
        contentType = "text/event-stream"
        body = Array("retry: 1000\nevent: \(name)\ndata: \(json.text)\n\n".utf8)
    }

    /// A file to be saved.
    init(file name: String, _ contentType: String, _ body: [UInt8]) {
        self.contentType = contentType
        self.body = body
        fileName = name
    }

    /// A page: `items`, and besides what belongs to the list as a whole.
    init<Item, Key: CursorKey>(_ page: Page<Item, Key>, and more: [JSON.Member] = [], _ view: (Item) -> JSON) {
        let next = page.next.map(Query.sealed)
        self.init(
            .object(
                more + [
                    .init(name: "items", value: .array(page.items.map(view))),
                    .init(name: "next", value: next.map(JSON.string) ?? .null),
                ]))
        self.next = next
    }
}
