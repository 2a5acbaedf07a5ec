import Accounting
import Commands
import Foundation
import House
import JSON
import Postgres

/// Where the product and the model part.
struct Divergence: Error, CustomStringConvertible {
    let description: String
}

/// One run: a seed's steps on a book of its own, over two servers' lanes, the model beside it.
struct Run {
    let seed: UInt64
    let house: House
    let other: Lane
    private(set) var model = World.model
    private(set) var story: [String] = []
    private(set) var counts: [String: (done: Int, refused: Int)] = [:]
    private(set) var codes: Set<String> = []
    private(set) var kills = 0
    private var last: Sent?

    static let steps = 110

    private struct Sent: Sendable {
        let step: Step
        let key: String
        let body: [UInt8]
    }

    init(_ seed: UInt64, _ house: House, _ other: Lane) {
        (self.seed, self.house, self.other) = (seed, house, other)
    }

    mutating func play() async throws {
        for number in 0..<Run.steps {
            var dice = Dice(seed: seed, step: number)
            do {
                switch dice.roll(1...100) {
                case 1...14: passTime(&dice)
                case 15...19: try await repeatLast(&dice, number)
                case 20...29: try await two(&dice, number)
                default: try await one(&dice, number)
                }
                try await compare([model])
                if number % 5 == 0 { model.entryNumbers = try await house.entryNumbers() }
            } catch let divergence as Divergence {
                let told = story.suffix(12).joined(separator: "\n")
                throw Divergence(description: "seed \(seed), step \(number)\n\(told)\n\(divergence)")
            }
        }
        let findings = try await house.findings()
        guard findings.isEmpty else {
            throw Divergence(
                description: "seed \(seed), at the end\n\((story + findings).joined(separator: "\n"))")
        }
    }

    // MARK: What may happen

