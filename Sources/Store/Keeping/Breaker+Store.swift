import Accounting
import Clearing
import Postgres

extension LossRate {
    /// What is filed and what is lost of each portfolio.
    static func of(_ book: Int64, _ portfolios: [Portfolio]) -> SQL {
        """
        select n.bank, n.programme,
            coalesce((
                select sum(l.principal)
                from clearing.loan l
                where l.book_id = \(book) and l.bank = n.bank and l.programme = n.programme
                    and l.state in ('active', 'released', 'compensated')), 0)::bigint as filed,
            coalesce((
                select sum(s.amount + s.deferred - s.recovered)
                from clearing.claim c
                join clearing.share s on s.book_id = c.book_id and s.claim_no = c.claim_no and s.revision = c.revision
                where c.book_id = \(book) and c.bank = n.bank and c.programme = n.programme
                    and c.approved_on is not null and c.state <> 'clawed-back'), 0)::bigint as lost
        from unnest(\(portfolios.map(\.bank)), \(portfolios.map(\.programme))) n (bank, programme)
        """
    }

    init(_ row: Row) throws { self.init(filed: try row.money("filed"), lost: try row.money("lost")) }
}

extension Portfolio {
    init(_ row: Row) throws { self.init(bank: try row.string("bank"), programme: try row.string("programme")) }
}

extension BreakerMove {
    static let columns: SQL = """
        b.programme, b.bank, b.number, b.state, b.filed, b.lost, b.threshold, b.claim_no, b.person, b.moved_at
        """

    /// The last one of each portfolio.
    static func last(_ book: Int64) -> SQL {
        """
        select distinct on (b.programme, b.bank) \(columns)
        from clearing.breaker_move b
        where b.book_id = \(book)
        order by b.programme, b.bank, b.number desc
        """
    }

    static func all(_ book: Int64) -> SQL {
        """
        select \(columns)
        from clearing.breaker_move b
        where b.book_id = \(book)
        order by b.programme, b.bank, b.number
        """
    }

    public init(_ row: Row) throws {
        self.init(
            portfolio: try Portfolio(row), number: Int(try row.int32("number")), state: try row.word("state"),
            rate: try LossRate(row), threshold: try row.ratioOrNil("threshold"),
            claim: try row.int64OrNil("claim_no"), person: try row.string("person"), at: try row.moment("moved_at"))
    }

    static func insert(_ book: Int64, _ moves: [BreakerMove]) -> SQL {
        """
        insert into clearing.breaker_move
            (book_id, programme, bank, number, state, filed, lost, threshold, claim_no, person, moved_at)
        select \(book), u.programme, u.bank, u.number, u.state, u.filed, u.lost, u.threshold, u.claim_no, u.person, u.moved_at
        from unnest(
            \(moves.map(\.portfolio.programme)), \(moves.map(\.portfolio.bank)), \(moves.map { Int32($0.number) }),
            \(moves.map(\.state.rawValue)), \(moves.map(\.rate.filed.fen)), \(moves.map(\.rate.lost.fen)),
            \(moves.map { $0.threshold?.billionths }), \(moves.map(\.claim)), \(moves.map(\.person)),
            \(moves.map { SQLTimestamp($0.at) })
        ) u (programme, bank, number, state, filed, lost, threshold, claim_no, person, moved_at)
        """
    }
}
