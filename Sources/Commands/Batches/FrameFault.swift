/// Why a whole file is refused: its frame is broken, so none of its records can be trusted.
public struct FrameFault: Error, Sendable, Equatable {
    public enum Code: String, Sendable, CaseIterable {
        case header = "frame-header"
        case columns = "frame-columns"
        case line = "frame-line"
        case encoding = "frame-encoding"
        case trailer = "frame-trailer"
        case count = "frame-count"
        case sum = "frame-sum"
        case digest = "frame-digest"
    }

    public let code: Code
    /// In the file, from 1.
    public let line: Int
    /// What was found and what was expected; format only, no content of a record.
    public let detail: String

    init(_ code: Code, line: Int, _ detail: String) {
        self.code = code
        self.line = line
        self.detail = detail
    }

    /// As the API says it; nothing was taken from the file.
    public var problem: Problem {
        let (chinese, english) = sentence
        return Problem(
            status: 422, code: code.rawValue, chinese: "第 \(line) 行：\(chinese)（\(detail)）。整个文件未受理。",
            english: "Line \(line): \(english) (\(detail)). Nothing of the file was taken.", pointer: "/\(line)")
    }

    private var sentence: (String, String) {
        switch code {
        case .header: ("文件头有误", "the header cannot be read")
        case .columns: ("列名有误", "the line of column names is not right")
        case .line: ("该行不是一条记录", "this line is no record")
        case .encoding: ("字符编码有误，应全文为 UTF-8 或全文为 GB18030", "the encoding is neither UTF-8 nor GB18030 throughout")
        case .trailer: ("文件尾缺失或有误", "the trailer is missing or cannot be read")
        case .count: ("记录数与文件尾不符", "there are not as many records as the trailer says")
        case .sum: ("金额合计与文件尾不符", "the amounts do not add up to what the trailer says")
        case .digest: ("摘要与文件尾不符", "the digest is not the one the trailer says")
        }
    }
}
