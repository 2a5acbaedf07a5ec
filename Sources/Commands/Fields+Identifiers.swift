import JSON

extension Fields {
    /// An id that becomes part of account codes and order ids: small letters, digits, `-`, at most 32.
    mutating func identifier(_ name: String) throws(JSON.Problem) -> String {
        let text = try string(name, length: 1...32)
        guard text.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }) else {
            throw problem(.badFormat, name, "use small letters, digits and '-', at most 32")
        }
        return text
    }

    /// A string of digits only.
    mutating func digits(_ name: String, length: ClosedRange<Int>) throws(JSON.Problem) -> String {
        let text = try string(name, length: length)
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw problem(.badFormat, name, "use digits only")
        }
        return text
    }

    /// A PEM block: the one kind of text that may hold line ends.
    mutating func pem(_ name: String) throws(JSON.Problem) -> String {
        guard case .string(let text) = try required(name) else { throw problem(.wrongType, name, "send a string") }
        guard (60...1000).contains(text.utf8.count),
            text.utf8.allSatisfy({ $0 == 0x0A || $0 == 0x0D || (0x20...0x7E).contains($0) })
        else {
            throw problem(.badFormat, name, "send a public key as PEM")
        }
        return text
    }

    /// A contract or business number, as banks write them: at most 60 characters.
    mutating func reference(_ name: String) throws(JSON.Problem) -> String { try string(name, length: 1...60) }

    mutating func optionalReference(_ name: String) throws(JSON.Problem) -> String? {
        try optionalString(name, length: 1...60)
    }
}

extension Fields {
    /// A list of objects, each read strictly.
    mutating func list<T>(
        _ name: String, count: ClosedRange<Int>, _ read: (inout Fields) throws(JSON.Problem) -> T
    ) throws(JSON.Problem) -> [T] {
        var items: [T] = []
        for (json, pointer) in try optionalArray(name, count: count) ?? [] {
            var fields = try Fields(json, at: pointer)
            items.append(try read(&fields))
            try fields.end()
        }
        return items
    }

    /// SHA-256 as 64 small hexadecimal digits, where given.
    mutating func digest(_ name: String) throws(JSON.Problem) -> String? {
        guard let text = try optionalString(name, length: 64...64) else { return nil }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else {
            throw problem(.badFormat, name, "use 64 small hexadecimal digits")
        }
        return text
    }
}
