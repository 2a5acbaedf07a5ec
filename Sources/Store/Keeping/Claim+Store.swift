import Accounting
import Clearing
import JSON
import Postgres

extension Claim {
    static let columns: SQL = """
        c.claim_no, c.loan_no, c.programme, c.bank, c.branch, c.borrower, c.state, c.revision, c.principal,
        c.collateral_proceeds, c.interest_paid_to, c.calculated_on, c.uncovered_interest, c.uncovered_penalty, c.named,
        c.documents, c.procedure_version, c.filed_by, c.filed_at, c.received_on, c.estimate, c.estimated_base, c.interest,
        c.base, c.admitted_by, c.admitted_at, c.answer_by, c.proposed_by, c.proposed_at, c.approved_by, c.approved_at,
        c.approved_on, c.paid_on, c.uses, c.follows,
        c.advanced_by, c.advanced_on
        """

    static func numbered(_ book: Int64, _ numbers: [Int64]) -> SQL {
        """
        select \(columns)
        from unnest(\(numbers)) n (claim_no)
        join clearing.claim c on c.book_id = \(book) and c.claim_no = n.claim_no
        """
    }

    public init(_ row: Row, shares: [Share]) throws {
        let facts = Claim.Facts(
            loan: try row.int64("loan_no"), programme: try row.string("programme"), bank: try row.string("bank"),
            branch: try row.string("branch"), borrower: try row.string("borrower"),
            principal: try row.money("principal"),
            collateralProceeds: try row.money("collateral_proceeds"), interestPaidTo: try row.day("interest_paid_to"),
            calculatedOn: try row.day("calculated_on"), uncoveredInterest: try row.money("uncovered_interest"),
            uncoveredPenalty: try row.money("uncovered_penalty"), named: try row.list("named", Loss.Named.init(kept:)),
            documents: try row.list("documents", Claim.Document.init(kept:)),
            procedureVersion: Int(try row.int32("procedure_version")), filedBy: try row.string("filed_by"),
            filedAt: try row.moment("filed_at"), receivedOn: try row.day("received_on"),
            follows: try row.int64OrNil("follows"))
        var kept = Claim.Kept(
            number: try row.int64("claim_no"), state: try row.word("state"), revision: Int(try row.int32("revision")),
            estimate: try row.money("estimate"), estimatedBase: try row.money("estimated_base"),
            interest: try row.money("interest"), base: try row.money("base"))
        kept.admittedBy = try row.stringOrNil("admitted_by")
        kept.admittedAt = try row.momentOrNil("admitted_at")
        kept.answerBy = try row.dayOrNil("answer_by")
        kept.proposedBy = try row.stringOrNil("proposed_by")
        kept.proposedAt = try row.momentOrNil("proposed_at")
        kept.approvedBy = try row.stringOrNil("approved_by")
        kept.approvedAt = try row.momentOrNil("approved_at")
        kept.approvedOn = try row.dayOrNil("approved_on")
        kept.paidOn = try row.dayOrNil("paid_on")
        kept.advancedBy = try row.stringOrNil("advanced_by")
        kept.advancedOn = try row.dayOrNil("advanced_on")
        self.init(kept: kept, filed: facts, shares: shares, uses: try row.list("uses", Claim.CapUse.init(kept:)))
    }

    static func insert(_ book: Int64, _ claims: [Claim]) -> SQL {
        let filed = claims.map(\.filed)
        return """
            insert into clearing.claim
                (book_id, claim_no, loan_no, programme, bank, branch, borrower, state, revision, principal, collateral_proceeds,
                interest_paid_to, calculated_on, uncovered_interest, uncovered_penalty, named, documents, procedure_version,
                filed_by, filed_at, received_on, estimate, estimated_base, follows)
            select \(book), u.claim_no, u.loan_no, u.programme, u.bank, u.branch, u.borrower, u.state, u.revision, u.principal,
                u.collateral_proceeds, u.interest_paid_to, u.calculated_on, u.uncovered_interest, u.uncovered_penalty, u.named,
                u.documents, u.procedure_version, u.filed_by, u.filed_at, u.received_on, u.estimate, u.estimated_base,
                u.follows
            from unnest(
                \(claims.map(\.number)), \(filed.map(\.loan)), \(filed.map(\.programme)), \(filed.map(\.bank)),
                \(filed.map(\.branch)), \(filed.map(\.borrower)), \(claims.map(\.state.rawValue)),
                \(claims.map { Int32($0.revision) }), \(filed.map(\.principal.fen)), \(filed.map(\.collateralProceeds.fen)),
                \(filed.map { SQLDate($0.interestPaidTo) }), \(filed.map { SQLDate($0.calculatedOn) }),
                \(filed.map(\.uncoveredInterest.fen)), \(filed.map(\.uncoveredPenalty.fen)),
                \(filed.map { JSON.array($0.named.map(\.kept)).text }), \(filed.map { JSON.array($0.documents.map(\.kept)).text }),
                \(filed.map { Int32($0.procedureVersion) }), \(filed.map(\.filedBy)), \(filed.map { SQLTimestamp($0.filedAt) }),
                \(filed.map { SQLDate($0.receivedOn) }), \(claims.map(\.estimate.fen)), \(claims.map(\.estimatedBase.fen)),
                \(filed.map(\.follows))
            ) u (claim_no, loan_no, programme, bank, branch, borrower, state, revision, principal, collateral_proceeds,
                interest_paid_to, calculated_on, uncovered_interest, uncovered_penalty, named, documents, procedure_version,
                filed_by, filed_at, received_on, estimate, estimated_base, follows)
            """
    }

