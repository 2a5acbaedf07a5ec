import Accounting
import Clearing
import JSON
import Ledger

/// Plays the scenario through the HTTP API and keeps what was answered.
///
/// Every request's key is derived from the data, so playing it again finds what was done before: the service gives its first
/// answers again, byte for byte, and only what is missing is done. A story that was stopped goes on in this way.
struct Story: Sendable {
    let data: DemoData
    let client: DemoClient
    let clock: DemoClock
    let progress: Progress
    let keys: PartyKeys
    var record = DemoRecord()

    mutating func play() async throws {
        try await furnish()
        for (place, scene) in data.scenario.scenes.enumerated() {
            progress.begin("\(scene.on)  \(scene.chinese) · \(scene.english)")
            try await play(scene, place)
            progress.end()
        }
    }

    private mutating func play(_ scene: Scenario.Scene, _ place: Int) async throws {
        switch scene.step {
        case .fileLoans: try await fileLoans(until: scene.on)
        case .reportBalances: try await reportBalances(until: scene.on)
        case .fileClaims(let claims): try await fileClaims(claims)
        default: break
        }
        clock.turn(to: scene.on)
        switch scene.step {
        case .fileLoans, .reportBalances, .fileClaims: break
        case .appropriate(let by, let body, let voucher):
            _ = try await must("record-appropriation", body, as: by, key: "appropriation-\(voucher)")
        case .admitClaims(let claims, let by): try await admit(claims, by: by)
        case .confirmShares(let claims): try await confirm(claims)
        case .disputeShare(let claim, let by, let body): try await dispute(claim, by: by, body)
        case .resolveShare(let claim, let party, let by, let body): try await resolve(claim, party, by: by, body)
        case .proposeApprovals(let claims, let by): try await step("propose-approval", claims, by: by)
        case .approveClaims(let claims, let by): try await step("approve-claim", claims, by: by)
        case .proposeRun(let by, let dueOn): try await proposeRun(dueOn, by: by)
        case .releaseRun(let run, let by): try await releaseRun(run, by: by)
        case .recordPayments(let run, let by): try await recordPayments(of: run, on: scene.on, by: by)
        case .registerAccount(let by, let body):
            _ = try await must("register-bank-account", body, as: by, key: "account-\(body.word("category"))")
        case .bankAnswers(let run, let by): try await hearBank(of: run, on: scene.on, by: by)
        case .reportRecovery(let claim, let by, let body): try await reportRecovery(claim, by: by, body)
        case .refuse(let refusal): try await refuse(refusal, on: scene.on, place: place)
        }
    }

    /// A request that the story cannot go on without.
    func must(
        _ command: String, _ body: JSON = [:], at path: [String: String] = [:], as person: String, key: String
    ) async throws -> JSON {
        try heard(try await client.perform(command, body, at: path, as: person, key: key), at: "\(command) \(key)")
    }

    /// A message of the bank, handed in as it came.
    func mustTake(_ command: String, _ message: BankMessage, as person: String, key: String) async throws -> JSON {
        try heard(
            try await client.deliver(command, xml: message.bytes, as: person, key: key), at: "\(command) \(key)")
    }

    /// Something the story has to know before it goes on.
    func mustRead(_ path: String, as person: String) async throws -> DemoAnswer {
        let answer = try await client.get(path, as: person)
        _ = try heard(answer, at: path)
        return answer
    }

    private func heard(_ answer: DemoAnswer, at place: String) throws(DemoProblem) -> JSON {
        progress.count()
        guard answer.status < 300 else { throw Story.stopped(answer, at: place) }
        return answer.json
    }

    private static func stopped(_ answer: DemoAnswer, at place: String) -> DemoProblem {
        if answer.code == Clearing.Refusal.Reason.keyReused.rawValue {
            return DemoProblem(
                "数据库中的演示来自另一份数据（\(place)）：请用 --fresh 重新开始。",
                "The database holds a demonstration of other data (\(place)): start over with --fresh.")
        }
        return DemoProblem(
            "演示在此中断：\(place) 被答复 \(answer.status) \(answer.code)。\(answer.chinese)",
            "The demonstration stopped: \(place) was answered \(answer.status) \(answer.code). \(answer.english)")
    }

    /// Sends many requests whose order does not matter, some at once; gives the answers in the order of the items.
    func together<Item: Sendable>(_ items: [Item], _ send: @escaping @Sendable (Item) async throws -> JSON) async throws
        -> [JSON]
    {
        try await withThrowingTaskGroup(of: (Int, JSON).self) { group in
            var answers = [JSON](repeating: .null, count: items.count)
            var next = 0
            while next < min(16, items.count) {
                let place = next
                group.addTask { (place, try await send(items[place])) }
                next += 1
            }
            while let (place, answer) = try await group.next() {
                answers[place] = answer
                guard next < items.count else { continue }
                let place = next
                group.addTask { (place, try await send(items[place])) }
                next += 1
            }
            return answers
        }
    }
}
