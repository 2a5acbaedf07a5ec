import Accounting
import Hummingbird
import Ledger
import Logging
import Store

/// Every route of the service: what stands here stands in `openapi.yaml`, a test sees to it.
struct Routes {
    let shelf: Shelf
    let doorkeeper: Doorkeeper
    let ledger: LedgerSet
    let clock: @Sendable () -> Moment
    let vault: EvidenceVault
    let metrics: Metrics
    let limits: Limits
    let logger: Logger
    var progress = SubsidyProgress()

    func router() -> Router<Context> {
        let router = Router(context: Context.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: ProblemsOnly())
        PublicRoutes().add(to: router)
        HealthRoutes(shelf: shelf, metrics: metrics, logger: logger).add(to: router)
        let books = router.group("v1/books/:book").add(middleware: BookDoor(shelf: shelf, doorkeeper: doorkeeper))
        CommandRoutes(limits: limits).add(to: books)
        let reader = Reader(pool: shelf.pool)
        BatchRoutes(reader: reader, limits: limits).add(to: books)
        ReadingRoutes(reader: reader, ledger: ledger, clock: clock, progress: progress).add(to: books)
        EvidenceRoutes(vault: vault, reader: reader, limits: limits).add(to: books)
        return router
    }
}
