import JSON
import Yams

/// A YAML document as the JSON it means, and the line of every value by its JSON pointer.
struct Translation {
    private(set) var json: JSON = .null
    private var lines: [String: Int] = [:]

    /// The line of a value; where there is no such value, of the nearest one around it.
    func line(of pointer: String) -> Int {
        var place = Substring(pointer)
        while true {
            if let line = lines[String(place)] { return line }
            guard let slash = place.lastIndex(of: "/") else { return 1 }
            place = place[..<slash]
        }
    }

    fileprivate mutating func note(_ line: Int, _ pointer: String) { lines[pointer] = line }
    fileprivate mutating func finish(_ json: JSON) { self.json = json }
}

extension Page {
    /// The document as JSON; nil, with findings, where it holds what JSON terms cannot.
    mutating func translation(_ root: Node) -> Translation? {
        var translation = Translation()
        let before = findings.count
        translation.finish(json(root, "", &translation, root.line))
        return findings.count == before ? translation : nil
    }

    private mutating func json(_ node: Node, _ pointer: String, _ lines: inout Translation, _ line: Int) -> JSON {
        lines.note(line, pointer)
        switch node {
        case .scalar(let scalar): return value(scalar, node.line)
        case .sequence(let items):
            return .array(items.enumerated().map { json($1, "\(pointer)/\($0)", &lines, $1.line) })
        case .mapping:
            return .object(
                (members(of: node) ?? []).map { key, keyNode, value in
                    let escaped = key.replacing("~", with: "~0").replacing("/", with: "~1")
                    return JSON.Member(
                        name: key,
                        value: json(value, "\(pointer)/\(escaped)", &lines, keyNode.line)
                    )
                }
            )
        case .alias:
            report(.malformedYAML("alias"), node.line)
            return .null
        }
    }

    /// A quoted text stays a text. Without quotes `20` is a number, `true` a truth value, `2026-01-01` a text; a number
    /// that is not a plain whole one is refused, for its digits would mean something else to JSON.
    private mutating func value(_ scalar: Node.Scalar, _ line: Int) -> JSON {
        let text = scalar.string
        guard scalar.style == .plain || scalar.style == .any else { return .string(text) }
        switch text {
        case "", "~", "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        default: break
        }
        if let number = Int64(text), String(number) == text { return .integer(number) }
        if let first = text.first, first.isNumber || "+-.".contains(first), Double(text) != nil {
            report(.unquotedNumber(text), line)
        }
        return .string(text)
    }
}
