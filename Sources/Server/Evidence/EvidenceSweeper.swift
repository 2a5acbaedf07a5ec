import Logging
import ServiceLifecycle
import Store

/// Now and then removes files that were received and never attached: their sender was refused, went away, or was answered by a
/// process that was killed in between.
struct EvidenceSweeper: Service {
    let shelf: Shelf
    let vault: EvidenceVault
    let logger: Logger
    var pause = Duration.seconds(3600)

    func run() async throws {
        await rounds(every: pause) {
            for book in shelf.books { await sweep(book) }
        }
        await vault.close()
    }

    /// What goes wrong is tried again at the next round.
    private func sweep(_ book: OpenBook) async {
        do {
            let count = try await vault.sweep(book.id)
            if count > 0 { logger.info("unused files swept", metadata: ["book": "\(book.code)", "files": "\(count)"]) }
        } catch {
            logger.warning("unused files not swept", metadata: ["book": "\(book.code)", "error": "\(error)"])
        }
    }
}
