import Accounting
import Clearing
import JSON
import Postgres

extension Claim {
    /// Of `rows`: what was filed last, and where the claim stands.
    static let columns: SQL = """
        c.claim_no, c.loan_no, c.programme, c.bank, c.branch, c.borrower, c.state, c.revision,
        coalesce(f.principal, c.principal) as principal,
        coalesce(f.collateral_proceeds, c.collateral_proceeds) as collateral_proceeds,
        coalesce(f.interest_paid_to, c.interest_paid_to) as interest_paid_to,
        coalesce(f.calculated_on, c.calculated_on) as calculated_on,
        coalesce(f.uncovered_interest, c.uncovered_interest) as uncovered_interest,
        coalesce(f.uncovered_penalty, c.uncovered_penalty) as uncovered_penalty, coalesce(f.named, c.named) as named,
        coalesce(f.documents, c.documents) as documents, c.procedure_version, coalesce(f.filed_by, c.filed_by) as filed_by,
        coalesce(f.filed_at, c.filed_at) as filed_at, coalesce(f.received_on, c.received_on) as received_on,
        coalesce(f.estimate, c.estimate) as estimate, coalesce(f.estimated_base, c.estimated_base) as estimated_base,
        c.interest, c.base, c.follows, c.admitted_by, c.admitted_at, c.answer_by, c.code, c.note, c.days_used, c.days_left,
        c.escalated_on, c.proposed_by, c.proposed_at, c.approved_by, c.approved_at, c.approved_on, c.paid_on, c.uses,
        c.advanced_by, c.advanced_on, coalesce(f.cause, c.cause) as cause,
        coalesce(f.counter_guarantee, c.counter_guarantee) as counter_guarantee
        """

    /// Claims `c`, each with what it was filed with anew, if it was.
    static let rows: SQL = """
        clearing.claim c
        left join clearing.refiling f on f.book_id = c.book_id and f.claim_no = c.claim_no and f.revision = c.revision
        """

    static func numbered(_ book: Int64, _ numbers: [Int64]) -> SQL {
        """
        select \(columns)
        from unnest(\(numbers)) n (claim_no)
        join (\(rows)) on c.book_id = \(book) and c.claim_no = n.claim_no
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
            follows: try row.int64OrNil("follows"),
            circumstances: Circumstances(
                cause: try row.wordOrNil("cause"), counterGuarantee: try row.stringOrNil("counter_guarantee")))
        var kept = Claim.Kept(
            number: try row.int64("claim_no"), state: try row.word("state"), revision: Int(try row.int32("revision")),
            estimate: try row.money("estimate"), estimatedBase: try row.money("estimated_base"),
            interest: try row.money("interest"), base: try row.money("base"))
        kept.admittedBy = try row.stringOrNil("admitted_by")
        kept.admittedAt = try row.momentOrNil("admitted_at")
        kept.answerBy = try row.dayOrNil("answer_by")
        kept.daysUsed = Int(try row.int16("days_used"))
        kept.daysLeft = try row.int16OrNil("days_left").map { Int($0) }
        kept.objection = try Claim.Objection(row)
        kept.escalatedOn = try row.dayOrNil("escalated_on")
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
                filed_by, filed_at, received_on, estimate, estimated_base, follows, cause, counter_guarantee)
            select \(book), u.claim_no, u.loan_no, u.programme, u.bank, u.branch, u.borrower, u.state, u.revision, u.principal,
                u.collateral_proceeds, u.interest_paid_to, u.calculated_on, u.uncovered_interest, u.uncovered_penalty, u.named,
                u.documents, u.procedure_version, u.filed_by, u.filed_at, u.received_on, u.estimate, u.estimated_base,
                u.follows, u.cause, u.counter_guarantee
            from unnest(
                \(claims.map(\.number)), \(filed.map(\.loan)), \(filed.map(\.programme)), \(filed.map(\.bank)),
                \(filed.map(\.branch)), \(filed.map(\.borrower)), \(claims.map(\.state.rawValue)),
                \(claims.map { Int32($0.revision) }), \(filed.map(\.principal.fen)), \(filed.map(\.collateralProceeds.fen)),
                \(filed.map { SQLDate($0.interestPaidTo) }), \(filed.map { SQLDate($0.calculatedOn) }),
                \(filed.map(\.uncoveredInterest.fen)), \(filed.map(\.uncoveredPenalty.fen)),
                \(filed.map { JSON.array($0.named.map(\.kept)).text }), \(filed.map { JSON.array($0.documents.map(\.kept)).text }),
                \(filed.map { Int32($0.procedureVersion) }), \(filed.map(\.filedBy)), \(filed.map { SQLTimestamp($0.filedAt) }),
                \(filed.map { SQLDate($0.receivedOn) }), \(claims.map(\.estimate.fen)), \(claims.map(\.estimatedBase.fen)),
                \(filed.map(\.follows)), \(filed.map(\.circumstances.cause?.rawValue)),
                \(filed.map(\.circumstances.counterGuarantee))
            ) u (claim_no, loan_no, programme, bank, branch, borrower, state, revision, principal, collateral_proceeds,
                interest_paid_to, calculated_on, uncovered_interest, uncovered_penalty, named, documents, procedure_version,
                filed_by, filed_at, received_on, estimate, estimated_base, follows, cause, counter_guarantee)
            """
    }

    static func update(_ book: Int64, _ claims: [Claim]) -> SQL {
        """
        update clearing.claim c
        set state = u.state, revision = u.revision, interest = u.interest, base = u.base, admitted_by = u.admitted_by,
            admitted_at = u.admitted_at, answer_by = u.answer_by, proposed_by = u.proposed_by, proposed_at = u.proposed_at,
            approved_by = u.approved_by, approved_at = u.approved_at, approved_on = u.approved_on, paid_on = u.paid_on,
            uses = u.uses, code = u.code, note = u.note, days_used = u.days_used, days_left = u.days_left,
            escalated_on = u.escalated_on, advanced_by = u.advanced_by, advanced_on = u.advanced_on
        from unnest(
            \(claims.map(\.number)), \(claims.map(\.state.rawValue)), \(claims.map { Int32($0.revision) }),
            \(claims.map(\.interest.fen)), \(claims.map(\.base.fen)), \(claims.map(\.admittedBy)),
            \(claims.map { $0.admittedAt.map(SQLTimestamp.init) }), \(claims.map { $0.answerBy.map(SQLDate.init) }),
            \(claims.map(\.proposedBy)), \(claims.map { $0.proposedAt.map(SQLTimestamp.init) }), \(claims.map(\.approvedBy)),
            \(claims.map { $0.approvedAt.map(SQLTimestamp.init) }), \(claims.map { $0.approvedOn.map(SQLDate.init) }),
            \(claims.map { $0.paidOn.map(SQLDate.init) }), \(claims.map { JSON.array($0.uses.map(\.kept)).text }),
            \(claims.map(\.objection?.flaw.rawValue)), \(claims.map(\.objection?.note)), \(claims.map { Int16($0.daysUsed) }),
            \(claims.map { $0.daysLeft.map { Int16($0) } }), \(claims.map { $0.escalatedOn.map(SQLDate.init) }),
            \(claims.map(\.advancedBy)), \(claims.map { $0.advancedOn.map(SQLDate.init) })
        ) u (claim_no, state, revision, interest, base, admitted_by, admitted_at, answer_by, proposed_by, proposed_at,
            approved_by, approved_at, approved_on, paid_on, uses, code, note, days_used, days_left, escalated_on,
            advanced_by, advanced_on)
        where c.book_id = \(book) and c.claim_no = u.claim_no
        """
    }
}
