/// An element of a message, with what it holds.
struct XMLNode {
    let name: String
    /// The line it begins in.
    let line: Int
    let attributes: [String: String]
    fileprivate(set) var text = ""
    fileprivate(set) var children: [XMLNode] = []

    init(name: String, line: Int, attributes: [String: String]) {
        self.name = name
        self.line = line
        self.attributes = attributes
    }

    mutating func add(_ child: XMLNode) { children.append(child) }
    mutating func add(text more: String) { text += more }
    mutating func dropText() { text = "" }

    /// `GrpHdr/MsgId`: the first element by that way.
    func first(_ path: String) -> XMLNode? {
        path.split(separator: "/").reduce(self as XMLNode?) { node, name in
            node?.children.first { $0.name == name }
        }
    }

    func all(_ name: String) -> [XMLNode] { children.filter { $0.name == name } }

    /// Its text in one line, without blanks around it; nil where there is none.
    func words(_ path: String, atMost length: Int) -> String? {
        guard let node = first(path) else { return nil }
        let words = node.text.split { $0.isWhitespace || $0.unicodeScalars.contains { $0.value < 0x20 } }
        let line = words.joined(separator: " ").prefix(length)
        return line.isEmpty ? nil : String(line)
    }
}
