import Accounting
import Clearing
import Postgres

/// Which claims a list is narrowed to; nil narrows nothing.
public struct ClaimFilter: Sendable {
    public var state: Claim.State?
    /// Who bears a share of it or filed it.
    public var party: String?
    public var bank, programme, borrower: String?
    public var loan: Int64?
    /// A party whose answer is awaited: a bearer's, or the bureau's next step.
    public var waitingFor: String?

    public init() {}
}

/// A claim with everything about it that is within reach.
public struct ClaimFile: Sendable {
    public let claim: Claim
    public let events: [EventRow]
    public let recoveries: [Recovery]
    public let legs: [Leg]
    /// Files attached to it, by number.
    public let evidence: [Evidence]
    /// Nil for those who do not see the books.
    public let entries: [EntryRow]?
}

/// A share up the chain of guarantors, with the claim it is of.
public struct ChainRow: Sendable {
    public let claim: Int64
    public let revision: Int
    public let programme, bank: String
    public let share: Share

    init(_ row: Row) throws {
        claim = try row.int64("claim_no")
        revision = Int(try row.int32("revision"))
        programme = try row.string("programme")
        bank = try row.string("bank")
        share = try KeptShare(row).share
    }
}

extension Reader {
    /// Newest first.
    public func claims(_ reach: Reach, _ filter: ClaimFilter, _ ask: PageAsk<Int64>) async throws -> Page<Claim, Int64>
    {
        let found = try await read(reach) { pipeline in
            let place = pipeline.add(
                """
                select \(Claim.columns)
                from \(Claim.rows)
                where \(reach.claims)\(filter.conditions)\(SQL.and(ask.after) { "c.claim_no < \($0)" })
                order by c.claim_no desc
                limit \(ask.rows)
                """)
            let rows = try pipeline.send()[place]
            return try Reader.withShares(rows, reach, &pipeline)
        }
        return Page(found, ask, key: \.number)
    }

    public func claim(_ reach: Reach, _ number: Int64) async throws -> ClaimFile? {
        try await read(reach) { pipeline in
            let place = pipeline.add(
                """
                select \(Claim.columns)
                from \(Claim.rows)
                where \(reach.claims) and c.claim_no = \(number)
                """)
            guard let claim = try Reader.withShares(try pipeline.send()[place], reach, &pipeline).first else {
                return nil
            }
            let events = pipeline.add(EventRow.about("claim/\(number)", reach))
            let recoveries = pipeline.add(Recovery.ofClaims(reach.book, [number]))
            let evidence = pipeline.add(Evidence.ofClaims(reach.book, [number]))
            let legs = pipeline.add(
                """
                select \(Leg.columns)
                from clearing.leg g
                where \(reach.legs) and g.claim_no = \(number)
                order by g.leg_no
                """)
            let entries = pipeline.add(EntryRow.about("claim/\(number)", reach))
            let postings = pipeline.add(PostingRow.about("claim/\(number)", reach))
            let results = try pipeline.send()
            return ClaimFile(
                claim: claim, events: try results[events].map(EventRow.init),
                recoveries: try results[recoveries].map(Recovery.init), legs: try results[legs].map(Leg.init),
                evidence: try results[evidence].map(Evidence.init),
                entries: reach.seesAll ? try EntryRow.list(results[entries], postings: results[postings]) : nil)
        }
    }

    /// The recoveries of a claim, or of all within reach; newest first.
    public func recoveries(_ reach: Reach, claim: Int64? = nil, _ ask: PageAsk<Int64>) async throws -> Page<
        Recovery, Int64
    > {
        let found = try await rows(
            reach,
            """
            select \(Recovery.columns)
            from clearing.recovery v
            join clearing.claim c on c.book_id = v.book_id and c.claim_no = v.claim_no
            where v.book_id = \(reach.book) and \(reach.claims)
                \(SQL.and(claim) { "v.claim_no = \($0)" })
                \(SQL.and(ask.after) { "v.recovery_no < \($0)" })
            order by v.recovery_no desc
            limit \(ask.rows)
            """, Recovery.init)
        return Page(found, ask, key: \.number)
    }

    /// Parts of recoveries that their holders have not handed over yet, oldest leg first; a party sees those it owes.
    public func handOvers(
        _ reach: Reach, dueBefore day: Day? = nil, holder: String? = nil, _ ask: PageAsk<Int64>
    ) async throws -> Page<Leg, Int64> {
        let found = try await rows(
            reach,
            """
            select \(Leg.columns)
            from clearing.leg g
            where \(reach.legs) and g.kind in ('recovery', 'recovery-share') and g.settled_on is null
                \(SQL.and(day) { "g.due_on < \(SQLDate($0))" })
                \(SQL.and(holder) { "g.counterparty = \($0)" })
                \(SQL.and(ask.after) { "g.leg_no > \($0)" })
            order by g.leg_no
            limit \(ask.rows)
            """, Leg.init)
        return Page(found, ask, key: \.number)
    }

