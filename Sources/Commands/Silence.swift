import Accounting
import Clearing
import JSON
import Logging
import Store

/// Works off what nobody answered in time, book by book.
///
/// What is overdue is asked for set-wise and passed through the book's lane under one key for each claim and revision, so that
/// two servers, or one that was away for days, do it once and do it all.
public struct Silence: Sendable {
    private let reader: Reader
    private let clock: @Sendable () -> Moment

    public init(reader: Reader, clock: @escaping @Sendable () -> Moment) {
        self.reader = reader
        self.clock = clock
    }

    /// Gives how many claims were seen to, whoever was first.
    ///
    /// - Throws: as `Reader` and `Lane.perform` do; what is done stays done, the rest is overdue still.
    @discardableResult
    public func pass(in lane: Lane) async throws -> Int { try await passClaims(in: lane) + passChains(in: lane) }

    /// One claim has one tier at most that waits for something, as the one above it waits for its payment.
    private func passChains(in lane: Lane) async throws -> Int {
        var (last, count) = (Int64(0), 0)
        while true {
            let today = clock().day
            let overdue = try await reader.overdueUpChain(lane.book, on: today, after: last)
            for tier in overdue {
                let body: JSON = ["party": .string(tier.party)]
                let reply = try await CommandList.chain.perform(
                    body.bytes, at: Path(["claim": "\(tier.claim)"]), in: lane, by: .clock,
                    key: "chain-\(tier.claim)-\(tier.party)-\(today)")
                // A window that ends on a rest day is not over yet.
                if reply.status == 200 { count += 1 }
            }
            guard let end = overdue.last, overdue.count == Reader.overdueAtOnce else { return count }
            last = end.claim
        }
    }

    private func passClaims(in lane: Lane) async throws -> Int {
        var last: Int64 = 0
        var count = 0
        while true {
            let overdue = try await reader.overdue(lane.book, on: clock().day, after: last)
            try await withThrowingTaskGroup { group in
                for claim in overdue { group.addTask { try await pass(claim, in: lane) } }
                try await group.waitForAll()
            }
            count += overdue.count
            guard let end = overdue.last, overdue.count == Reader.overdueAtOnce else { return count }
            last = end.number
        }
    }

    private func pass(_ claim: OverdueClaim, in lane: Lane) async throws {
        let body: JSON = ["revision": .integer(Int64(claim.revision))]
        _ = try await CommandList.silence.perform(
            body.bytes, at: Path(["claim": "\(claim.number)"]), in: lane, by: .clock,
            key: "silence-\(claim.number)-\(claim.revision)")
    }
}
