import Clearing
import JSON

/// An answer that is not what was asked for (RFC 9457), in both languages, with a code that never changes.
public struct Problem: Error, Sendable, Equatable, JSONRepresentable {
    public let status: Int
    public let code: String
    public let chinese: String
    public let english: String
    /// Where in the request (RFC 6901); empty where it is the request as a whole.
    public let pointer: String

    public init(status: Int, code: String, chinese: String, english: String, pointer: String = "") {
        self.status = status
        self.code = code
        self.chinese = chinese
        self.english = english
        self.pointer = pointer
    }

    public init(_ refusal: Refusal) {
        self.init(
            status: refusal.reason.status, code: refusal.code, chinese: refusal.sentence(.chinese),
            english: refusal.sentence(.english), pointer: refusal.pointer)
    }

    public var json: JSON {
        var members: [JSON.Member] = [
            JSON.Member(name: "type", value: .string("urn:ballast:problem:\(code)")),
            JSON.Member(name: "title", value: .string(english)),
            JSON.Member(name: "title_zh", value: .string(chinese)),
            JSON.Member(name: "status", value: .integer(Int64(status))),
            JSON.Member(name: "code", value: .string(code)),
        ]
        if !pointer.isEmpty { members.append(JSON.Member(name: "pointer", value: .string(pointer))) }
        return .object(members)
    }
}
