import Accounting
import Clearing
import Postgres

extension LossRate {
    /// What is filed and what is lost of each portfolio.
    static func of(_ book: Int64, _ portfolios: [Portfolio]) -> SQL {
        """
        select n.bank, n.programme, coalesce(r.filed, 0) as filed, coalesce(r.lost, 0) as lost
        from unnest(\(portfolios.map(\.bank)), \(portfolios.map(\.programme))) n (bank, programme)
        left join clearing.loss_rate r on r.book_id = \(book) and r.bank = n.bank and r.programme = n.programme
        """
    }

    /// Brings the sums up to date with what a turn filed and lost.
    static func move(_ book: Int64, _ moves: [Portfolio: LossRate]) -> SQL {
        let moves = moves.sorted { ($0.key.bank, $0.key.programme) < ($1.key.bank, $1.key.programme) }
        return """
            insert into clearing.loss_rate as r (book_id, bank, programme, filed, lost)
            select \(book), u.bank, u.programme, u.filed, u.lost
            from unnest(
                \(moves.map(\.key.bank)), \(moves.map(\.key.programme)), \(moves.map(\.value.filed.fen)), \(moves.map(\.value.lost.fen))
            ) u (bank, programme, filed, lost)
            on conflict (book_id, bank, programme) do update
            set filed = r.filed + excluded.filed, lost = r.lost + excluded.lost
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
