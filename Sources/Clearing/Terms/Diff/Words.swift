/// The same thing said in Chinese and in English.
public struct Words: Sendable, Equatable {
    public let chinese: String
    public let english: String

    public init(_ chinese: String, _ english: String) {
        self.chinese = chinese
        self.english = english
    }

    public func said(in language: Refusal.Language) -> String { language == .chinese ? chinese : english }

    static func + (left: Words, right: Words) -> Words {
        Words(left.chinese + right.chinese, left.english + right.english)
    }

    /// The same in both: a figure, a date, a code.
    static func same(_ text: some CustomStringConvertible) -> Words { Words("\(text)", "\(text)") }
}

extension [Words] {
    /// One behind the other, as lists are written.
    var listed: Words {
        Words(map(\.chinese).joined(separator: "、"), map(\.english).joined(separator: ", "))
    }
}
