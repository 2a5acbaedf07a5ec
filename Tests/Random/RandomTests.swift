import Commands
import Foundation
import House
import Testing

/// Seeded random runs of everything that can be asked of a book, against a model of it.
///
///     BALLAST_SEEDS=5000 deploy/test --filter Random    so many runs, for minutes
///     BALLAST_SEED=17 deploy/test --filter Random       that one run again
///
/// Two steps at once may fall into either order; all else of a seed is the same every time.
@Suite struct RandomTests {
    @Test func `whatever is asked, in whatever order, the book stands as the model says`() async throws {
        let environment = ProcessInfo.processInfo.environment
        let one = environment["BALLAST_SEED"].flatMap(UInt64.init)
        let count = environment["BALLAST_SEEDS"].flatMap(UInt64.init) ?? 8
        let seeds = one.map { [$0] } ?? Array(1...max(1, count))
        let total = try await Tally.of(seeds)
        if count > 100 { print(total.table) }
        print(total.closingLine)
        for failure in total.failures { Issue.record(Comment(rawValue: failure)) }
    }

    @Test func `every command is driven, or it is said why not`() {
        let driven = Set(Drive.all.map(\.command))
        let offered =
            CommandList.all.map(\.name) + [CommandList.silence, CommandList.chain, CommandList.evidence].map(\.name)
        for command in offered {
            #expect(driven.contains(command) != (Drive.exempt[command] != nil), "\(command)")
        }
        #expect(Set(Drive.exempt.keys).isSubset(of: offered))
        #expect(Drive.exempt.values.allSatisfy { $0.count > 20 })
    }
}

/// What many runs came to.
struct Tally: Sendable {
    var runs = 0
    var kills = 0
    var counts: [String: (done: Int, refused: Int)] = [:]
    var codes: Set<String> = []
    var failures: [String] = []

    /// A few runs at a time; those that fail are kept, with their seed.
    static func of(_ seeds: [UInt64], atOnce width: Int = 3) async throws -> Tally {
        try await withThrowingTaskGroup(of: Tally.self) { group in
            var (tally, next) = (Tally(), seeds.makeIterator())
            for _ in 0..<width {
                if let seed = next.next() { group.addTask { try await run(seed) } }
            }
            while let part = try await group.next() {
                tally.add(part)
                if tally.failures.count < 5, let seed = next.next() { group.addTask { try await run(seed) } }
            }
            return tally
        }
    }

    private static func run(_ seed: UInt64) async throws -> Tally {
        try await World.with { house in
            // Connections are killed here, never the server: a commit need not wait for the disk.
            _ = try await house.read { transaction in
                try transaction.run(
                    """
                    do $$ begin
                        execute format('alter database %I set synchronous_commit = off', current_database());
                    end $$
                    """)
            }
            let other = House.lane(on: house.book, house.database, house.clock)
            let running = Task { await other.run() }
            var run = Run(seed, house, other)
            var tally = Tally()
            do { try await run.play() } catch { tally.failures.append("\(error)\nagain: BALLAST_SEED=\(seed)") }
            other.close()
            await running.value
            (tally.runs, tally.kills, tally.counts, tally.codes) = (1, run.kills, run.counts, run.codes)
            return tally
        }
    }

    private mutating func add(_ part: Tally) {
        runs += part.runs
        kills += part.kills
        codes.formUnion(part.codes)
        failures += part.failures
        counts.merge(part.counts) { ($0.done + $1.done, $0.refused + $1.refused) }
    }

    /// Done and refused, command by command.
    var table: String {
        counts.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value.done) done, \($0.value.refused) refused" }
            .joined(separator: "\n") + "\n  codes: \(codes.sorted().joined(separator: ", "))"
    }

    var closingLine: String {
        let done = counts.values.map(\.done).reduce(0, +)
        let refused = counts.values.map(\.refused).reduce(0, +)
        let never = Drive.all.map(\.command).filter { (counts[$0]?.done ?? 0) == 0 }
        return
            "random: \(runs) seeds, \(done) commands done, \(refused) refused with \(codes.count) codes, \(kills) connections killed, \(failures.count) failed; never done: \(never.isEmpty ? "none" : never.joined(separator: ", "))"
    }
}
