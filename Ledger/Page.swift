import Accounting
import Yams

/// One YAML file being read: gives values out and writes down what is wrong, with its line. Reading goes on after a
/// finding, so that one check shows them all.
struct Page {
    let file: String
    private(set) var findings: [Finding] = []

    /// A mapping whose keys have been checked.
    struct Section {
        let line: Int
        private let members: [String: Node]

        init(line: Int, members: [String: Node]) {
            self.line = line
            self.members = members
        }

        subscript(key: String) -> Node? { members[key] }
    }

    init(file: String) { self.file = file }

    mutating func report(_ fault: Fault, _ line: Int) { findings.append(Finding(file: file, line: line, fault: fault)) }

    /// A mapping with these keys and no others.
    mutating func section(_ node: Node, required: [String], optional: [String] = []) -> Section? {
        guard let members = members(of: node) else { return nil }
        for (key, keyNode, _) in members where !required.contains(key) && !optional.contains(key) {
            report(.unknownKey(key), keyNode.line)
        }
        let byKey = Dictionary(members.map { ($0.key, $0.value) }) { first, _ in first }
        for key in required where byKey[key] == nil {
            // A line without its amount is the mistake an accountant should read about in those words.
            report(key == "amount" ? .unnamedAmount : .missingKey(key), node.line)
        }
        return Section(line: node.line, members: byKey)
    }

    /// The members of a mapping in their order.
    mutating func members(of node: Node) -> [(key: String, keyNode: Node, value: Node)]? {
        guard case .mapping(let mapping) = node else {
            report(.expected(.mapping), node.line)
            return nil
        }
        return mapping.compactMap { pair in
            guard let key = pair.key.scalar?.string else {
                report(.expected(.text), pair.key.line)
                return nil
            }
            return (key, pair.key, pair.value)
        }
    }

    mutating func list(_ node: Node) -> [Node]? {
        guard case .sequence(let items) = node else {
            report(.expected(.list), node.line)
            return nil
        }
        return Array(items)
    }

    /// A text that is not empty. An absent one has been reported with its section.
    mutating func text(_ node: Node?) -> String? {
        guard let node else { return nil }
        guard let text = node.scalar?.string, !text.isEmpty else {
            report(.expected(.text), node.line)
            return nil
        }
        return text
    }

    mutating func choice<Value>(_ node: Node?, of choices: [(name: String, value: Value)]) -> Value? {
        guard let node else { return nil }
        guard let choice = choices.first(where: { $0.name == node.scalar?.string }) else {
            report(.expected(.oneOf(choices.map(\.name))), node.line)
            return nil
        }
        return choice.value
    }

    mutating func day(_ node: Node?) -> Day? {
        guard let node else { return nil }
        guard let day = node.scalar.flatMap({ Day($0.string) }) else {
            report(.expected(.date), node.line)
            return nil
        }
        return day
    }
}

extension Node {
    /// From 1; every node of a read file has its mark.
    var line: Int { mark?.line ?? 1 }
}
