import Accounting
import Clearing
import Postgres

/// How a turn begins: the book's lock, the keys already answered, and what the commands asked for beforehand, in one round
/// trip.
public struct TurnOpening: Sendable {
    public let header: BookHeader
    public let answered: [Answer.Key: Answer]
    public let found: Books.Found
}

/// There is no such book in this database.
public struct UnknownBook: Error {}

extension Transaction {
    /// - Parameter limit: how long the whole turn may take. PostgreSQL is told too: a server that vanishes in the middle of a
    ///   turn, without its connection ending, must not keep the book locked for the hours that TCP takes to notice.
    public func openTurn(book: Int64, keys: [Answer.Key], needs: Needs, limit: Duration) throws -> TurnOpening {
        try pipeline { pipeline in
            pipeline.add(idleLimit(limit))
            let lock = pipeline.add(BookHeader.lock(book))
            let books = pipeline.add(BookHeader.books(book))
            let known = pipeline.add(Answer.known(book, keys))
            let loading = Loading(book, needs, &pipeline)
            let results = try pipeline.send()
            guard let locked = results[lock].first, let state = results[books].first else { throw UnknownBook() }
            let answers = try results[known].map(Answer.init)
            return TurnOpening(
                header: try BookHeader(lock: locked, books: state),
                answered: Dictionary(uniqueKeysWithValues: answers.map { ($0.key, $0) }),
                found: try loading.found(results))
        }
    }

    private func idleLimit(_ limit: Duration) -> SQL {
        let milliseconds = limit.components.seconds * 1000 + limit.components.attoseconds / 1_000_000_000_000_000
        return "select set_config('idle_in_transaction_session_timeout', \("\(max(1, milliseconds))"), true)"
    }

    /// What commands found they need while they were performed.
    public func load(book: Int64, _ needs: Needs) throws -> Books.Found {
        try pipeline { pipeline in
            let loading = Loading(book, needs, &pipeline)
            return try loading.found(try pipeline.send())
        }
    }
}
