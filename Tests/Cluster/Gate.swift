/// Lets so many tests have a database at a time and no more: all tests begin at once, and each server of theirs holds
/// connections, of which a cluster has a few hundred.
actor Gate {
    static let shared = Gate(places: 32)

    /// Whoever has a place already may make further databases: were it made to wait, everybody might wait for everybody.
    @TaskLocal private static var isInside = false

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    private init(places: Int) { free = places }

    nonisolated func pass<T: Sendable>(_ work: @Sendable () async throws -> T) async throws -> T {
        if Gate.isInside { return try await work() }
        await enter()
        let outcome: Result<T, any Error>
        do { outcome = .success(try await Gate.$isInside.withValue(true) { try await work() }) } catch {
            outcome = .failure(error)
        }
        await leave()
        return try outcome.get()
    }

    private func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func leave() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
