import Commands

/// What a file must be before any XML parser sees it: UTF-8, and free of document types, entities and instructions.
///
/// None of these has a place in an ISO 20022 message, and each is how a file harms its reader. They are looked for as bytes,
/// wherever they stand: a comment that contains one is refused as well.
enum XMLGuard {
    /// The bytes to parse, without a byte order mark.
    ///
    /// - Throws: `Problem` 400 `xml-encoding` or `xml-forbidden`.
    static func check(_ bytes: [UInt8]) throws(Problem) -> ArraySlice<UInt8> {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let body = bytes.starts(with: mark) ? bytes.dropFirst(3) : bytes[...]
        guard !body.contains(0), String(validating: body, as: UTF8.self) != nil else { throw .xmlEncoding }
        let declaration = try declaration(of: body)
        var place = declaration.endIndex
        while let open = body[place...].firstIndex(of: UInt8(ascii: "<")) {
            let rest = body[(open + 1)...]
            if rest.first == UInt8(ascii: "?") { throw .xmlForbidden("<?") }
            if rest.first == UInt8(ascii: "!"), !rest.starts(with: "!--".utf8), !rest.starts(with: "![CDATA[".utf8) {
                throw .xmlForbidden("<!")
            }
            place = open + 1
        }
        return body
    }

    /// `<?xml … ?>` at the very beginning, if there is one; what encoding it names must be the one that is.
    private static func declaration(of body: ArraySlice<UInt8>) throws(Problem) -> ArraySlice<UInt8> {
        guard body.starts(with: "<?xml".utf8) else { return body.prefix(0) }
        guard let end = body.prefix(200).firstIndex(of: UInt8(ascii: ">")) else { throw .xmlForbidden("<?xml") }
        let declaration = body[body.startIndex...end]
        let text = String(decoding: declaration, as: UTF8.self).lowercased()
        if let name = text.firstRange(of: "encoding") {
            let value = text[name.upperBound...].filter { $0 != " " && $0 != "\"" && $0 != "'" && $0 != "=" }
            guard value.hasPrefix("utf-8?") || value.hasPrefix("utf-8standalone") else { throw .xmlEncoding }
        }
        return declaration
    }
}

extension Problem {
    static let xmlEncoding = Problem(
        status: 400, code: "xml-encoding", chinese: "XML 文件须为 UTF-8 编码。",
        english: "Send the file as UTF-8, and let it say so.")
    static func xmlForbidden(_ what: String) -> Problem {
        Problem(
            status: 400, code: "xml-forbidden", chinese: "XML 文件不得含有 DTD、实体声明或处理指令（\(what)）。",
            english: "The file may hold no document type, entity or processing instruction (\(what)).")
    }
}
