import Commands

/// A kind of file that banks send, read into the command it asks for. The command's digest is over the file.
struct BankFile: Sendable {
    private let name: String
    private let performing: @Sendable ([UInt8], Lane, Identity, String, [UInt8]) async throws -> Reply

    /// By the command's name.
    static let all: [String: BankFile] = [
        ReceiveStatement.name: BankFile { (body) throws(Problem) in try Camt.read(body) },
        ReceiveStatus.name: BankFile { (body) throws(Problem) in try Pain002.read(body) },
    ]

    private init<C: Command>(_ read: @escaping @Sendable ([UInt8]) throws(Problem) -> C) {
        name = C.name
        performing = { body, lane, identity, key, digest in
            try await lane.perform(try read(body), by: identity, key: key, digest: digest)
        }
    }

    /// - Throws: `Problem` 400 where the file cannot be read; 503 and 500 as `Lane.perform`.
    func perform(_ body: [UInt8], in lane: Lane, by identity: Identity, key: String) async throws -> Reply {
        try await performing(body, lane, identity, key, OfferedCommand.digest(name, .none, body))
    }
}
