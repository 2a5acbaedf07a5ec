import Commands
import House
import JSON

/// Where a client sends its requests.
protocol Door: Sendable {
    /// - Throws: `Silence` where there was no answer, or one that says to try again.
    func send(_ asking: Asking, under key: String) async throws -> Journal.Heard
}

/// The request was not answered; whether it was done is not known.
struct Silence: Error {
    let why: String
}

/// A lane of this process: the way in without HTTP.
struct LaneDoor: Door {
    let house: House
    let lane: Lane

    func send(_ asking: Asking, under key: String) async throws -> Journal.Heard {
        do {
            let answered = try await house.perform(
                asking.command, asking.body, by: asking.person, at: asking.path, key: key, in: lane)
            return Journal.Heard(
                status: answered.status, body: answered.reply.body, isReplayed: answered.reply.isReplayed)
        } catch let problem as Problem where problem.status == 503 {
            throw Silence(why: problem.code)
        }
    }
}
