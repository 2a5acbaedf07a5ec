import Cluster

extension House {
    /// A fresh copy of a house that `prepare` has furnished further, once for all tests of the process that ask for its name.
    ///
    /// - Parameters:
    ///   - opened: the day on which the book was opened and the money came in.
    ///   - at: where the clock stands for both, `2026-03-02 09:00`.
    public static func prepared<T: Sendable>(
        _ name: String, opened: String, pool: Int64, at time: String,
        _ prepare: @escaping @Sendable (House) async throws -> Void, _ work: @Sendable (House) async throws -> T
    ) async throws -> T {
        let template = try await Cluster.shared.template(name) { database in
            let house = try await open(database, on: opened)
            try await house.furnish(pool, on: opened)
            house.clock.set(time)
            try await prepare(house)
            await house.close()
        }
        return try await Cluster.shared.withDatabase(from: template) { database in
            let house = House(database: database, book: 1, clock: HouseClock(time))
            let outcome: Result<T, any Error>
            do { outcome = .success(try await work(house)) } catch { outcome = .failure(error) }
            await house.close()
            return try outcome.get()
        }
    }
}
