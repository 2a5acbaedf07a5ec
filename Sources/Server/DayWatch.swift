import Commands
import Logging
import ServiceLifecycle

/// Runs through the day: wakes every so often, sees to what is overdue in every book, and sleeps again. After an outage the
/// first round catches up; what fails, a database that is away, waits for the next.
struct DayWatch: Service {
    let shelf: Shelf
    let silence: Silence
    let interval: Duration
    let logger: Logger

    func run() async throws {
        await rounds(every: interval, round)
    }

    private func round() async {
        do {
            try await shelf.look(noOlderThan: interval)
        } catch {
            logger.warning("the books were not looked through", metadata: ["error": "\(error)"])
        }
        for book in shelf.books {
            do {
                let count = try await silence.pass(in: book.lane)
                if count > 0 {
                    logger.info("silence passed", metadata: ["book": "\(book.code)", "claims": "\(count)"])
                }
            } catch {
                logger.warning("silence waits", metadata: ["book": "\(book.code)", "error": "\(error)"])
            }
        }
    }
}
