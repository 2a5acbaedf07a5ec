import Accounting
import JSON

extension Story {
    mutating func proposeRun(_ dueOn: Day, by person: String) async throws {
        let answer = try await must("propose-run", ["due_on": .string("\(dueOn)")], as: person, key: "run-\(dueOn)")
        record.runs[answer["run"]?.number ?? 0] = answer
    }

    mutating func releaseRun(_ run: Int64, by person: String) async throws {
        record.runs[run] = try await must(
            "release-run", at: ["run": "\(run)"], as: person, key: "release-\(run)-\(person)")
    }

    /// The bank's confirmations of all orders of a run, what is collected before what is paid.
    mutating func recordPayments(of run: Int64, on day: Day, by person: String) async throws {
        let orders = (record.runs[run]?["orders"]?.items ?? []).filter { $0.word("state") == "issued" }
        for direction in ["collect", "pay"] {
            for order in orders where order.word("direction") == direction {
                let number = order["order"]?.number ?? 0
                let body: JSON = [
                    "amount": order["amount"] ?? .null, "paid_on": .string("\(day)"),
                    "bank_reference": .string("YHHD-\(day)-\(number)"),
                ]
                _ = try await must(
                    "record-payment", body, at: ["order": "\(number)"], as: person,
                    key: "payment-\(order.word("end_to_end_id"))")
            }
        }
    }

    mutating func reportRecovery(_ place: Int, by person: String, _ body: JSON) async throws {
        let claim = try record.claim(place)
        let answer = try await must(
            "report-recovery", body, at: ["claim": "\(claim.number)"], as: person,
            key: "recovery-\(place)-\(body.word("received_on"))")
        record.recoveries.append(answer)
    }
}
