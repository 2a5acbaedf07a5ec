import Accounting
import Clearing
import Postgres

/// A key that anchors were signed with, and which.
public struct AnchorKey: Sendable {
    public let publicKey: [UInt8]
    public let firstAnchor, lastAnchor: Int64
}

extension Reader {
    /// The anchors of a book, newest first: they are everyone's.
    public func anchors(_ reach: Reach, of code: String, _ ask: PageAsk<Int64>) async throws -> Page<Anchor, Int64> {
        let found = try await rows(
            reach,
            """
            select \(Anchor.columns)
            from clearing.anchor k
            where k.book_id = \(reach.book)\(SQL.and(ask.after) { "k.anchor_no < \($0)" })
            order by k.anchor_no desc
            limit \(ask.rows)
            """
        ) { try Anchor($0, of: code) }
        return Page(found, ask, key: \.number)
    }

    public func anchorKeys(_ reach: Reach) async throws -> [AnchorKey] {
        try await rows(
            reach,
            """
            select k.public_key, min(k.anchor_no) as first_anchor, max(k.anchor_no) as last_anchor
            from clearing.anchor k
            where k.book_id = \(reach.book)
            group by k.public_key
            order by 2
            """
        ) { row in
            AnchorKey(
                publicKey: try row.bytes("public_key"), firstAnchor: try row.int64("first_anchor"),
                lastAnchor: try row.int64("last_anchor"))
        }
    }

    /// An entry's receipt; nil where there is no such entry, or no anchor over it yet.
    public func receipt(_ reach: Reach, of number: Int64, in code: String) async throws -> Receipt? {
        try await read(reach) { pipeline in
            let place = pipeline.add(
                """
                select \(Anchor.columns)
                from clearing.anchor k
                where k.book_id = \(reach.book) and \(reach.whole) and k.first_entry <= \(number) and k.last_entry >= \(number)
                order by k.first_entry desc
                limit 1
                """)
            guard let anchor = try pipeline.send()[place].first.map({ try Anchor($0, of: code) }) else { return nil }
            let entries = pipeline.add(AnchoredEntry.rows(reach.book, anchor.firstEntry, anchor.lastEntry))
            let rows = try pipeline.send()[entries]
            var leaves: [[UInt8]] = []
            var wanted: AnchoredEntry?
            var gatherer = AnchoredEntry.Gatherer()
            func note(_ entry: AnchoredEntry) {
                leaves.append(entry.leaf)
                if entry.number == number { wanted = entry }
            }
            for row in rows { try gatherer.take(row, note) }
            gatherer.finish(note)
            guard let wanted else { return nil }
            let index = Int(number - anchor.firstEntry)
            return Receipt(
                entry: wanted, leaf: wanted.leaf, path: MerkleTree.path(to: index, in: leaves[...]), anchor: anchor)
        }
    }
}
