import Accounting
import Foundation
import JSON
import Ledger
import Postgres
import Store

/// What the report reads back when the story is over: through the API, as the auditor sees it, and by verification.
struct Readings: Sendable {
    let claims: [JSON]
    /// By number.
    let runs: [Int64: JSON]
    let statement: JSON
    let trialBalance: JSON
    let files: [OrderFile]
    /// The clearing account on the last day: books and statement side by side.
    let reconciliation: JSON
    let verification: Store.Report

    /// The books are read as of `day`, so that what visitors book later does not change the report.
    init(of stage: DemoStage, runs numbers: [Int64], asOf day: Day) async throws {
        let reader = try BookReader(stage)
        claims = try await reader.json("claims?limit=500")["items"]?.items ?? []
        statement = try await reader.json("fund-statement?from=\(stage.data.scenario.opensOn)&until=\(day + 1)")
        trialBalance = try await reader.json("trial-balance?as_of=\(day)&limit=500")
        var runs: [Int64: JSON] = [:]
        var files: [OrderFile] = []
        for number in numbers {
            let run = try await reader.json("runs/\(number)")
            runs[number] = run
            files.append(OrderFile(csv: try await reader.bytes("runs/\(number)/orders.csv"), of: run))
            files.append(OrderFile(xml: try await reader.bytes("runs/\(number)/pain.001.xml"), of: run))
        }
        reconciliation = try await reader.json("bank-accounts/clearing/reconciliation?day=\(day)")
        self.runs = runs
        self.files = files
        for file in files { try PrivateFile.write(Data(file.bytes), to: "\(stage.state)/orders/\(file.name)") }
        verification = try await Readings.verify(stage)
    }

    private static func verify(_ stage: DemoStage) async throws -> Store.Report {
        let connection = Connection(stage.conninfo)
        let verifier = Verifier(connection: connection, chart: Ledger.embedded.rulebook.chart)
        guard let book = try await verifier.books()[stage.data.scenario.book] else {
            throw DemoProblem(
                "数据库中没有账套 \(stage.data.scenario.book)。", "The database holds no book \(stage.data.scenario.book).")
        }
        let report = try await verifier.run(book)
        await connection.close()
        return report
    }
}

/// Reads as the auditor, who may read everything.
private struct BookReader {
    private let client: DemoClient
    private let auditor: String

    init(_ stage: DemoStage) throws(DemoProblem) {
        client = stage.client
        auditor = try stage.data.person(ofKind: "auditor", "auditor")
    }

    func json(_ path: String) async throws -> JSON { try await answer(path).json }

    func bytes(_ path: String) async throws -> [UInt8] { try await answer(path).bytes }

    private func answer(_ path: String) async throws -> DemoAnswer {
        let answer = try await client.get(path, as: auditor)
        guard answer.status == 200 else {
            throw DemoProblem(
                "读取 \(path) 被答复 \(answer.status) \(answer.code)。\(answer.chinese)",
                "Reading \(path) was answered \(answer.status) \(answer.code). \(answer.english)")
        }
        return answer
    }
}
