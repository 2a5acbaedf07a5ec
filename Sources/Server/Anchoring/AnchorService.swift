import Accounting
import Crypto
import Logging
import Postgres
import ServiceLifecycle
import Store

/// Signs each book's seal head once a day, as the first thing of the day that there is something to sign, and again whenever it
/// missed one. It has a connection of its own: posting never waits for it but for the moment the anchor is written.
struct AnchorService: Service {
    let shelf: Shelf
    let notary: Notary
    let connection: Connection
    let clock: @Sendable () -> Moment
    let interval: Duration
    let logger: Logger

    func run() async throws {
        await rounds(every: interval) {
            for book in shelf.books { await anchor(book) }
        }
        await connection.close()
    }

    /// What goes wrong is tried again at the next round: an anchor that is late is still one.
    private func anchor(_ book: OpenBook) async {
        do {
            _ = try await notary.anchor(book.id, book.code, on: connection, daily: true, at: clock())
        } catch {
            logger.warning(
                "a book could not be anchored",
                metadata: ["book": "\(book.code)", "error": "\(String(reflecting: error))"])
        }
    }
}
