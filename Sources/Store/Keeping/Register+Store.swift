import Accounting
import Clearing
import Postgres

extension Sequence {
    /// The last of those that bear the same id: one statement may write a row once only.
    func lastOfEach<ID: Hashable>(by id: (Element) -> ID) -> [Element] {
        var places: [ID: Int] = [:]
        var kept: [Element] = []
        for element in self {
            if let place = places[id(element)] {
                kept[place] = element
            } else {
                places[id(element)] = kept.count
                kept.append(element)
            }
        }
        return kept
    }
}

extension Party {
    static func all(_ book: Int64) -> SQL {
        """
        select party, kind, name_zh, name_en, credit_code, bank_name, bank_code, account_no, is_suspended
        from clearing.party
        where book_id = \(book)
        """
    }

    public init(_ row: Row) throws {
        var account: PayeeAccount?
        if let name = try row.stringOrNil("bank_name") {
            account = PayeeAccount(
                bankName: name, bankCode: try row.string("bank_code"), number: try row.string("account_no"))
        }
        self.init(
            id: try row.string("party"), kind: try row.word("kind"), nameChinese: try row.string("name_zh"),
            nameEnglish: try row.string("name_en"), creditCode: try row.stringOrNil("credit_code"), account: account,
            isSuspended: try row.bool("is_suspended"))
    }

    static func save(_ book: Int64, _ parties: [Party]) -> SQL {
        let parties = parties.lastOfEach(by: \.id)
        return """
            insert into clearing.party
                (book_id, party, kind, name_zh, name_en, credit_code, bank_name, bank_code, account_no, is_suspended)
            select \(book), u.party, u.kind, u.name_zh, u.name_en, u.credit_code, u.bank_name, u.bank_code, u.account_no, u.is_suspended
            from unnest(
                \(parties.map(\.id)), \(parties.map(\.kind.rawValue)), \(parties.map(\.nameChinese)), \(parties.map(\.nameEnglish)),
                \(parties.map(\.creditCode)), \(parties.map(\.account?.bankName)), \(parties.map(\.account?.bankCode)),
                \(parties.map(\.account?.number)), \(parties.map(\.isSuspended))
            ) u (party, kind, name_zh, name_en, credit_code, bank_name, bank_code, account_no, is_suspended)
            on conflict (book_id, party) do update
            set name_zh = excluded.name_zh, name_en = excluded.name_en, credit_code = excluded.credit_code,
                bank_name = excluded.bank_name, bank_code = excluded.bank_code, account_no = excluded.account_no,
                is_suspended = excluded.is_suspended
            """
    }
}

extension Person {
    static func all(_ book: Int64) -> SQL {
        """
        select person, party, name, roles, branch, is_active
        from clearing.person
        where book_id = \(book)
        """
    }

    public init(_ row: Row) throws {
        self.init(
            id: try row.string("person"), party: try row.string("party"), name: try row.string("name"),
            roles: Set(try row.stringArray("roles").compactMap(Role.init)), branch: try row.stringOrNil("branch"),
            isActive: try row.bool("is_active"))
    }

    static func save(_ book: Int64, _ people: [Person]) -> SQL {
        let people = people.lastOfEach(by: \.id)
        return """
            insert into clearing.person (book_id, person, party, name, roles, branch, is_active)
            select \(book), u.person, u.party, u.name, string_to_array(u.roles, ','), u.branch, u.is_active
            from unnest(
                \(people.map(\.id)), \(people.map(\.party)), \(people.map(\.name)),
                \(people.map { $0.roles.map(\.rawValue).sorted().joined(separator: ",") }), \(people.map(\.branch)),
                \(people.map(\.isActive))
            ) u (person, party, name, roles, branch, is_active)
            on conflict (book_id, person) do update
            set name = excluded.name, roles = excluded.roles, branch = excluded.branch, is_active = excluded.is_active
            """
    }
}

extension Credential {
    static func all(_ book: Int64) -> SQL {
        """
        select kid, party, algorithm, public_key, registered_at, revoked_at
        from clearing.credential
        where book_id = \(book)
        """
    }

    public init(_ row: Row) throws {
        self.init(
            kid: try row.string("kid"), party: try row.string("party"), algorithm: try row.word("algorithm"),
            publicKey: try row.string("public_key"), registeredAt: try row.moment("registered_at"),
            revokedAt: try row.momentOrNil("revoked_at"))
    }

    static func save(_ book: Int64, _ credentials: [Credential]) -> SQL {
        let credentials = credentials.lastOfEach(by: \.kid)
        return """
            insert into clearing.credential (book_id, kid, party, algorithm, public_key, registered_at, revoked_at)
            select \(book), u.kid, u.party, u.algorithm, u.public_key, u.registered_at, u.revoked_at
            from unnest(
                \(credentials.map(\.kid)), \(credentials.map(\.party)), \(credentials.map(\.algorithm.rawValue)),
                \(credentials.map(\.publicKey)), \(credentials.map { SQLTimestamp($0.registeredAt) }),
                \(credentials.map { $0.revokedAt.map(SQLTimestamp.init) })
            ) u (kid, party, algorithm, public_key, registered_at, revoked_at)
            on conflict (book_id, kid) do update
            set revoked_at = excluded.revoked_at
            """
    }
}
