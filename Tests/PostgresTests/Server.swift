import Dispatch
import Foundation
import Postgres

extension Connection {
    /// The process whose latest statement is `text`, once it waits as asked.
    nonisolated func process(of text: String, waitingFor event: String? = nil) async throws -> Int32 {
        for _ in 0..<200 {
            let found = try await transaction { transaction in
                try transaction.rows(
                    """
                    select pid from pg_stat_activity
                    where application_name = current_setting('application_name') and query = \(text) and pid <> pg_backend_pid()
                        and (\(event) is null or wait_event = \(event))
                    """
                ) { try $0.int32("pid") }
            }
            if let process = found.first { return process }
            try await Task.sleep(for: .milliseconds(25))
        }
        throw NeverSeen(statement: text)
    }
}

struct NeverSeen: Error {
    let statement: String
}

extension DispatchSemaphore {
    /// Waits without holding up Swift's own threads.
    func waiting() async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                self.wait()
                continuation.resume()
            }
        }
    }
}

func signal(_ process: Int32, _ number: Int32) { kill(process, number) }

/// Keeps a connection busy.
enum Hold {
    /// Runs `body` while a transaction started by `transact` is held open.
    @discardableResult
    static func during<T: Sendable>(
        _ transact:
            @escaping @Sendable (_ work: @escaping @Sendable (borrowing Transaction) throws -> Void) async throws ->
            Void,
        _ body: @Sendable () async throws -> T
    ) async throws -> T {
        let (entered, leave) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let holder = Task {
            try await transact { _ in
                entered.signal()
                leave.wait()
            }
        }
        await entered.waiting()
        let outcome: Result<T, any Error>
        do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
        leave.signal()
        try await holder.value
        return try outcome.get()
    }
}
