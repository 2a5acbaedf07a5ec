import Clearing
import Postgres

/// Finds rows of the clearing that no program wrote: words outside their closed list, and amounts that no book can hold. Such
/// a row cannot be weighed against anything, so it is named before anything else is worked out.
struct ReadablePass {
    private let table: Table
    private let words: [(column: SQL, list: [String])]
    private let amounts: [SQL]
    /// Columns that hold lists as JSON.
    private let lists: [SQL]

    private struct Table {
        let name: (english: String, chinese: String)
        let rows: SQL
        /// What tells one row from the next, as text.
        let key: SQL
    }

    /// Past this every sum of a few amounts is in doubt (fen). Amounts up to 10^15 are reckoned with exactly.
    private static let most: Int64 = 100_000_000_000_000_000

    private static let all: [ReadablePass] = [
        ReadablePass(
            table: Table(name: ("loan", "贷款"), rows: "clearing.loan", key: "loan_no::text"),
            words: [("state", Loan.State.allCases.map(\.rawValue))], amounts: ["principal", "balance", "exposure"],
            lists: []),
        ReadablePass(
            table: Table(name: ("pending filing", "待审备案"), rows: "clearing.loan", key: "loan_no::text"),
            words: [("awaits", Loan.Awaits.allCases.map(\.rawValue))], amounts: [], lists: []),
        ReadablePass(
            table: Table(name: ("batch", "批量文件"), rows: "clearing.batch", key: "batch_no::text"),
            words: [("kind", Batch.Kind.allCases.map(\.rawValue))], amounts: [], lists: []),
        ReadablePass(
            table: Table(
                name: ("batch line", "批量文件行"), rows: "clearing.batch_line", key: "batch_no || ' ' || line_no"),
            words: [("outcome", Batch.Outcome.allCases.map(\.rawValue))], amounts: [], lists: []),
        ReadablePass(
            table: Table(
                name: ("balance report", "余额报告"), rows: "clearing.balance_report", key: "loan_no || ' ' || as_of"),
            words: [], amounts: ["balance"], lists: []),
        ReadablePass(
            table: Table(name: ("claim", "补偿申请"), rows: "clearing.claim", key: "claim_no::text"),
            words: [
                ("state", Claim.State.allCases.map(\.rawValue)), ("code", Claim.Flaw.allCases.map(\.rawValue)),
                ("cause", Claim.Circumstances.Cause.allCases.map(\.rawValue)),
            ],
            amounts: [
                "principal", "collateral_proceeds", "uncovered_interest", "uncovered_penalty", "estimate",
                "estimated_base", "interest", "base",
            ], lists: ["named", "documents", "uses"]),
        ReadablePass(
            table: Table(
                name: ("refiling", "重报"), rows: "clearing.refiling", key: "claim_no || ' revision ' || revision"),
            words: [],
            amounts: [
                "principal", "collateral_proceeds", "uncovered_interest", "uncovered_penalty", "estimate",
                "estimated_base",
            ], lists: ["named", "documents"]),
        ReadablePass(
            table: Table(
                name: ("share", "分担额"), rows: "clearing.share", key: "party || ' of claim ' || claim_no"),
            words: [("state", Share.State.allCases.map(\.rawValue)), ("code", Share.Dispute.allCases.map(\.rawValue))],
            amounts: ["amount", "deferred", "accepted", "settled", "recovered"], lists: []),
        ReadablePass(
            table: Table(name: ("recovery", "追偿"), rows: "clearing.recovery", key: "recovery_no::text"),
            words: [("kind", Recovery.Kind.allCases.map(\.rawValue))], amounts: ["gross", "surplus"],
            lists: ["costs", "parts"]),
        ReadablePass(
            table: Table(name: ("file", "文件"), rows: "clearing.evidence", key: "claim_no || ' ' || evidence_no"),
            words: [("media_type", Evidence.MediaType.allCases.map(\.rawValue))], amounts: [], lists: []),
        ReadablePass(
            table: Table(name: ("leg", "收付明细"), rows: "clearing.leg", key: "leg_no::text"),
            words: [
                ("kind", Leg.Kind.allCases.map(\.rawValue)), ("category", Category.allCases.map(\.rawValue)),
            ], amounts: ["amount"], lists: []),
        ReadablePass(
            table: Table(
                name: ("proposal", "提议"), rows: "clearing.proposal", key: "kind || ' ' || subject || ' ' || number"),
            words: [
                ("kind", Proposal.Kind.allCases.map(\.rawValue)), ("state", Proposal.State.allCases.map(\.rawValue)),
            ], amounts: [], lists: []),
        ReadablePass(
            table: Table(
                name: ("breaker move", "熔断动作"), rows: "clearing.breaker_move",
                key: "programme || '/' || bank || ' ' || number"),
            words: [("state", BreakerMove.State.allCases.map(\.rawValue))], amounts: ["filed", "lost"], lists: []),
        ReadablePass(
            table: Table(name: ("run", "清算批次"), rows: "clearing.run", key: "run_no::text"),
            words: [("state", Run.State.allCases.map(\.rawValue))], amounts: [], lists: []),
        ReadablePass(
            table: Table(name: ("subsidy run", "补贴批次"), rows: "clearing.subsidy_run", key: "run_no::text"),
            words: [
                ("state", SubsidyRun.State.allCases.map(\.rawValue)),
                ("category", [Category.subsidy, .rebate].map(\.rawValue)),
            ], amounts: ["earned", "budget_left"],
            lists: []),
        ReadablePass(
            table: Table(
                name: ("subsidy part", "补贴合计"), rows: "clearing.subsidy_part", key: "run_no || ' ' || place"),
            words: [], amounts: ["payable", "returned"], lists: []),
        ReadablePass(
            table: Table(name: ("order", "指令"), rows: "clearing.payment_order", key: "order_no::text"),
            words: [
                ("state", PaymentOrder.State.allCases.map(\.rawValue)),
                ("direction", PaymentOrder.Direction.allCases.map(\.rawValue)),
                ("category", Category.allCases.map(\.rawValue)),
            ], amounts: ["amount", "paid"], lists: []),
        ReadablePass(
            table: Table(name: ("bank line", "银行流水"), rows: "clearing.bank_line", key: "line_no::text"),
            words: [
                ("state", BankLine.State.allCases.map(\.rawValue)),
                ("source", BankLine.Source.allCases.map(\.rawValue)),
                ("direction", BankLine.Direction.allCases.map(\.rawValue)),
                ("category", Category.allCases.map(\.rawValue)),
                ("purpose", BankLine.Assignment.Purpose.allCases.map(\.rawValue)),
            ], amounts: ["amount", "open_amount"], lists: []),
    ]

