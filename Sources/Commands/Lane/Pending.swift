import Accounting
import Clearing
import JSON
import Store

/// Who asks, as the token said: the book decides what they may do.
public struct Identity: Hashable, Sendable {
    public let party, person: String

    /// The service's own clock. No token says this, since no party bears the name.
    public static let clock = Identity(party: Caller.clock.party.id, person: Caller.clock.person.id)

    public init(party: String, person: String) {
        self.party = party
        self.person = person
    }
}

/// What a caller hears: a status and bytes, the same bytes whenever it asks again.
public struct Reply: Sendable, Equatable {
    public let status: Int
    public let body: [UInt8]
    /// Whether the answer had been given before.
    public let isReplayed: Bool
    /// Lines of a file that were answered with it just now.
    public let lines: [Batch.Line]

    public init(status: Int, body: [UInt8], isReplayed: Bool, lines: [Batch.Line] = []) {
        self.status = status
        self.body = body
        self.isReplayed = isReplayed
        self.lines = lines
    }
}

/// What a command said where it was performed.
struct Performed {
    let json: JSON
    let lines: [Batch.Line]
}

/// One caller's command while it waits for its turn.
struct Pending: Sendable {
    let identity: Identity
    let key: Answer.Key
    let digest: [UInt8]
    let command: String
    let successStatus: Int
    let needs: Needs
    let perform: @Sendable (inout Books, Caller, Moment) throws(Refusal) -> Performed
    let since: ContinuousClock.Instant
    let answer: CheckedContinuation<Reply, any Error>

    init<C: Act>(
        _ command: C, identity: Identity, key: String, digest: [UInt8], since: ContinuousClock.Instant,
        answer: CheckedContinuation<Reply, any Error>
    ) {
        self.identity = identity
        self.key = Answer.Key(party: identity.party, key: key)
        self.digest = digest
        self.command = C.name
        self.successStatus = C.status
        self.needs = command.needs
        self.perform = { (books: inout Books, caller: Caller, now: Moment) throws(Refusal) -> Performed in
            let reply = try command.perform(in: &books, by: caller, at: now)
            return Performed(json: reply.json, lines: C.lines(of: reply))
        }
        self.since = since
        self.answer = answer
    }
}
