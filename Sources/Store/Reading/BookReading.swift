import Accounting
import Clearing
import Postgres

/// A book at a glance. What counts the whole of it is there for those who see the whole of it.
public struct BookSummary: Sendable {
    public let code, nameChinese, nameEnglish: String
    public let isBudgetary: Bool
    public let openedAt: Moment
    public let whole: Whole?

    public struct Whole: Sendable {
        public let loans, claims, recoveries, runs, orders, events, requests, entries: Int64
        public let closedUntil: Day?
        public let lastSeal: SealRow?
    }
}

extension Reader {
    public func book(_ reach: Reach) async throws -> BookSummary? {
        try await read(reach) { pipeline in
            let head = pipeline.add(
                """
                select b.code, b.name_zh, b.name_en, b.is_budgetary, b.opened_at, b.next_loan, b.next_claim, b.next_recovery,
                    b.next_run, b.next_order, b.next_event, b.next_request
                from clearing.book b
                where b.book_id = \(reach.book)
                """)
            let books = pipeline.add(
                """
                select k.next_entry, nullif(k.closed_until, '-infinity') as closed_until
                from ledger.book k
                where k.book_id = \(reach.book) and \(reach.whole)
                """)
            let seal = pipeline.add(
                """
                select \(SealRow.columns)
                from ledger.seal l
                where l.book_id = \(reach.book) and \(reach.whole)
                order by l.seal_no desc
                limit 1
                """)
            let results = try pipeline.send()
            guard let row = results[head].first else { return nil }
            let whole = try results[books].first.map { books in
                func made(_ next: Column) throws -> Int64 { try row.int64(next) - 1 }
                return BookSummary.Whole(
                    loans: try made("next_loan"), claims: try made("next_claim"), recoveries: try made("next_recovery"),
                    runs: try made("next_run"), orders: try made("next_order"), events: try made("next_event"),
                    requests: try made("next_request"), entries: try books.int64("next_entry") - 1,
                    closedUntil: try books.dayOrNil("closed_until"), lastSeal: try results[seal].first.map(SealRow.init)
                )
            }
            return BookSummary(
                code: try row.string("code"), nameChinese: try row.string("name_zh"),
                nameEnglish: try row.string("name_en"),
                isBudgetary: try row.bool("is_budgetary"), openedAt: try row.moment("opened_at"), whole: whole)
        }
    }

    /// The directory of those who take part, by id. Accounts are shown to their holder and to those who see all.
    public func parties(_ reach: Reach, kind: String? = nil, _ ask: PageAsk<String>) async throws -> Page<Party, String>
    {
        let found = try await rows(
            reach,
            """
            select p.party, p.kind, p.name_zh, p.name_en, p.credit_code, p.bank_code, p.account_no, p.is_suspended,
                case when \(reach.seesAll) or p.party = \(reach.party) then p.bank_name end as bank_name
            from clearing.party p
            where p.book_id = \(reach.book)
                \(SQL.and(kind) { "p.kind = \($0)" })
                \(SQL.and(ask.after) { "p.party > \($0)" })
            order by p.party
            limit \(ask.rows)
            """, Party.init)
        return Page(found, ask, key: \.id)
    }

    /// Everyone's names, of whatever reach: no accounts.
    public func allParties(_ reach: Reach) async throws -> [Party] {
        try await rows(
            reach,
            """
            select p.party, p.kind, p.name_zh, p.name_en, p.credit_code, null::text as bank_name, null::text as bank_code,
                null::text as account_no, p.is_suspended
            from clearing.party p
            where p.book_id = \(reach.book)
            order by p.party
            """, Party.init)
    }

    public func people(_ reach: Reach, party: String? = nil, _ ask: PageAsk<String>) async throws -> Page<
        Person, String
    > {
        let found = try await rows(
            reach,
            """
            select q.person, q.party, q.name, q.roles, q.branch, q.is_active
            from clearing.person q
            where q.book_id = \(reach.book) and \(reach.whole)
                \(SQL.and(party) { "q.party = \($0)" })
                \(SQL.and(ask.after) { "q.person > \($0)" })
            order by q.person
            limit \(ask.rows)
            """, Person.init)
        return Page(found, ask, key: \.id)
    }

    /// The keys of parties, those withdrawn included: for those who see the whole book.
    public func credentials(_ reach: Reach, party: String? = nil, _ ask: PageAsk<String>) async throws -> Page<
        Credential, String
    > {
        let found = try await rows(
            reach,
            """
            select k.kid, k.party, k.algorithm, k.public_key, k.registered_at, k.revoked_at
            from clearing.credential k
            where k.book_id = \(reach.book) and \(reach.whole)
                \(SQL.and(party) { "k.party = \($0)" })
                \(SQL.and(ask.after) { "k.kid > \($0)" })
            order by k.kid
            limit \(ask.rows)
            """, Credential.init)
        return Page(found, ask, key: \.kid)
    }

    /// Every version of every programme's terms, of one programme where it is named. There are few, and all take part in them.
    public func terms(_ reach: Reach, programme: String? = nil) async throws -> [TermsVersion] {
        try await rows(
            reach,
            """
            select t.version, t.document, t.state, t.proposed_by, t.proposed_at, t.decided_by, t.decided_at
            from clearing.terms t
            where t.book_id = \(reach.book)\(SQL.and(programme) { "t.programme = \($0)" })
            order by t.programme, t.version
            """, TermsVersion.init)
    }

    /// Whether the party holds one of these offices.
    static func holds(_ reach: Reach, _ kinds: [Party.Kind]) -> SQL {
        """
        exists (
            select from clearing.party me
            where me.book_id = \(reach.book) and me.party = \(reach.party) and me.kind = any (\(kinds.map(\.rawValue))))
        """
    }
}