    /// Shares that guarantors pay first and claim up the chain, newest claims first: to a party those it claims, and its own.
    public func upChain(
        _ reach: Reach, state: Share.State? = nil, claimant: String? = nil, party: String? = nil, _ ask: PageAsk<Int64>
    ) async throws -> Page<ChainRow, Int64> {
        let found = try await rows(
            reach,
            """
            select \(Share.columns), c.revision, c.programme, c.bank
            from clearing.share s
            join clearing.claim c on c.book_id = s.book_id and c.claim_no = s.claim_no and c.revision = s.revision
            where \(reach.sharesOrClaimed) and s.tier is not null
                \(SQL.and(state) { "s.state = \($0.rawValue)" })
                \(SQL.and(claimant) { "s.claimant = \($0)" })
                \(SQL.and(party) { "s.party = \($0)" })
                \(SQL.and(ask.after) { "s.claim_no * 10 + s.tier < \($0)" })
            order by s.claim_no desc, s.tier desc
            limit \(ask.rows)
            """, ChainRow.init)
        return Page(found, ask) { $0.claim * 10 + Int64($0.share.chain?.tier ?? 0) }
    }

    private static func withShares(_ rows: Rows, _ reach: Reach, _ pipeline: inout Pipeline) throws -> [Claim] {
        let numbers = try rows.map { try $0.int64("claim_no") }
        guard !numbers.isEmpty else { return [] }
        let revisions = try rows.map { try $0.int32("revision") }
        let place = pipeline.add(
            """
            select \(Share.columns)
            from unnest(\(numbers), \(revisions)) n (claim_no, revision)
            join clearing.share s on s.claim_no = n.claim_no and s.revision = n.revision
            where \(reach.sharesOrClaimed)
            order by s.claim_no, s.place
            """)
        let shares = Dictionary(grouping: try pipeline.send()[place].map(KeptShare.init), by: \.claim)
        return try rows.map { row in try Claim(row, shares: shares[try row.int64("claim_no")]?.map(\.share) ?? []) }
    }
}

extension ClaimFilter {
    fileprivate var conditions: SQL {
        SQL.and(state) { "c.state = \($0.rawValue)" } + SQL.and(bank) { "c.bank = \($0)" }
            + SQL.and(programme) { "c.programme = \($0)" } + SQL.and(borrower) { "c.borrower = \($0)" }
            + SQL.and(loan) { "c.loan_no = \($0)" } + SQL.and(party, ClaimFilter.concerns)
            + SQL.and(waitingFor, ClaimFilter.waits)
    }

    private static func concerns(_ party: String) -> SQL {
        """
        (c.bank = \(party)
            or exists (
                select from clearing.share s
                where s.book_id = c.book_id and s.claim_no = c.claim_no and s.party = \(party)))
        """
    }

    /// A bearer is awaited for its share, and to claim up the chain what it has paid for others; a bank to file anew what was
    /// returned; the bureau to admit, to resolve, to propose and to approve.
    private static func waits(for party: String) -> SQL {
        """
        case (select p.kind from clearing.party p where p.book_id = c.book_id and p.party = \(party))
            when 'bureau' then
                c.state in ('filed', 'confirmed')
                or (c.state in ('confirming', 'approved', 'paid') and exists (
                    select from clearing.share s
                    where s.book_id = c.book_id and s.claim_no = c.claim_no and s.revision = c.revision
                        and (s.state = 'disputed'
                            or s.state = 'pending' and (case when s.tier is null then c.escalated_on else s.escalated_on end) is not null)))
            when 'bank' then c.state = 'returned' and c.bank = \(party)
            else
                c.state = 'confirming' and exists (
                    select from clearing.share s
                    where s.book_id = c.book_id and s.claim_no = c.claim_no and s.revision = c.revision and s.party = \(party)
                        and s.state = 'pending')
                or (c.claim_no, c.revision) in (
                    select s.claim_no, s.revision
                    from clearing.share s
                    where s.book_id = (select clearing.at_book()) and s.tier is not null
                        and (s.state = 'pending' and s.party = \(party) or s.state = 'up-chain' and s.claimant = \(party)))
            end
        """
    }
}