    private mutating func passTime(_ dice: inout Dice) {
        let (day, minute) = (model.today, model.minute)
        if dice.chance(40), minute < 18 * 60 {
            model.minute = minute + dice.roll(1...240)
        } else if day < World.last {
            model.today = min(World.last, day + dice.pick([1, 1, 1, 2, 3, 7, dice.roll(1...40)]))
            model.minute = dice.roll(8 * 60...18 * 60)
        }
        let time = [model.minute / 60, model.minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        house.clock.set("\(model.today) \(time.joined(separator: ":"))")
        story.append("— \(model.today) \(time.joined(separator: ":"))")
    }

    private mutating func one(_ dice: inout Dice, _ number: Int) async throws {
        let step = Drive.draw(&dice, model)
        let lane = dice.chance(50) ? house.lane : other
        let isKilled = dice.chance(6)
        let house = house
        async let killed = isKilled ? Run.kill(house, after: dice.roll(0...4)) : 0
        let reply = try await send(step, "k-\(number)", lane)
        kills += try await killed
        let (code, next) = outcome(of: step, on: model, heard: reply)
        story.append("\(number) \(Run.text(step)) → \(reply.code ?? "\(reply.status)")")
        note(step, reply)
        guard reply.code == code else {
            throw Divergence(description: "answered \(reply.code ?? "done"), expected \(code ?? "done"): \(reply.text)")
        }
        model = next
        last = Sent(step: step, key: "k-\(number)", body: reply.body)
    }

    /// Two at once on two servers: either order is right, but it must be one of them, whole.
    private mutating func two(_ dice: inout Dice, _ number: Int) async throws {
        let steps = (Drive.draw(&dice, model), dice.chance(40) ? nil : Drive.draw(&dice, model))
        // Often both want the very same.
        let (first, second) = (steps.0, steps.1 ?? steps.0)
        async let answers = (send(first, "k-\(number)-a", house.lane), send(second, "k-\(number)-b", other))
        let (a, b) = try await answers
        story.append("\(number) \(Run.text(first)) → \(a.code ?? "\(a.status)")")
        story.append("\(number) at once \(Run.text(second)) → \(b.code ?? "\(b.status)")")
        note(first, a)
        note(second, b)
        let forth = outcome(of: first, on: model, heard: a)
        let forthAndBack = outcome(of: second, on: forth.model, heard: b)
        let back = outcome(of: second, on: model, heard: b)
        let backAndForth = outcome(of: first, on: back.model, heard: a)
        var possible: [Model] = []
        if a.code == forth.code && b.code == forthAndBack.code { possible.append(forthAndBack.model) }
        if a.code == backAndForth.code && b.code == back.code { possible.append(backAndForth.model) }
        guard !possible.isEmpty else {
            throw Divergence(
                description:
                    "at once: \(a.code ?? "done") and \(b.code ?? "done"); in turn \(forth.code ?? "done") then \(forthAndBack.code ?? "done"), or the second \(back.code ?? "done") then \(backAndForth.code ?? "done")"
            )
        }
        model = try await compare(possible)
        last = nil
    }

    /// The same key again: the same bytes. The key with another request: refused, and nothing changes.
    private mutating func repeatLast(_ dice: inout Dice, _ number: Int) async throws {
        guard let last else { return }
        let lane = dice.chance(50) ? house.lane : other
        let again = try await send(last.step, last.key, lane)
        guard again.body == last.body, again.isReplayed else {
            throw Divergence(description: "\(last.key) again: \(again.text)")
        }
        let changed = Step("propose-run", ["due_on": "2001-01-01"], by: last.step.who) { _ in }
        guard last.step.who != "clock" else { return }
        let refused = try await send(changed, last.key, lane)
        guard refused.code == "key-reused" else {
            throw Divergence(description: "\(last.key) with another request: \(refused.text)")
        }
    }

    /// What the model makes of a step. Whether an account was below its floor on some day gone by it does not know: there it
    /// takes the product's word that the day cannot be closed.
    private func outcome(of step: Step, on model: Model, heard: Heard) -> (code: String?, model: Model) {
        let outcome = model.after(step.play)
        let isDoubtful = model.isBackdated && step.command.hasSuffix("-closing") && heard.code == "not-closable"
        return outcome.code == nil && isDoubtful ? (heard.code, model) : outcome
    }

    // MARK: Sending and comparing

    struct Heard: Sendable {
        let status: Int
        let code: String?
        let body: [UInt8]
        let isReplayed: Bool

        var text: String { String(decoding: body, as: UTF8.self) }
    }

    private func send(_ step: Step, _ key: String, _ lane: Lane) async throws -> Heard {
        let parts = step.who.split(separator: "/").map(String.init)
        let identity =
            step.who == "clock" ? Identity.clock : Identity(party: parts[0], person: parts.joined(separator: "-"))
        guard
            let command = CommandList.named(step.command)
                ?? [CommandList.silence, CommandList.chain, CommandList.evidence].first(where: {
                    $0.name == step.command
                })
        else { throw Divergence(description: "there is no command \(step.command)") }
        while true {
            do {
                let reply = try await command.perform(
                    step.body.bytes, at: Path(step.path), in: lane, by: identity, key: "\(step.who)-\(key)")
                let json = try JSON.parse(reply.body)
                return Heard(
                    status: reply.status, code: reply.status < 300 ? nil : json["code"]?.word ?? "\(reply.status)",
                    body: reply.body, isReplayed: reply.isReplayed)
            } catch let problem as Problem where problem.status == 503 {
                try await Task.sleep(for: .milliseconds(20))
            } catch let problem as Problem {
                throw Divergence(description: "\(Run.text(step)): \(problem)")
            }
        }
    }

    /// The first of the models that stands as the product does.
    @discardableResult
    private func compare(_ models: [Model]) async throws -> Model {
        let seen = try await house.facts()
        if let same = models.first(where: { $0.facts == seen }) { return same }
        let expected = models[0].facts
        throw Divergence(
            description: (expected.subtracting(seen).sorted().map { "expected \($0)" }
                + seen.subtracting(expected).sorted().map { "seen     \($0)" }).joined(separator: "\n"))
    }

    /// Ends both servers' connections while they are at work.
    private static func kill(_ house: House, after milliseconds: Int) async throws -> Int {
        try await Task.sleep(for: .milliseconds(milliseconds))
        return try await house.read { transaction in
            try transaction.rows(
                """
                select pg_terminate_backend(pid)
                from pg_stat_activity
                where datname = current_database() and usename = 'ballast_service'
                """
            ).count
        }
    }

    private mutating func note(_ step: Step, _ heard: Heard) {
        counts[step.command, default: (0, 0)].done += heard.code == nil ? 1 : 0
        counts[step.command, default: (0, 0)].refused += heard.code == nil ? 0 : 1
        if let code = heard.code { codes.insert(code) }
    }

    private static func text(_ step: Step) -> String {
        "\(step.command) \(step.path.values.sorted().joined(separator: " ")) \(step.body.text) by \(step.who)"
    }
}
