import Accounting
import Clearing
import JSON

/// Something a lane performs: a command of somebody's, or a chunk of a file.
///
/// `perform` is pure: it looks at the books, changes them, and answers, or it refuses. It may be performed more than once, so
/// it may not do anything else.
public protocol Act: Sendable {
    associatedtype Reply: JSONRepresentable & Sendable

    /// Part of the API's contract: stands in the audit trail and in the digest of the request.
    static var name: String { get }
    /// The HTTP status of success: 201 where something new is made, else 200.
    static var status: Int { get }

    /// What the command knows it will look at.
    var needs: Needs { get }

    func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> Reply

    /// What a reply says of lines of a file: whoever sent the file is told without asking the database again.
    static func lines(of reply: Reply) -> [Batch.Line]
}

/// One business event: what is asked, and how it is decided. A plain value read strictly from a request.
public protocol Command: Act {
    /// Reads the body of a request, and what stands in its path. Every field must be known.
    init(_ fields: inout Fields, at path: Path) throws(JSON.Problem)
}

extension Act {
    public static var status: Int { 200 }
    public var needs: Needs { Needs() }
    public static func lines(of reply: Reply) -> [Batch.Line] { [] }
}

/// The named parts of a request's path: `claims/{claim}/shares/{party}`.
public struct Path: Sendable, Equatable {
    let parts: [String: String]

    public init(_ parts: [String: String]) { self.parts = parts }

    public static let none = Path([:])

    /// A number in the book. What is no such number names nothing, so it reads as 0, which nothing is numbered.
    public func number(_ name: String) -> Int64 {
        guard let text = parts[name], text.utf8.count <= 18, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return 0
        }
        return Int64(text) ?? 0
    }

    public func text(_ name: String) -> String { parts[name] ?? "" }
}
