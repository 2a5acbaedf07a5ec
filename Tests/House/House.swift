import Accounting
import Clearing
import Cluster
import Commands
import JSON
import Ledger
import Logging
import Postgres
import Store
import Synchronization

/// A district's book on a real database, with a lane at work: what is asked of it goes the way the server goes.
public final class House: Sendable {
    /// A superuser's conninfo of this house's database.
    public let database: String
    public let book: Int64
    public let lane: Lane
    /// The business clock; tests set it.
    public let clock: HouseClock
    private let superuser: Connection
    private let keys = Mutex(0)
    private let work: Task<Void, Never>

    init(database: String, book: Int64, clock: HouseClock) {
        self.database = database
        self.book = book
        self.clock = clock
        let lane = House.lane(on: book, database, clock)
        self.lane = lane
        superuser = Connection(database)
        work = Task { await lane.run() }
    }

    /// A lane on a connection of its own, as another server would have.
    public static func lane(
        on book: Int64, _ database: String, _ clock: HouseClock, _ settings: Lane.Settings = Lane.Settings()
    ) -> Lane {
        Lane(
            book: book, connection: Connection(database + " user=ballast_service"), ledger: Ledger.embedded,
            settings: settings, clock: { clock.now },
            logger: Logger(label: "house") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Performs a command as a person (`bank-a/maker` is person `bank-a-maker` of party `bank-a`), under a key of its own
    /// unless one is given.
    @discardableResult
    public func perform(
        _ name: String, _ body: JSON = [:], by person: String, at path: [String: String] = [:], key: String? = nil,
        in lane: Lane? = nil
    ) async throws -> Answered {
        let key =
            key
            ?? keys.withLock { count in
                count += 1
                // A house is a copy of one that has used keys too.
                return "\(database.split(separator: "=").last ?? "")-\(count)"
            }
        guard let command = CommandList.named(name) else { preconditionFailure("there is no command \(name)") }
        let parts = person.split(separator: "/")
        let identity = Identity(party: String(parts[0]), person: parts.joined(separator: "-"))
        return Answered(
            try await command.perform(body.bytes, at: Path(path), in: lane ?? self.lane, by: identity, key: key))
    }

    /// Reads the database as a superuser, whom no policy hides anything from.
    public func read<T: Sendable>(_ work: @Sendable (borrowing Transaction) throws -> T) async throws -> T {
        try await superuser.transaction { try work($0) }
    }

    /// The balance of an account on its normal side, in fen; nil while it is not open.
    public func balance(_ code: String) async throws -> Int64? {
        let book = book
        return try await read { transaction in
            try transaction.one(
                """
                select case normal when 'D' then debit - credit else credit - debit end as balance
                from ledger.account
                where book_id = \(book) and code = \(code)
                """
            ) { try $0.int64("balance") }
        }
    }

    public func close() async {
        lane.close()
        await work.value
        await superuser.close()
    }
}

/// An answer, opened for a test's eyes.
public struct Answered: Sendable {
    public let reply: Reply
    public let json: JSON

    public init(_ reply: Reply) {
        self.reply = reply
        // An answer that is no JSON fails every expectation of its content.
        json = (try? JSON.parse(reply.body)) ?? .null
    }

    public var status: Int { reply.status }
    public var code: String? { self["code"].word }

    public subscript(path: String...) -> JSON {
        path.reduce(json) { json, name in
            switch json {
            case .object(let members): members.first { $0.name == name }?.value ?? .null
            case .array(let items): Int(name).flatMap { items.indices.contains($0) ? items[$0] : nil } ?? .null
            default: .null
            }
        }
    }
}

extension JSON {
    public var word: String? { if case .string(let text) = self { text } else { nil } }
    public var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
    public var items: [JSON] { if case .array(let items) = self { items } else { [] } }
}

/// A clock that stands where a test puts it.
public final class HouseClock: Sendable {
    private let moment: Mutex<Moment>

    public init(_ text: String) { moment = Mutex(HouseClock.read(text)) }

    public var now: Moment { moment.withLock { $0 } }

    /// `2026-07-01 09:30`, Shanghai.
    public func set(_ text: String) { moment.withLock { $0 = HouseClock.read(text) } }

    private static func read(_ text: String) -> Moment {
        let parts = text.split(separator: " ")
        guard let day = Day(parts[0]) else { preconditionFailure("a clock is set to a date") }
        let time = parts.count > 1 ? parts[1].split(separator: ":").compactMap { Int64($0) } : [9, 0]
        let seconds = Int64(day.number) * 86_400 + time[0] * 3600 + time[1] * 60 - 8 * 3600
        return Moment(microseconds: seconds * 1_000_000)
    }
}