    /// Names every such row. False where there is one: then nothing of the clearing can be worked out again.
    static func run(_ book: Int64, _ findings: inout Findings, in transaction: borrowing Transaction) throws -> Bool {
        let before = findings.count
        for pass in all { try pass.check(book, &findings, in: transaction) }
        return findings.count == before
    }

    private func check(_ book: Int64, _ findings: inout Findings, in transaction: borrowing Transaction) throws {
        for (column, list) in words {
            let strange: SQL = """
                select \(table.key) as key, \(column) as held from \(table.rows)
                where book_id = \(book) and \(column) <> all (\(list)) order by 1
                """
            for row in try transaction.rows(strange) {
                let (key, held) = (try row.string("key"), try row.string("held"))
                findings.add(
                    "\(table.name.english) \(key)", "holds the word \(held), which none of its kind knows",
                    "\(table.name.chinese)所载“\(held)”不在规定用语之内")
            }
        }
        for column in amounts {
            let strange: SQL = """
                select \(table.key) as key, \(column) as held from \(table.rows)
                where book_id = \(book) and \(column) not between 0 and \(Self.most) order by 1
                """
            for row in try transaction.rows(strange) {
                let (key, held) = (try row.string("key"), try row.int64("held"))
                findings.add(
                    "\(table.name.english) \(key)", "holds \(held) fen, more than a book can hold or less than nothing",
                    "\(table.name.chinese)所载 \(held) 分超出账套所能容纳的范围")
            }
        }
        for column in lists {
            let strange: SQL = """
                select \(table.key) as key from \(table.rows)
                where book_id = \(book) and \(column) ~ '[0-9]{18}' and \(column) ~ '"amount":-?[0-9]{18}' order by 1
                """
            for row in try transaction.rows(strange) {
                findings.add(
                    "\(table.name.english) \(try row.string("key"))", "lists an amount that no book can hold",
                    "\(table.name.chinese)明细所载金额超出账套所能容纳的范围")
            }
        }
    }
}
