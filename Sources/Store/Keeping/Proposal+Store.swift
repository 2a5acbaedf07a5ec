import Accounting
import Clearing
import JSON
import Postgres

extension Proposal {
    static let columns: SQL = """
        p.kind, p.subject, p.number, p.content, p.note, p.state, p.proposed_by, p.proposed_at, p.decided_by, p.decided_at
        """

    static func about(_ book: Int64, _ matters: [Matter]) -> SQL {
        """
        select \(columns)
        from unnest(\(matters.map(\.kind.rawValue)), \(matters.map(\.subject))) n (kind, subject)
        join clearing.proposal p on p.book_id = \(book) and p.kind = n.kind and p.subject = n.subject
        """
    }

    public init(_ row: Row) throws {
        let kind: Kind = try row.word("kind")
        var fields = try Fields(JSON.parse(Array(try row.string("content").utf8)))
        self.init(
            matter: Matter(kind, try row.string("subject")), number: Int(try row.int32("number")),
            content: try Content(kept: &fields, as: kind), note: try row.string("note"), state: try row.word("state"),
            proposedBy: try row.string("proposed_by"), proposedAt: try row.moment("proposed_at"),
            decidedBy: try row.stringOrNil("decided_by"), decidedAt: try row.momentOrNil("decided_at"))
    }

    /// One that gives way is written before the one that takes its place: of each matter one waits.
    static func save(_ book: Int64, _ proposals: [Proposal]) -> SQL {
        """
        insert into clearing.proposal
            (book_id, kind, subject, number, content, note, state, proposed_by, proposed_at, decided_by, decided_at)
        select \(book), u.kind, u.subject, u.number, u.content, u.note, u.state, u.proposed_by, u.proposed_at, u.decided_by,
            u.decided_at
        from unnest(
            \(proposals.map(\.matter.kind.rawValue)), \(proposals.map(\.matter.subject)), \(proposals.map { Int32($0.number) }),
            \(proposals.map { $0.content.kept.text }), \(proposals.map(\.note)), \(proposals.map(\.state.rawValue)),
            \(proposals.map(\.proposedBy)), \(proposals.map { SQLTimestamp($0.proposedAt) }), \(proposals.map(\.decidedBy)),
            \(proposals.map { $0.decidedAt.map(SQLTimestamp.init) })
        ) u (kind, subject, number, content, note, state, proposed_by, proposed_at, decided_by, decided_at)
        order by u.kind, u.subject, u.number
        on conflict (book_id, kind, subject, number) do update
        set state = excluded.state, decided_by = excluded.decided_by, decided_at = excluded.decided_at
        """
    }
}

extension Proposal.Content {
    fileprivate init(kept fields: inout Fields, as kind: Proposal.Kind) throws(JSON.Problem) {
        switch kind {
        case .writeOff:
            self = .writeOff(try fields.choice("reason", of: WriteOffReason.self))
        case .clawback:
            self = .clawback(
                Clawback(
                    reason: try fields.choice("reason", of: Clawback.Reason.self), rate: try fields.ratio("rate"),
                    until: try fields.day("until")))
        case .insurerAdvance:
            self = .insurerAdvance(try fields.choice("reason", of: InsurerDefault.self))
        case .payee:
            self = .payee(
                PayeeAccount(
                    bankName: try fields.string("bank_name"), bankCode: try fields.string("bank_code"),
                    number: try fields.string("number")))
        case .resume:
            self = .resume(
                LossRate(filed: Money(fen: try fields.integer("filed")), lost: Money(fen: try fields.integer("lost"))))
        case .trueUp: self = .trueUp(Int(try fields.integer("year")))
        case .fixing: self = .fixing(try fields.ratio("rate"))
        case .netAssets: self = .netAssets(try fields.money("amount"), asOf: try fields.day("as_of"))
        case .close: self = .close(try BankBalance.list(&fields))
        case .reopen: self = .reopen(until: try fields.optionalDay("until"))
        case .reverse: self = .reverse(on: try fields.optionalDay("dated"))
        case .transfer:
            self = .transfer(
                from: try fields.choice("from", of: Earmark.self), to: try fields.choice("to", of: Earmark.self),
                amount: try fields.money("amount"))
        }
    }

    var kept: JSON {
        switch self {
        case .writeOff(let reason): ["reason": .string(reason.rawValue)]
        case .insurerAdvance(let reason): ["reason": .string(reason.rawValue)]
        case .payee(let account):
            [
                "bank_name": .string(account.bankName), "bank_code": .string(account.bankCode),
                "number": .string(account.number),
            ]
        case .clawback(let clawback):
            [
                "reason": .string(clawback.reason.rawValue), "rate": .string("\(clawback.rate)"),
                "until": .string("\(clawback.until)"),
            ]
        case .resume(let rate): ["filed": .integer(rate.filed.fen), "lost": .integer(rate.lost.fen)]
        case .trueUp(let year): ["year": .integer(Int64(year))]
        case .fixing(let rate): ["rate": .string("\(rate)")]
        case .netAssets(let amount, let day): ["amount": .integer(amount.fen), "as_of": .string("\(day)")]
        case .close, .reopen, .reverse, .transfer: bookkeeping
        }
    }
}
