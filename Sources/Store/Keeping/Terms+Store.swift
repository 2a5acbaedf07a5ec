import Accounting
import Clearing
import Crypto
import JSON
import Postgres

extension TermsVersion {
    static func all(_ book: Int64) -> SQL {
        """
        select version, document, state, proposed_by, proposed_at, decided_by, decided_at
        from clearing.terms
        where book_id = \(book)
        """
    }

    public init(_ row: Row) throws {
        let document = try JSON.parse(Array(try row.string("document").utf8))
        self.init(
            version: Int(try row.int32("version")), terms: try Terms(document), state: try row.word("state"),
            proposedBy: try row.string("proposed_by"), proposedAt: try row.moment("proposed_at"),
            decidedBy: try row.stringOrNil("decided_by"), decidedAt: try row.momentOrNil("decided_at"))
    }

    /// SHA-256 of the document as it is kept.
    public var digest: [UInt8] { Array(SHA256.hash(data: terms.json.bytes)) }

    static func save(_ book: Int64, _ versions: [TermsVersion]) -> SQL {
        let versions = versions.lastOfEach { "\($0.terms.programme)/\($0.version)" }
        return """
            insert into clearing.terms
                (book_id, programme, version, from_day, document, digest, state, proposed_by, proposed_at, decided_by, decided_at)
            select \(book), u.programme, u.version, u.from_day, u.document, u.digest, u.state, u.proposed_by, u.proposed_at,
                u.decided_by, u.decided_at
            from unnest(
                \(versions.map(\.terms.programme)), \(versions.map { Int32($0.version) }), \(versions.map { SQLDate($0.terms.from) }),
                \(versions.map(\.terms.json.text)), \(versions.map(\.digest)), \(versions.map(\.state.rawValue)),
                \(versions.map(\.proposedBy)), \(versions.map { SQLTimestamp($0.proposedAt) }), \(versions.map(\.decidedBy)),
                \(versions.map { $0.decidedAt.map(SQLTimestamp.init) })
            ) u (programme, version, from_day, document, digest, state, proposed_by, proposed_at, decided_by, decided_at)
            on conflict (book_id, programme, version) do update
            set state = excluded.state, decided_by = excluded.decided_by, decided_at = excluded.decided_at
            """
    }
}
