import Accounting
import Postgres

/// A request as the audit trail keeps it, with the bytes that were, or will be, its answer.
public struct Answer: Sendable {
    public let key: Key
    public let person: String
    public let command: String
    /// SHA-256 of the command's name, its path and its body.
    public let digest: [UInt8]
    public let askedAt: Moment
    public let status: Int
    /// The refusal's code; nil for success.
    public let code: String?
    public let reply: [UInt8]

    /// What makes a request the same request: who asks, under which key.
    public struct Key: Hashable, Sendable {
        public let party, key: String

        public init(party: String, key: String) {
            self.party = party
            self.key = key
        }
    }

    public init(
        key: Key, person: String, command: String, digest: [UInt8], askedAt: Moment, status: Int, code: String?,
        reply: [UInt8]
    ) {
        self.key = key
        self.person = person
        self.command = command
        self.digest = digest
        self.askedAt = askedAt
        self.status = status
        self.code = code
        self.reply = reply
    }

    init(_ row: Row) throws {
        self.init(
            key: Key(party: try row.string("party"), key: try row.string("key")), person: try row.string("person"),
            command: try row.string("command"), digest: try row.bytes("digest"), askedAt: try row.moment("asked_at"),
            status: try row.int("status"), code: try row.stringOrNil("code"), reply: try row.bytes("reply"))
    }

    static func known(_ book: Int64, _ keys: [Key]) -> SQL {
        """
        select r.party, r.key, r.person, r.command, r.digest, r.asked_at, r.status::bigint as status, r.code, r.reply
        from unnest(\(keys.map(\.party)), \(keys.map(\.key))) n (party, key)
        join clearing.request r on r.book_id = \(book) and r.party = n.party and r.key = n.key
        """
    }

    static func keep(_ book: Int64, _ answers: [Answer], from number: Int64) -> SQL {
        """
        insert into clearing.request
            (book_id, party, key, request_no, person, command, digest, asked_at, status, code, reply)
        select \(book), u.party, u.key, \(number) - 1 + u.place, u.person, u.command, u.digest, u.asked_at, u.status, u.code, u.reply
        from unnest(
            \(answers.map(\.key.party)), \(answers.map(\.key.key)), \(answers.map(\.person)), \(answers.map(\.command)),
            \(answers.map(\.digest)), \(answers.map { SQLTimestamp($0.askedAt) }), \(answers.map { Int16($0.status) }),
            \(answers.map(\.code)), \(answers.map(\.reply))
        ) with ordinality u (party, key, person, command, digest, asked_at, status, code, reply, place)
        """
    }
}
