/// A request that was understood and is not granted: a closed list of reasons, each with a code that never changes.
///
/// A refusal is an answer, not a failure: it is recorded under its key and said in Chinese and English. The sentence
/// tells what to do next; `fills` are put into its placeholders and never hold personal data.
public struct Refusal: Error, Equatable, Sendable {
    public let reason: Reason
    /// Where in the request the trouble lies (RFC 6901); empty where it is the request as a whole.
    public let pointer: String
    public let fills: [String: String]

    public init(_ reason: Reason, at pointer: String = "", _ fills: [String: String] = [:]) {
        self.reason = reason
        self.pointer = pointer
        self.fills = fills
    }

    /// The stable code of RULES §5, §6 where it has one, else a word of its own.
    public var code: String { reason.rawValue }

    /// What a caller reads, in the language asked for.
    public func sentence(_ language: Language) -> String {
        var text = reason.said[language == .chinese ? 0 : 1]
        for (name, value) in fills { text = text.replacing("{\(name)}", with: value) }
        return text
    }

    public enum Language: Sendable { case chinese, english }
}

extension String {
    /// `replacing` without Foundation: every `part`, from the left.
    fileprivate func replacing(_ part: String, with other: String) -> String {
        let (whole, wanted) = (Array(utf8), Array(part.utf8))
        var result: [UInt8] = []
        var index = 0
        while index < whole.count {
            if whole[index...].starts(with: wanted) {
                result += Array(other.utf8)
                index += wanted.count
            } else {
                result.append(whole[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
