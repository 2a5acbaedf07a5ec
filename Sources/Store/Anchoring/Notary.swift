import Accounting
import Clearing
import Crypto
import Foundation
import Postgres

/// Signs the head of a book's seal chain with a key that never enters the database.
///
/// Reading and hashing the entries since the last anchor goes on beside the book's work; the book is locked only to write the
/// anchor and to tell the parties. Posting pays nothing for it.
public struct Notary: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    public init(key: Curve25519.Signing.PrivateKey) { self.key = key }

    /// Signs what was sealed since the last anchor and hands it to every party as an event. Gives the anchor that stands then:
    /// the last one, where nothing was sealed since, or where another server was quicker; nil for a book without entries.
    ///
    /// - Parameter daily: a book that was anchored on the day of `now` already is left as it is.
    public func anchor(
        _ book: Int64, _ code: String, on connection: Connection, daily: Bool = false, at now: Moment
    ) async throws -> Anchor? {
        let found = try await connection.transaction(readOnly: true) { transaction in
            try transaction.standing(of: book, code, daily: daily, at: now)
        }
        guard let draft = found.draft else { return found.last }
        let signed = try draft.signed(with: key)
        return try await connection.transaction { transaction in
            try transaction.keep(signed, of: book, code, at: now)
        }
    }
}

/// The anchor that stands, and what is to be signed after it.
private struct Standing: Sendable {
    let last, draft: Anchor?
}

extension Transaction {
    fileprivate func standing(of book: Int64, _ code: String, daily: Bool, at now: Moment) throws -> Standing {
        let last = try lastAnchor(of: book, code)
        if daily, let last, last.signedAt.day >= now.day { return Standing(last: last, draft: nil) }
        return Standing(last: last, draft: try draftAnchor(of: book, code, after: last, at: now))
    }

    fileprivate func lastAnchor(of book: Int64, _ code: String) throws -> Anchor? {
        try one(
            """
            select \(Anchor.columns) from clearing.anchor k where k.book_id = \(book) order by k.anchor_no desc limit 1
            """
        ) { try Anchor($0, of: code) }
    }

    /// What is to be signed; nil where nothing was sealed since.
    fileprivate func draftAnchor(of book: Int64, _ code: String, after last: Anchor?, at now: Moment) throws -> Anchor?
    {
        let first = (last?.lastEntry ?? 0) + 1
        let head = try one(
            """
            select seal_no, last_entry, hash from ledger.seal where book_id = \(book) order by seal_no desc limit 1
            """
        ) { (seal: try $0.int64("seal_no"), last: try $0.int64("last_entry"), hash: try $0.bytes("hash")) }
        guard let head, head.last >= first else { return nil }
        var root = MerkleRoot()
        var gatherer = AnchoredEntry.Gatherer()
        try forEachChunk(of: AnchoredEntry.rows(book, first, head.last), size: 5000) { rows in
            for row in rows { try gatherer.take(row) { root.add($0.leaf) } }
        }
        gatherer.finish { root.add($0.leaf) }
        return Anchor(
            book: code, number: (last?.number ?? 0) + 1, seal: head.seal, sealHash: head.hash, firstEntry: first,
            lastEntry: head.last, root: root.finish(),
            previous: last?.digest ?? [UInt8](repeating: 0, count: 32), signedAt: now, publicKey: [], signature: [])
    }

    /// Writes the anchor under the book's lock, unless another was quicker: then that one stands.
    fileprivate func keep(_ anchor: Anchor, of book: Int64, _ code: String, at now: Moment) throws -> Anchor? {
        let next = try one("select next_event from clearing.book where book_id = \(book) for update") {
            try $0.int64("next_event")
        }
        guard let next else { throw UnknownBook() }
        let last = try lastAnchor(of: book, code)
        if let last, last.number >= anchor.number { return last }
        let parties = try rows("select party from clearing.party where book_id = \(book) order by party") {
            try $0.string("party")
        }
        try run(anchor.insert(book))
        let notice = Notice(
            kind: "anchor.signed", subject: "anchor/\(anchor.number)", parties: parties, party: "service",
            person: "service", at: now, data: anchor.json)
        try run(Notice.insert(book, [notice], from: next))
        try run("update clearing.book set next_event = \(next + 1) where book_id = \(book)")
        return anchor
    }
}
