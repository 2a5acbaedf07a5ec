import Accounting
import Commands

/// The query of a reading, read as strictly as a body: a parameter that is not known, or stands twice, is refused.
struct Query: Sendable {
    private let values: [String: String]

    /// - Parameters:
    ///   - raw: what stands after the `?`, still encoded.
    ///   - known: the names the route takes.
    init(_ raw: String?, known: [String]) throws(Problem) {
        var values: [String: String] = [:]
        for pair in (raw ?? "").split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Query.decoded(sides[0]), let value = Query.decoded(sides.count > 1 ? sides[1] : "") else {
                throw .parameterMalformed("?", "UTF-8, percent-encoded")
            }
            guard known.contains(name) else { throw .parameterUnknown(name, known) }
            guard values.updateValue(value, forKey: name) == nil else { throw .parameterTwice(name) }
        }
        self.values = values
    }

    func text(_ name: String, atMost length: Int = 100) throws(Problem) -> String? {
        guard let text = values[name] else { return nil }
        guard (1...length).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw .parameterMalformed(name, "1…\(length)")
        }
        return text
    }

    func number(_ name: String, in range: ClosedRange<Int64> = 0...Int64.max) throws(Problem) -> Int64? {
        guard let text = values[name] else { return nil }
        let isPlain = text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard isPlain, let number = Int64(text), range.contains(number) else {
            throw .parameterMalformed(name, "\(range.lowerBound)…\(range.upperBound)")
        }
        return number
    }

    func day(_ name: String) throws(Problem) -> Day? {
        guard let text = values[name] else { return nil }
        guard let day = Day(text) else { throw .parameterMalformed(name, "2026-01-31") }
        return day
    }

    func flag(_ name: String) throws(Problem) -> Bool? {
        guard let text = values[name] else { return nil }
        guard text == "true" || text == "false" else { throw .parameterMalformed(name, "true, false") }
        return text == "true"
    }

    func choice<T: RawRepresentable & CaseIterable>(_ name: String, of: T.Type = T.self) throws(Problem) -> T?
    where T.RawValue == String {
        guard let text = values[name] else { return nil }
        guard let choice = T(rawValue: text) else {
            throw .parameterMalformed(name, T.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return choice
    }

    /// A parameter the route cannot do without.
    func required<T>(_ name: String, _ value: T?) throws(Problem) -> T {
        guard let value else { throw .parameterMissing(name) }
        return value
    }

    /// `%E6%B0%B8` and `+` as browsers and clients write them; nil for what is no UTF-8.
    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
                else {
                    return nil
                }
                bytes.append(value)
                rest = rest.dropFirst(2)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

extension Problem {
    /// What is not there and what is not yours to see sound the same.
    static let notThere = Problem(
        status: 404, code: "not-there", chinese: "没有该记录，或不在您的查看范围内。",
        english: "There is no such record, or it is not yours to see.")

    static func parameterUnknown(_ name: String, _ known: [String]) -> Problem {
        let list = known.isEmpty ? "–" : known.joined(separator: ", ")
        return Problem(
            status: 400, code: "unknown-parameter", chinese: "未知查询参数 \(name)；可用：\(list)。",
            english: "There is no query parameter \(name); known are: \(list).")
    }
    static func parameterTwice(_ name: String) -> Problem {
        Problem(
            status: 400, code: "duplicate-parameter", chinese: "查询参数 \(name) 重复，请只保留一个。",
            english: "Query parameter \(name) stands twice; send it once.")
    }
    static func parameterMissing(_ name: String) -> Problem {
        Problem(
            status: 400, code: "missing-parameter", chinese: "缺少查询参数 \(name)。",
            english: "Query parameter \(name) is missing.")
    }
    static func parameterMalformed(_ name: String, _ form: String) -> Problem {
        Problem(
            status: 400, code: "parameter-malformed", chinese: "查询参数 \(name) 格式不符，应为：\(form)。",
            english: "Query parameter \(name) cannot be read; it takes: \(form).")
    }
    static let cursorMalformed = Problem(
        status: 400, code: "cursor-malformed", chinese: "游标无效，请使用上一页给出的 Link。",
        english: "The cursor is none that was given out; follow the Link of the page before.")
}
