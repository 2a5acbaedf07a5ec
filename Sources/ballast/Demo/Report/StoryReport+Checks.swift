import Accounting
import JSON

extension StoryReport {
    /// Whether all of it held, each thing in a line.
    mutating func checks() -> Bool {
        sheet.heading("核对", "Checked")
        for miss in record.misses { sheet.mark(false, "\(miss.chinese) \(miss.english)") }
        let checks = [
            (
                record.misses.isEmpty,
                "\(record.claims.count) 笔申请的份额与 expected.csv 一分不差 · every share equals expected.csv to the fen"
            ),
            (
                record.refused.allSatisfy(\.isAsExpected),
                "\(record.refused.count) 个请求按预期被拒绝 · refused with the status and code foreseen"
            ),
            (readings.files.allSatisfy(\.isRight), "指令文件与批次逐笔相符 · order files and control sums equal the runs"),
            (isBalanced, "科目余额表借贷相等 · the trial balance balances"),
            (isPoolTrue, "资金池变动表期末余额等于专户余额 · the statement's closing is the account's balance"),
            (balance(of: "1002.09") == .zero, "清算专户已结清 · the clearing account is empty"),
            (
                isReconciled,
                "清算专户账面与对账单相符，无未达账项 · the clearing account agrees with the bank's statement, nothing is open"
            ),
        ]
        for (isGood, text) in checks { sheet.mark(isGood, text) }
        for finding in readings.verification.findings { sheet.mark(false, "\(finding)") }
        let counts = readings.verification.counts
        sheet.mark(
            readings.verification.isClean,
            readings.verification.isClean
                ? "verify: clean  (\(counts.entries) entries, \(counts.postings) postings, \(counts.accounts) accounts, \(counts.seals) seals)"
                : "verify: \(readings.verification.findingCount) findings")
        return checks.allSatisfy(\.0) && readings.verification.isClean
    }

    private var isReconciled: Bool {
        let found = readings.reconciliation
        return found["difference"]?.number == 0 && found["items"]?.items.isEmpty == true
    }

    private var isBalanced: Bool { readings.trialBalance["totals"]?["balanced"] == true }

    private var isPoolTrue: Bool {
        let statement = readings.statement
        let movements = statement["movements"]?.items ?? []
        let moved = movements.map { $0.money("in") }.total - movements.map { $0.money("out") }.total
        let closing = statement.money("closing")
        return statement.money("opening") + moved == closing && closing == balance(of: "1002.01")
    }

    /// Nothing where the account was never used.
    private func balance(of account: String) -> Money {
        readings.trialBalance["items"]?.items.first { $0.word("account") == account }?.money("balance") ?? .zero
    }
}
