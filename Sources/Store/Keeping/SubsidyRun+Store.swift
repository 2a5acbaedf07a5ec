import Accounting
import Clearing
import Crypto
import JSON
import Postgres

extension SubsidyVersion {
    static func all(_ book: Int64) -> SQL {
        """
        select version, document, state, proposed_by, proposed_at, decided_by, decided_at
        from clearing.subsidy_terms
        where book_id = \(book)
        """
    }

    public init(_ row: Row) throws {
        let document = try JSON.parse(Array(try row.string("document").utf8))
        self.init(
            version: Int(try row.int32("version")), terms: try SubsidyTerms(document), state: try row.word("state"),
            proposedBy: try row.string("proposed_by"), proposedAt: try row.moment("proposed_at"),
            decidedBy: try row.stringOrNil("decided_by"), decidedAt: try row.momentOrNil("decided_at"))
    }

    private var digest: [UInt8] { Array(SHA256.hash(data: terms.json.bytes)) }

    static func save(_ book: Int64, _ versions: [SubsidyVersion]) -> SQL {
        let versions = versions.lastOfEach { "\($0.terms.programme)/\($0.version)" }
        return """
            insert into clearing.subsidy_terms
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

extension SubsidyRun {
    /// Its parts come in the same row, as arrays in order.
    static let columns: SQL = """
        r.run_no, r.programme, r.category, r.version, r.span, r.from_day, r.until_day, r.state, r.drafted_by, r.drafted_at, r.lines,
        r.digest, r.earned, r.corrected, r.budget_left, r.decided_by, r.decided_at,
        p.payees, p.funders, p.payables, p.returneds
        """

    /// Beside `clearing.subsidy_run r`.
    static let parts: SQL = """
        cross join lateral (
            select coalesce(array_agg(s.payee order by s.place), '{}') as payees,
                coalesce(array_agg(s.funder order by s.place), '{}') as funders,
                coalesce(array_agg(s.payable order by s.place), '{}') as payables,
                coalesce(array_agg(s.returned order by s.place), '{}') as returneds
            from clearing.subsidy_part s
            where s.book_id = r.book_id and s.run_no = r.run_no
        ) p
        """

    static func numbered(_ book: Int64, _ numbers: [Int64]) -> SQL {
        """
        select \(columns)
        from unnest(\(numbers)) n (run_no)
        join clearing.subsidy_run r on r.book_id = \(book) and r.run_no = n.run_no
        \(parts)
        """
    }

    /// Those of programmes that are open or approved.
    static func standing(_ book: Int64, _ programmes: [String]) -> SQL {
        """
        select \(columns)
        from unnest(\(programmes)) n (programme)
        join clearing.subsidy_run r on r.book_id = \(book) and r.programme = n.programme and r.state <> 'discarded'
        \(parts)
        """
    }

    public init(_ row: Row) throws {
        let text = try row.string("span")
        guard let span = RunSpan(text) else {
            throw ColumnError(column: "span", problem: "\(text) is no part of a year")
        }
        self.init(
            number: try row.int64("run_no"), programme: try row.string("programme"),
            category: try row.word("category"), version: Int(try row.int32("version")), span: span,
            period: try row.day("from_day")..<row.day("until_day"), state: try row.word("state"),
            draftedBy: try row.string("drafted_by"), draftedAt: try row.moment("drafted_at"),
            outcome: try Outcome(row), decidedBy: try row.stringOrNil("decided_by"),
            decidedAt: try row.momentOrNil("decided_at"))
    }

    static func insert(_ book: Int64, _ runs: [SubsidyRun]) -> SQL {
        """
        insert into clearing.subsidy_run
            (book_id, run_no, programme, category, version, span, from_day, until_day, state, drafted_by, drafted_at)
        select \(book), u.run_no, u.programme, u.category, u.version, u.span, u.from_day, u.until_day, 'drafting', u.drafted_by,
            u.drafted_at
        from unnest(
            \(runs.map(\.number)), \(runs.map(\.programme)), \(runs.map(\.category.rawValue)), \(runs.map { Int32($0.version) }),
            \(runs.map(\.span.description)), \(runs.map { SQLDate($0.period.lowerBound) }),
            \(runs.map { SQLDate($0.period.upperBound) }), \(runs.map(\.draftedBy)),
            \(runs.map { SQLTimestamp($0.draftedAt) })
        ) u (run_no, programme, category, version, span, from_day, until_day, drafted_by, drafted_at)
        """
    }

    /// What a person decided; what the lines come to is written with them.
    static func decide(_ book: Int64, _ runs: [SubsidyRun]) -> SQL {
        """
        update clearing.subsidy_run r
        set state = u.state, decided_by = u.decided_by, decided_at = u.decided_at
        from unnest(
            \(runs.map(\.number)), \(runs.map(\.state.rawValue)), \(runs.map(\.decidedBy)),
            \(runs.map { $0.decidedAt.map(SQLTimestamp.init) })
        ) u (run_no, state, decided_by, decided_at)
        where r.book_id = \(book) and r.run_no = u.run_no
        """
    }
}

extension SubsidyRun.Outcome {
    fileprivate init?(_ row: Row) throws {
        guard let digest = try row.bytesOrNil("digest") else { return nil }
        let payees = try row.array("payees", of: String.self)
        let funders = try row.array("funders", of: String.self)
        let (payables, returneds) = (try row.int64Array("payables"), try row.int64Array("returneds"))
        self.init(
            lines: try row.int64("lines"), digest: digest, earned: try row.money("earned"),
            corrected: try row.money("corrected"), budgetLeft: try row.money("budget_left"),
            parts: payees.indices.map {
                SubsidyRun.Part(
                    payee: payees[$0], funder: funders[$0], payable: Money(fen: payables[$0]),
                    returned: Money(fen: returneds[$0]))
            })
    }
}

/// The statements that fetch subsidy runs for a turn.
struct SubsidyLoading {
    private var places: [Pipeline.Place] = []

    mutating func add(_ book: Int64, _ needs: Needs, _ pipeline: inout Pipeline) {
        if !needs.subsidyRuns.isEmpty {
            places.append(pipeline.add(SubsidyRun.numbered(book, needs.subsidyRuns.sorted())))
        }
        if !needs.subsidyRunsOf.isEmpty {
            places.append(pipeline.add(SubsidyRun.standing(book, needs.subsidyRunsOf.sorted())))
        }
    }

    func found(_ results: Pipeline.Results) throws -> [SubsidyRun] {
        try places.flatMap { try results[$0].map(SubsidyRun.init) }
    }
}
