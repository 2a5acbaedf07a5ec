/// Reads an object strictly: every member is asked for by name, and `end` refuses those nobody asked for.
///
///     var fields = try Fields(json)
///     let party = try fields.string("party")
///     let note = try fields.optionalString("note")
///     try fields.end()
public struct Fields: Sendable {
    /// Where the object stands in its document.
    public let pointer: String
    private let members: [JSON.Member]
    private var isRead: [Bool]
    /// Documents mostly keep the order in which they are read, so the search begins behind the last find.
    private var next = 0

    public init(_ json: JSON, at pointer: String = "") throws(JSON.Problem) {
        guard case .object(let members) = json else { throw json.wrongType(pointer, need: "an object") }
        self.pointer = pointer
        self.members = members
        self.isRead = Array(repeating: false, count: members.count)
    }

    public func pointer(to name: String) -> String { JSON.pointer(pointer, to: name) }

    /// A problem with a member, for readers built on top of these.
    public func problem(_ code: JSON.Problem.Code, _ name: String, _ detail: String) -> JSON.Problem {
        JSON.Problem(code: code, pointer: pointer(to: name), detail: detail)
    }

    /// The value as it stands, null included; nil when there is no such member.
    public mutating func value(_ name: String) -> JSON? {
        for step in 0..<members.count {
            let place = next + step < members.count ? next + step : next + step - members.count
            guard members[place].name == name else { continue }
            isRead[place] = true
            next = place + 1
            return members[place].value
        }
        return nil
    }

    public mutating func required(_ name: String) throws(JSON.Problem) -> JSON {
        guard let value = value(name) else { throw problem(.missingField, name, "this member is needed") }
        return value
    }

    /// The value; nil when the member is absent or null.
    public mutating func optional(_ name: String) -> JSON? {
        guard let value = value(name), value != .null else { return nil }
        return value
    }

    /// Refuses the first member that was not read.
    public func end() throws(JSON.Problem) {
        guard let place = isRead.firstIndex(of: false) else { return }
        throw problem(.unknownField, members[place].name, "leave this member out: it is not known here")
    }
}

extension JSON {
    func wrongType(_ pointer: String, need: String) -> Problem {
        Problem(code: .wrongType, pointer: pointer, detail: "\(need) is needed, not \(kind)")
    }

    private var kind: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .integer: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
