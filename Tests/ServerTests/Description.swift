import Foundation
import JSON
import Testing
import Yams

@testable import Server

/// The API's description, opened: paths, schemas, and whether a document is what a schema says.
struct Description {
    let root: JSON

    init() throws {
        root = try Description.json(
            try #require(try Yams.load(yaml: String(decoding: PublicRoutes.description, as: UTF8.self))))
    }

    private static func json(_ value: Any) throws -> JSON {
        switch value {
        case let members as [String: Any]:
            .object(try members.sorted { $0.key < $1.key }.map { JSON.Member(name: $0.key, value: try json($0.value)) })
        case let items as [Any]: .array(try items.map(json))
        case let value as Int: .integer(Int64(value))
        case let value as Bool: .bool(value)
        case let text as String: .string(text)
        case is NSNull: .null
        default: throw JSON.Problem(code: .malformed, pointer: "", detail: "\(value) is nothing a description holds")
        }
    }

    /// `POST /v1/books/{book}/claims`.
    var operations: [String: JSON] {
        var found: [String: JSON] = [:]
        for path in root[at: "paths"].members {
            for method in path.value.members { found["\(method.name.uppercased()) \(path.name)"] = method.value }
        }
        return found
    }

    var schemas: [JSON.Member] { root[at: "components"][at: "schemas"].members }

    func schema(_ name: String) throws -> JSON { try #require(schemas.first { $0.name == name }, "\(name)").value }

    /// What a reference points to, and what belongs together put together; else the node itself.
    func resolved(_ node: JSON) throws -> JSON {
        let parts = try node[at: "allOf"].items.map(resolved)
        guard parts.isEmpty else {
            let properties = parts.flatMap { $0[at: "properties"].members }
            return node.with("type", "object").with("required", .array(parts.flatMap { $0[at: "required"].items }))
                .with("properties", properties.reduce(.object([])) { $0.with($1.name, $1.value) })
        }
        guard let pointer = node[at: "$ref"].word else { return node }
        var place = root
        for part in pointer.split(separator: "/").dropFirst() {
            place = try #require(place.members.first { $0.name == part }, "\(pointer)").value
        }
        return try resolved(place)
    }

    /// Every reference of the document.
    var references: [String] {
        func within(_ node: JSON) -> [String] {
            node.members.flatMap { $0.name == "$ref" ? [$0.value.word ?? ""] : within($0.value) }
                + node.items.flatMap(within)
        }
        return within(root)
    }

    func request(_ operation: JSON) throws -> JSON {
        try resolved(operation[at: "requestBody"][at: "content"][at: "application/json"][at: "schema"])
    }

    /// A document made of the examples of a schema.
    func example(_ schema: JSON) throws -> JSON {
        let schema = try resolved(schema)
        if let example = schema[at: "examples"].items.first { return example }
        if let first = schema[at: "oneOf"].items.first { return try example(first) }
        if schema[at: "items"] != .null { return .array([try example(schema[at: "items"])]) }
        if let value = schema.members.first(where: { $0.name == "default" }) { return value.value }
        return .object(
            try schema[at: "properties"].members.map { JSON.Member(name: $0.name, value: try example($0.value)) })
    }
}

extension Description {
    /// What in a document is not as its schema says: one line each, empty where all is well.
    func flaws(_ json: JSON, _ schema: JSON, at place: String = "") throws -> [String] {
        let schema = try resolved(schema)
        let choices = schema[at: "oneOf"].items
        guard choices.isEmpty else {
            let fitting = try choices.count { try flaws(json, $0, at: place).isEmpty }
            return fitting == 1 ? [] : ["\(place): fits \(fitting) of the choices"]
        }
        let types = schema[at: "type"].word.map { [$0] } ?? schema[at: "type"].items.compactMap(\.word)
        guard types.contains(json.kind) else { return ["\(place): is \(json.kind), not \(types)"] }
        switch json {
        case .object(let members): return try flaws(members, schema, place)
        case .array(let items):
            if schema[at: "items"] == .null { return [] }
            return try items.enumerated().flatMap { try flaws($1, schema[at: "items"], at: "\(place)/\($0)") }
        case .string(let text): return textFlaws(text, schema, place)
        case .integer(let value):
            let (least, most) = (schema[at: "minimum"].integer ?? .min, schema[at: "maximum"].integer ?? .max)
            return (least...most).contains(value) ? [] : ["\(place): out of range"]
        default: return []
        }
    }

    private func flaws(_ members: [JSON.Member], _ schema: JSON, _ place: String) throws -> [String] {
        let properties = schema[at: "properties"].members
        if schema[at: "additionalProperties"] == true { return [] }
        var flaws = try members.flatMap { member -> [String] in
            guard let property = properties.first(where: { $0.name == member.name }) else {
                return ["\(place)/\(member.name): is not described"]
            }
            return try self.flaws(member.value, property.value, at: "\(place)/\(member.name)")
        }
        for name in schema[at: "required"].items.compactMap(\.word) where !members.contains(where: { $0.name == name })
        {
            flaws.append("\(place)/\(name): is missing")
        }
        return flaws
    }

    private func textFlaws(_ text: String, _ schema: JSON, _ place: String) -> [String] {
        let words = schema[at: "enum"].items
        if !words.isEmpty, !words.contains(.string(text)) { return ["\(place): \(text) is no choice"] }
        if let word = schema[at: "const"].word, word != text { return ["\(place): is not \(word)"] }
        let (least, most) = (schema[at: "minLength"].integer ?? 0, schema[at: "maxLength"].integer ?? .max)
        guard (least...most).contains(Int64(text.unicodeScalars.count)) else { return ["\(place): length"] }
        if let pattern = schema[at: "pattern"].word, text.range(of: pattern, options: .regularExpression) == nil {
            return ["\(place): is not like \(pattern)"]
        }
        return []
    }
}

extension JSON {
    var members: [Member] { if case .object(let members) = self { members } else { [] } }

    fileprivate var kind: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .integer: "integer"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }

    /// Without one member; with another value of one.
    func without(_ name: String) -> JSON { .object(members.filter { $0.name != name }) }
    func with(_ name: String, _ value: JSON) -> JSON {
        .object(without(name).members + [Member(name: name, value: value)])
    }
}
