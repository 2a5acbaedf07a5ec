import Commands
import Foundation
import FoundationXML

/// Reads a guarded file element by element and hands over each that is asked for as soon as it is whole, so that what is kept
/// in memory is one entry of a statement, not the statement.
final class XMLReading: NSObject, XMLParserDelegate {
    /// Deeper than any message of ISO 20022, and shallow enough for any stack.
    private static let deepest = 40
    /// The longest text of one element.
    private static let longest = 10_000

    private let namespaces: [String]
    private let wanted: Set<String>
    private let take: (XMLNode) throws(Problem) -> Void
    private var open: [XMLNode] = []
    private var namespace: String?
    /// As the file writes it, prefix included.
    private var root = ""
    private var problem: Problem?

    private init(_ namespaces: [String], _ wanted: Set<String>, _ take: @escaping (XMLNode) throws(Problem) -> Void) {
        self.namespaces = namespaces
        self.wanted = wanted
        self.take = take
    }

    /// Hands every element of a wanted name to `take` when it ends; it is then forgotten. Gives the namespace.
    ///
    /// - Throws: `Problem` 400 where the file is hostile, broken, of another namespace, or `take` says so.
    static func read(
        _ bytes: [UInt8], in namespaces: [String], each wanted: Set<String>,
        _ take: (XMLNode) throws(Problem) -> Void
    ) throws(Problem) -> String {
        let body = try XMLGuard.check(bytes)
        return try withoutActuallyEscaping(take) { (take) throws(Problem) -> String in
            let reading = XMLReading(namespaces, wanted, take)
            let parser = XMLParser(data: Data(body))
            parser.shouldProcessNamespaces = true
            parser.shouldResolveExternalEntities = false
            parser.delegate = reading
            let isWhole = parser.parse()
            if let problem = reading.problem { throw problem }
            guard isWhole, let namespace = reading.namespace, body.ends(with: reading.root) else {
                throw .xmlMalformed(line: parser.lineNumber)
            }
            return namespace
        }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        guard problem == nil else { return }
        if open.isEmpty, namespace == nil {
            guard let given = namespaceURI, namespaces.contains(given) else {
                return stop(parser, .xmlNamespace(namespaces))
            }
            namespace = given
            root = qualifiedName ?? name
        }
        guard open.count < XMLReading.deepest else { return stop(parser, .xmlTooDeep(line: parser.lineNumber)) }
        if !open.isEmpty { open[open.count - 1].dropText() }
        // What is of another namespace is an extension nobody here asks for.
        let isOurs = namespaceURI == namespace
        open.append(XMLNode(name: isOurs ? name : "", line: parser.lineNumber, attributes: attributes))
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) { add(text, parser) }

    func parser(_ parser: XMLParser, foundCDATA block: Data) { add(String(decoding: block, as: UTF8.self), parser) }

    private func add(_ text: String, _ parser: XMLParser) {
        guard problem == nil, !open.isEmpty else { return }
        open[open.count - 1].add(text: text)
        if open[open.count - 1].text.utf8.count > XMLReading.longest {
            stop(parser, .xmlField(open[open.count - 1].name, line: parser.lineNumber))
        }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        guard problem == nil, let node = open.popLast() else { return }
        guard wanted.contains(node.name) else {
            if !open.isEmpty { open[open.count - 1].add(node) }
            return
        }
        do throws(Problem) { try take(node) } catch { stop(parser, error) }
    }

    private func stop(_ parser: XMLParser, _ problem: Problem) {
        self.problem = self.problem ?? problem
        parser.abortParsing()
    }
}

extension ArraySlice<UInt8> {
    /// Whether nothing but blanks follows the first end of the root. libxml2 stops there and says no word of a second
    /// document behind.
    fileprivate func ends(with root: String) -> Bool {
        guard let end = firstRange(of: Array("</\(root)".utf8)) else {
            // An element that is empty has no end tag; then it is all there is.
            return reversed().first { !$0.isBlank } == UInt8(ascii: ">")
                && count(where: { $0 == UInt8(ascii: "<") }) <= 2
        }
        let rest = self[end.upperBound...].drop { $0.isBlank }
        return rest.first == UInt8(ascii: ">") && rest.dropFirst().allSatisfy(\.isBlank)
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}

extension Problem {
    static func xmlMalformed(line: Int) -> Problem {
        Problem(
            status: 400, code: "xml-malformed", chinese: "第 \(line) 行起不是合法的 XML，请更正后重发。",
            english: "From line \(line) on this is not well-formed XML; correct it and send it again.")
    }
    static func xmlTooDeep(line: Int) -> Problem {
        Problem(
            status: 400, code: "xml-too-deep", chinese: "第 \(line) 行 XML 嵌套过深。",
            english: "At line \(line) elements are nested too deep.")
    }
    static func xmlNamespace(_ known: [String]) -> Problem {
        let list = known.joined(separator: ", ")
        return Problem(
            status: 400, code: "xml-namespace", chinese: "报文类型不受支持；可用：\(list)。",
            english: "This kind of message is not read here; known are: \(list).")
    }
    static func xmlField(_ name: String, line: Int) -> Problem {
        Problem(
            status: 400, code: "xml-field", chinese: "第 \(line) 行元素 \(name) 缺失或不合规定。",
            english: "At line \(line) element \(name) is missing, or not as it has to be.")
    }
}
