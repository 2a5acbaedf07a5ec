import Accounting
import Commands
import Hummingbird
import HummingbirdCore
import Ledger
import Logging
import NIOCore
import Postgres
import ServiceLifecycle
import Store
import UnixSignals

/// The whole service, put together in one place: used by `ballast serve`, by the demonstration and by tests.
///
///     let house = try await ClearingHouse.build(settings, clock: clock, ledger: .embedded, logger: logger)
///     async let served: Void = house.run()
///     let port = try await house.port
///     …
///     await house.stop()
///     try await served
public struct ClearingHouse: Sendable {
    private let services: ServiceGroup
    private let bound: BoundPort
    /// The port that was asked for.
    private let asked: Int

    /// Opens the books of the database's directory. A database that is away now is waited for: commands meanwhile hear 503.
    ///
    /// - Parameters:
    ///   - clock: what counts as now, for the books and for tokens.
    ///   - signals: those that stop the service gracefully.
    public static func build(
        _ settings: Settings, clock: @escaping @Sendable () -> Moment, ledger: LedgerSet = Ledger.embedded,
        logger: Logger,
        signals: [UnixSignal] = []
    ) async -> ClearingHouse {
        var options = Pool.Options()
        options.connections = settings.readers
        let pool = Pool(Conninfo.with(user: "ballast_reader", settings.database), options: options)
        let shelf = Shelf(settings, pool: pool, ledger: ledger, clock: clock, logger: logger)
        do {
            try await shelf.look()
        } catch {
            logger.warning("the books cannot be opened yet", metadata: ["error": "\(String(reflecting: error))"])
        }
        let metrics = Metrics()
        let vault = ClearingHouse.vault(settings)
        let doorkeeper = Doorkeeper(audience: settings.audience, clock: clock)
        let progress = SubsidyProgress()
        let router = Routes(
            shelf: shelf, doorkeeper: doorkeeper, ledger: ledger, clock: clock, vault: vault, metrics: metrics,
            limits: settings.limits,
            logger: logger, progress: progress
        ).router()
        let door = Door(
            router: router.buildResponder(), methods: MethodTable(router), metrics: metrics, limits: settings.limits,
            logger: logger)
        let bound = BoundPort()
        let application = Application(
            responder: door, server: .http1(configuration: settings.limits.http(metrics)),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port), serverName: nil, backlog: 1024,
                availableConnectionsDelegate: .maximum(settings.limits.connections, logger: logger)),
            onServerRunning: { bound.set($0.localAddress?.port ?? settings.port) }, logger: logger)
        let watch = DayWatch(
            shelf: shelf, silence: Silence(reader: Reader(pool: pool), clock: clock), interval: settings.watch,
            logger: logger)
        // Stopped in the reverse order: the clock stops, nothing new is let in, then the lanes are drained.
        var running: [any Service] = [shelf]
        running += ClearingHouse.anchoring(settings, shelf, clock, logger)
        running.append(EvidenceSweeper(shelf: shelf, vault: vault, logger: logger))
        running += [application, watch, SubsidyDesk(shelf, settings, progress, logger)]
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: running, gracefulShutdownSignals: signals, logger: logger))
        return ClearingHouse(services: group, bound: bound, asked: settings.port)
    }

    /// Signs the books' seal heads, where there is a key to sign with.
    private static func anchoring(
        _ settings: Settings, _ shelf: Shelf, _ clock: @escaping @Sendable () -> Moment, _ logger: Logger
    ) -> [any Service] {
        guard let key = settings.anchorKey else { return [] }
        let connection = Connection(Conninfo.with(user: "ballast_service", settings.database))
        return [
            AnchorService(
                shelf: shelf, notary: Notary(key: key), connection: connection, clock: clock, interval: settings.watch,
                logger: logger)
        ]
    }

    /// Keeps the files of claims, on connections of its own: a large one keeps nobody else waiting.
    private static func vault(_ settings: Settings) -> EvidenceVault {
        var options = Pool.Options()
        options.connections = 2
        let pool = Pool(Conninfo.with(user: "ballast_service", settings.database), options: options)
        return EvidenceVault(pool: pool, folder: settings.evidenceFolder)
    }

    /// Serves until it is stopped.
    ///
    /// - Throws: what kept it from listening, such as a port that is taken.
    public func run() async throws {
        do {
            try await services.run()
            bound.fail(CancellationError())
        } catch {
            bound.fail(error)
            throw StartProblem(error, port: asked) ?? error
        }
    }

    /// The port it listens on, once it does.
    public var port: Int { get async throws { try await bound.value } }

    /// Lets nobody in any more, answers who is in, and ends `run`.
    public func stop() async { await services.triggerGracefulShutdown() }
}

extension Limits {
    fileprivate func http(_ metrics: Metrics) -> HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            additionalChannelHandlers: [ExchangeGuard(self, metrics)], idleTimeout: TimeAmount(idle),
            httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                maxHeaderFieldSize: headers, maxHeaderListSize: headers, maxHeaderFieldCount: headerFields))
    }
}
