import Accounting
import JSON

extension Story {
    /// The run's payment file goes to the bank; what the bank answers is handed in as it comes: first that the payments are
    /// settled, then the day's statement, which books them. Nothing is recorded by hand.
    mutating func hearBank(of run: Int64, on day: Day, by person: String) async throws {
        let sent = try await mustRead("runs/\(run)/pain.001.xml", as: person)
        guard let file = PaymentFile(pain001: sent.bytes) else {
            throw DemoProblem("第 \(run) 批的付款报文无法识别。", "The payment file of run \(run) cannot be read.")
        }
        let status = BankMessage.status(of: file, run: run, on: day)
        record.bank.append(
            (status, try await mustTake("receive-status", status, as: person, key: "status-run-\(run)")))
        // What the bank opens with is what the account held at the end of the day before.
        let eve = try await mustRead("trial-balance?as_of=\(day + -1)&limit=500", as: person).json
        let account = eve["items"]?.items.first { $0.word("account") == "1002.09" }
        let statement = BankMessage.statement(
            of: file, run: run, on: day, opening: account?.money("balance") ?? .zero)
        record.bank.append(
            (statement, try await mustTake("receive-statement", statement, as: person, key: "statement-run-\(run)")))
    }
}
