extension Fields {
    // MARK: Text

    /// A text of so many Unicode scalars, without control characters.
    public mutating func string(
        _ name: String,
        length: ClosedRange<Int> = 1...200
    ) throws(JSON.Problem) -> String {
        try string(try required(name), name, length)
    }

    public mutating func optionalString(
        _ name: String,
        length: ClosedRange<Int> = 1...200
    ) throws(JSON.Problem) -> String? {
        guard let value = optional(name) else { return nil }
        return try string(value, name, length)
    }

    private func string(_ value: JSON, _ name: String, _ length: ClosedRange<Int>) throws(JSON.Problem) -> String {
        guard case .string(let text) = value else { throw value.wrongType(pointer(to: name), need: "a text") }
        var count = 0
        for scalar in text.unicodeScalars {
            count += 1
            if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) {
                throw problem(.badFormat, name, "control characters are not accepted")
            }
        }
        guard length.contains(count) else {
            throw problem(
                .outOfRange,
                name,
                "a text of \(length.lowerBound) to \(length.upperBound) characters is needed"
            )
        }
        return text
    }

    /// One of the raw values of a closed list.
    public mutating func choice<T: RawRepresentable & CaseIterable>(
        _ name: String,
        of type: T.Type
    ) throws(JSON.Problem) -> T where T.RawValue == String {
        try choice(try required(name), name, type)
    }

    public mutating func optionalChoice<T: RawRepresentable & CaseIterable>(
        _ name: String,
        of type: T.Type
    ) throws(JSON.Problem) -> T? where T.RawValue == String {
        guard let value = optional(name) else { return nil }
        return try choice(value, name, type)
    }

    private func choice<T: RawRepresentable & CaseIterable>(
        _ value: JSON,
        _ name: String,
        _ type: T.Type
    ) throws(JSON.Problem) -> T where T.RawValue == String {
        guard case .string(let text) = value else { throw value.wrongType(pointer(to: name), need: "a text") }
        guard let choice = T(rawValue: text) else {
            let known = T.allCases.map(\.rawValue).joined(separator: ", ")
            throw problem(.badFormat, name, "one of these is needed: \(known)")
        }
        return choice
    }

    // MARK: Numbers and truth

    public mutating func integer(
        _ name: String,
        in range: ClosedRange<Int64> = .min ... .max
    ) throws(JSON.Problem) -> Int64 {
        try integer(try required(name), name, range)
    }

    public mutating func optionalInteger(
        _ name: String,
        in range: ClosedRange<Int64> = .min ... .max
    ) throws(JSON.Problem) -> Int64? {
        guard let value = optional(name) else { return nil }
        return try integer(value, name, range)
    }

    private func integer(_ value: JSON, _ name: String, _ range: ClosedRange<Int64>) throws(JSON.Problem) -> Int64 {
        guard case .integer(let number) = value else {
            throw value.wrongType(pointer(to: name), need: "a whole number")
        }
        guard range.contains(number) else {
            throw problem(
                .outOfRange,
                name,
                "a number from \(range.lowerBound) to \(range.upperBound) is needed"
            )
        }
        return number
    }

    public mutating func bool(_ name: String) throws(JSON.Problem) -> Bool {
        try bool(try required(name), name)
    }

    public mutating func optionalBool(_ name: String) throws(JSON.Problem) -> Bool? {
        guard let value = optional(name) else { return nil }
        return try bool(value, name)
    }

    private func bool(_ value: JSON, _ name: String) throws(JSON.Problem) -> Bool {
        guard case .bool(let truth) = value else {
            throw value.wrongType(pointer(to: name), need: "true or false")
        }
        return truth
    }

    // MARK: Objects and lists

    public mutating func object(_ name: String) throws(JSON.Problem) -> Fields {
        try Fields(try required(name), at: pointer(to: name))
    }

    public mutating func optionalObject(_ name: String) throws(JSON.Problem) -> Fields? {
        guard let value = optional(name) else { return nil }
        return try Fields(value, at: pointer(to: name))
    }

    /// The elements of a list, each with its own pointer.
    public mutating func array(
        _ name: String,
        count: ClosedRange<Int> = 0...100_000
    ) throws(JSON.Problem) -> [(json: JSON, pointer: String)] {
        try array(try required(name), name, count)
    }

    public mutating func optionalArray(
        _ name: String,
        count: ClosedRange<Int> = 0...100_000
    ) throws(JSON.Problem) -> [(json: JSON, pointer: String)]? {
        guard let value = optional(name) else { return nil }
        return try array(value, name, count)
    }

    private func array(
        _ value: JSON,
        _ name: String,
        _ count: ClosedRange<Int>
    ) throws(JSON.Problem) -> [(json: JSON, pointer: String)] {
        guard case .array(let elements) = value else { throw value.wrongType(pointer(to: name), need: "a list") }
        guard count.contains(elements.count) else {
            throw problem(
                .outOfRange,
                name,
                "a list of \(count.lowerBound) to \(count.upperBound) elements is needed"
            )
        }
        let here = pointer(to: name)
        return elements.enumerated().map { ($1, "\(here)/\($0)") }
    }
}
