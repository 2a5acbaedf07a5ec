import Accounting
import Cluster
import House
import JSON
import Synchronization

/// A house with a past, so that a storm has something to settle and to recover: in each bank one paid claim that recoveries
/// are reported on, and on each of some days before one approved claim, due and not yet in a run.
struct Scene: Sendable {
    static let banks = ["bank-a", "bank-b", "bank-c", "bank-d"]
    /// Principal of a paid claim, in fen.
    private static let paid: Int64 = 60_000_000

    let house: House
    let today: Day
    /// By bank.
    let paidClaims: [String: Int64]
    /// By the day they are due: what the fund owes, by claim.
    let due: [Day: [(claim: Int64, amount: Int64)]]
    private let marks: Marks

    private final class Marks: Sendable {
        let last = Mutex(0)
        let gross = Mutex<Int64>(0)
    }

    /// A number that no other request of this scene has.
    func mark() -> Int {
        marks.last.withLock {
            $0 += 1; return $0
        }
    }

    /// An amount that no other recovery has, in fen: small, so that thousands of them do not make up what a claim paid.
    func gross() -> Int64 {
        marks.gross.withLock { gross in
            gross += 5
            return gross
        }
    }

    /// - Parameter now: date and time of the storm, Shanghai; `days` before it claims fell due.
    static func set(in house: House, at now: String, days: Int) async throws -> Scene {
        guard let today = Day(now.prefix(10)) else { preconditionFailure("a scene is set on a date") }
        let marks = Marks()
        let setter = Setter(house: house, marks: marks)
        let first = today + -(days + 1)
        house.clock.set("\(first) 10:00")
        var paidClaims: [String: Int64] = [:]
        for bank in banks {
            paidClaims[bank] = try await setter.approvedClaim(of: bank, principal: paid, on: first)
        }
        try await setter.settle(on: first)
        var due: [Day: [(claim: Int64, amount: Int64)]] = [:]
        for day in (0..<days).map({ first + 1 + $0 }) {
            house.clock.set("\(day) 10:00")
            for bank in banks {
                let claim = try await setter.approvedClaim(of: bank, principal: 10_000, on: day)
                due[day, default: []].append((claim, (10_000 - 100).fundShare))
            }
        }
        house.clock.set(now)
        return Scene(house: house, today: today, paidClaims: paidClaims, due: due, marks: marks)
    }

    private struct Setter {
        let house: House
        let marks: Marks

        func must(_ asking: Asking) async throws -> Answered {
            let answered = try await house.perform(asking.command, asking.body, by: asking.person, at: asking.path)
            precondition(answered.status < 300, "\(asking.command): \(answered.json.text)")
            return answered
        }

        func approvedClaim(of bank: String, principal: Int64, on day: Day) async throws -> Int64 {
            let number = marks.last.withLock {
                $0 += 1; return $0
            }
            let left = principal - 100
            let loan = try await must(.fileLoan(number, of: bank, principal: principal, on: day))["loan"].integer!
            _ = try await must(.reportBalance(number, loan, of: bank, principal: principal, on: day))
            let claim = try await must(.fileClaim(number, loan, of: bank, principal: left, on: day))["claim"].integer!
            for step in [Asking.admit(claim, principal: left), .propose(claim), .approve(claim, principal: left)] {
                _ = try await must(step)
            }
            return claim
        }

        func settle(on day: Day) async throws {
            let run = try await must(.proposeRun(dueOn: day))
            let released = try await must(.release(run["run"].integer!, dueOn: day))
            // So much money takes a third person.
            if released["state"].word != "released" {
                _ = try await must(.release(run["run"].integer!, dueOn: day, by: "bureau/second"))
            }
            for order in run["orders"].items {
                guard let number = order["order"]?.integer, let amount = order["amount"]?.integer else { continue }
                _ = try await must(.recordPayment(number, amount: amount, on: day, claims: []))
            }
        }
    }
}