    static func update(_ book: Int64, _ claims: [Claim]) -> SQL {
        """
        update clearing.claim c
        set state = u.state, revision = u.revision, interest = u.interest, base = u.base, admitted_by = u.admitted_by,
            admitted_at = u.admitted_at, answer_by = u.answer_by, proposed_by = u.proposed_by, proposed_at = u.proposed_at,
            approved_by = u.approved_by, approved_at = u.approved_at, approved_on = u.approved_on, paid_on = u.paid_on,
            uses = u.uses, advanced_by = u.advanced_by, advanced_on = u.advanced_on
        from unnest(
            \(claims.map(\.number)), \(claims.map(\.state.rawValue)), \(claims.map { Int32($0.revision) }),
            \(claims.map(\.interest.fen)), \(claims.map(\.base.fen)), \(claims.map(\.admittedBy)),
            \(claims.map { $0.admittedAt.map(SQLTimestamp.init) }), \(claims.map { $0.answerBy.map(SQLDate.init) }),
            \(claims.map(\.proposedBy)), \(claims.map { $0.proposedAt.map(SQLTimestamp.init) }), \(claims.map(\.approvedBy)),
            \(claims.map { $0.approvedAt.map(SQLTimestamp.init) }), \(claims.map { $0.approvedOn.map(SQLDate.init) }),
            \(claims.map { $0.paidOn.map(SQLDate.init) }), \(claims.map { JSON.array($0.uses.map(\.kept)).text }),
            \(claims.map(\.advancedBy)), \(claims.map { $0.advancedOn.map(SQLDate.init) })
        ) u (claim_no, state, revision, interest, base, admitted_by, admitted_at, answer_by, proposed_by, proposed_at,
            approved_by, approved_at, approved_on, paid_on, uses, advanced_by, advanced_on)
        where c.book_id = \(book) and c.claim_no = u.claim_no
        """
    }
}

// Small lists that belong to one claim alone stand in its row as JSON.

extension Row {
    func list<T>(_ column: Column, _ make: (inout Fields) throws(JSON.Problem) -> T) throws -> [T] {
        guard case .array(let items) = try JSON.parse(Array(try string(column).utf8)) else {
            throw ColumnError(column: column, problem: "is no JSON array")
        }
        return try items.map { item in
            var fields = try Fields(item)
            return try make(&fields)
        }
    }
}

extension Loss.Named {
    fileprivate init(kept fields: inout Fields) throws(JSON.Problem) {
        self.init(name: try fields.string("name"), amount: Money(fen: try fields.integer("amount")))
    }

    fileprivate var kept: JSON { ["name": .string(name), "amount": .integer(amount.fen)] }
}

extension Claim.Document {
    fileprivate init(kept fields: inout Fields) throws(JSON.Problem) {
        self.init(name: try fields.string("name"), sha256: try fields.optionalString("sha256"))
    }

    fileprivate var kept: JSON { ["name": .string(name), "sha256": sha256.map(JSON.string) ?? .null] }
}

extension Claim.CapUse {
    fileprivate init(kept fields: inout Fields) throws(JSON.Problem) {
        self.init(
            cap: try fields.string("cap"), window: try fields.string("window"),
            amount: Money(fen: try fields.integer("amount")))
    }

    fileprivate var kept: JSON { ["cap": .string(cap), "window": .string(window), "amount": .integer(amount.fen)] }
}
