import Commands
import House
import JSON
import Ledger
import Logging
import Postgres
import Testing

/// The line before a lane: bounded, first come first served, closed in order.
@Suite struct LaneQueueTests {
    private static func lane(_ house: House, bound: Int, batch: Int = 1000) -> Lane {
        var settings = Lane.Settings()
        settings.bound = bound
        settings.batch = batch
        return Lane(
            book: house.book, connection: Connection(house.database + " user=ballast_service"), ledger: Ledger.embedded,
            settings: settings, clock: { house.clock.now },
            logger: Logger(label: "queue") { _ in SwiftLogNoOpLogHandler() })
    }

    private static func file(_ house: House, _ number: Int, in lane: Lane) async throws -> Answered {
        try await house.perform(
            "file-loan", Sample.loan(number: number, principal: 1_000), by: "bank-a/maker", in: lane)
    }

    @Test func `who comes to a full line is told to come again, who waits is served`() async throws {
        try await House.with { house in
            let lane = Self.lane(house, bound: 3)
            let waiting = (1...3).map { number in Task { try await Self.file(house, number, in: lane) } }
            while lane.depth < 3 { try await Task.sleep(for: .milliseconds(1)) }
            await #expect(throws: Problem.busy) { try await Self.file(house, 4, in: lane) }
            #expect(Problem.busy.status == 503)
            let work = Task { await lane.run() }
            for task in waiting { #expect(try await task.value.status == 201) }
            #expect(try await Self.file(house, 4, in: lane).status == 201)
            lane.close()
            await work.value
        }
    }

    @Test func `a batch takes no more than it may, in the order of the line`() async throws {
        try await House.with { house in
            let lane = Self.lane(house, bound: 100, batch: 4)
            var waiting: [Task<Answered, any Error>] = []
            for number in 1...10 {
                waiting.append(Task { try await Self.file(house, number, in: lane) })
                while lane.depth < number { try await Task.sleep(for: .milliseconds(1)) }
            }
            let work = Task { await lane.run() }
            var numbers: [Int64?] = []
            for task in waiting { numbers.append(try await task.value["loan"].integer) }
            #expect(numbers == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
            #expect(await lane.figures.turns == 3)
            lane.close()
            await work.value
        }
    }

    @Test func `a closed lane takes nobody new, and serves those in line`() async throws {
        try await House.with { house in
            let lane = Self.lane(house, bound: 10)
            let waiting = Task { try await Self.file(house, 1, in: lane) }
            while lane.depth < 1 { try await Task.sleep(for: .milliseconds(1)) }
            lane.close()
            await #expect(throws: Problem.busy) { try await Self.file(house, 2, in: lane) }
            await lane.run()
            #expect(try await waiting.value.status == 201)
        }
    }
}
