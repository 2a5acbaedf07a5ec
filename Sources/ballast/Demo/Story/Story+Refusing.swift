import Accounting
import JSON

extension Story {
    /// Sends what must be refused, and sees that it is, with the status and the code that the scenario names.
    mutating func refuse(_ refusal: Scenario.Refusal, on day: Day, place: Int) async throws {
        let answer = try await client.perform(
            refusal.command, try body(of: refusal), at: try path(of: refusal), as: refusal.by,
            key: "refuse-\(place)-\(refusal.command)")
        progress.count()
        let isAsExpected = answer.status == refusal.status && answer.code == refusal.code
        record.refused.append(
            DemoRecord.Refused(
                on: day, by: refusal.by, command: refusal.command, answer: answer, isAsExpected: isAsExpected))
        if !isAsExpected {
            miss(
                "\(day) \(refusal.by) \(refusal.command) 应被拒绝（\(refusal.status) \(refusal.code)），实为 \(answer.status) \(answer.code)。",
                "\(day): \(refusal.command) by \(refusal.by) should be refused with \(refusal.status) \(refusal.code), but was answered \(answer.status) \(answer.code)."
            )
        }
    }

    private func body(of refusal: Scenario.Refusal) throws(DemoProblem) -> JSON {
        if let body = refusal.body { return body }
        guard refusal.command == "file-claim", let place = refusal.claim else { return [:] }
        let claim = try data.claim(place)
        let number = try record.loanNumber(claim.businessNumber)
        return claim.body(on: try data.loan(claim.businessNumber), number: number, change: refusal.change)
    }

    private func path(of refusal: Scenario.Refusal) throws(DemoProblem) -> [String: String] {
        var path: [String: String] = [:]
        if let run = refusal.run { path["run"] = "\(run)" }
        if let place = refusal.claim, refusal.command != "file-claim" {
            path["claim"] = "\(try record.claim(place).number)"
        }
        return path
    }
}
