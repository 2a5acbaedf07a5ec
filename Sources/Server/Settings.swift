import Commands
import Crypto
import Store

/// What a server is told from outside: where the database is, where to listen, and how much it bears.
public struct Settings: Sendable {
    /// As libpq reads it, one host or several; its user is replaced by the role that is needed.
    public var database: String
    public var host: String
    /// 0 takes any free one; `ClearingHouse.port` tells which.
    public var port: Int
    /// What a token may name as its audience, besides `ballast:<book>`.
    public var audience: String
    /// Connections for reading; each lane has one of its own besides.
    public var readers: Int
    public var limits: Limits
    public var lane: Lane.Settings
    /// Signs the seal heads, daily; nil leaves them unsigned.
    public var anchorKey: Curve25519.Signing.PrivateKey?
    /// How often the day's own work is looked for: what is overdue, an anchor that is due.
    public var watch: Duration
    /// Where files attached to claims are kept; nil keeps them in the database.
    public var evidenceFolder: EvidenceFolder?
    /// How often subsidy runs that wait for their lines are looked for.
    public var drafts = Duration.milliseconds(200)

    public init(
        database: String, host: String = "127.0.0.1", port: Int = 8080, audience: String = "ballast", readers: Int = 8,
        limits: Limits = Limits(), lane: Lane.Settings = Lane.Settings(),
        watch: Duration = .seconds(30)
    ) {
        self.database = database
        self.host = host
        self.port = port
        self.audience = audience
        self.readers = readers
        self.limits = limits
        self.lane = lane
        self.watch = watch
    }
}

/// Where a server stops bearing what callers send.
public struct Limits: Sendable {
    /// The most bytes of a request's body.
    public var body = 1 << 20
    /// The most bytes of a bank's file: a year's statement of a busy account.
    public var bankFile = 16 << 20
    /// The most bytes of a file of filings or balances; it waits on disk, not in memory.
    public var file = 1 << 30
    /// How long a file may take to arrive, and how long until it is answered whole.
    public var fileArrival = Duration.seconds(900)
    public var fileExchange = Duration.seconds(7200)
    /// The most bytes of a file attached to a claim.
    public var evidence: Int64 = 20 << 20
    /// The most bytes of all header fields together, and how many there may be.
    public var headers = 16 * 1024
    public var headerFields = 64
    /// How long a request may take to arrive, all of it.
    public var arrival = Duration.seconds(30)
    /// How long from a request's head to the end of its answer.
    public var exchange = Duration.seconds(90)
    /// How long a connection may stay open without a request.
    public var idle = Duration.seconds(60)
    /// Connections beyond this wait to be accepted.
    public var connections = 4096
    /// Requests at work at once; beyond it callers are told to come again.
    public var inFlight = 4096

    public init() {}
}
