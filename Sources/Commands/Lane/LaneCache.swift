import Accounting
import Clearing
import Store

/// What a lane remembers from turn to turn, and the marks by which it knows that nobody else changed it meanwhile: parties
/// and terms as long as `reference` stands, balances as long as the next seal does.
struct LaneCache: Sendable {
    private var reference: (version: Int64, value: Reference)?
    private var holdings: [AccountName: Holding] = [:]
    private var seal: (reference: Int64, next: Int64) = (0, 0)

    func reference(at version: Int64) -> Reference? {
        reference.flatMap { $0.version == version ? $0.value : nil }
    }

    mutating func keep(_ value: Reference, at version: Int64) { reference = (version, value) }

    /// Hands the balances over: while a turn changes them, the cache holds none, so nothing is copied.
    mutating func takeHoldings(for header: BookHeader) -> [AccountName: Holding] {
        defer { holdings = [:] }
        return seal == (header.reference, header.nextSeal) ? holdings : [:]
    }

    /// After the commit.
    mutating func keep(_ books: Books, _ header: BookHeader, opened: [AccountName: Int32]) {
        holdings = books.holdings
        for (name, number) in opened { holdings[name]?.number = number }
        let referenceVersion = header.reference + (books.changes.touchesReference ? 1 : 0)
        seal = (referenceVersion, header.nextSeal + (books.changes.entries.isEmpty ? 0 : 1))
        if books.changes.touchesReference { reference = (referenceVersion, books.reference) }
        // Beyond this the memory is worth more than the round trip.
        if holdings.count > 200_000 { holdings = [:] }
    }

    mutating func forget() {
        holdings = [:]
        reference = nil
    }
}
