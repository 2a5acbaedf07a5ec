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
    public func openTurn(book: Int64, keys: [Answer.Key], needs: Needs) throws -> TurnOpening {
        try pipeline { pipeline in
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

    /// What commands found they need while they were performed.
    public func load(book: Int64, _ needs: Needs) throws -> Books.Found {
        try pipeline { pipeline in
            let loading = Loading(book, needs, &pipeline)
            return try loading.found(try pipeline.send())
        }
    }
}
