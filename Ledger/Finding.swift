/// Something wrong in a set of books' definition, and where: what `ballast books check` prints.
public struct Finding: Error, Hashable, Sendable {
    /// The file's path within the set, `programmes/yongchuan-credit.yaml`.
    public let file: String
    /// From 1.
    public let line: Int
    public let fault: Fault

    public init(file: String, line: Int, fault: Fault) {
        self.file = file
        self.line = line
        self.fault = fault
    }

    public var code: String { fault.code }
    public var chinese: String { fault.chinese }
    public var english: String { fault.english }
}

extension Finding: Comparable {
    /// In the order in which a reader meets them.
    public static func < (left: Finding, right: Finding) -> Bool {
        (left.file, left.line, left.code, left.english) < (right.file, right.line, right.code, right.english)
    }
}

extension Finding: CustomStringConvertible {
    /// `postings.yaml:17: unknown-account: …`, as compilers write.
    public var description: String { "\(file):\(line): \(code): \(chinese) / \(english)" }
}

/// Why a set of books could not be loaded; there is at least one finding.
public struct BooksProblem: Error, Sendable, CustomStringConvertible {
    public let findings: [Finding]

    public var description: String { findings.map(\.description).joined(separator: "\n") }
}
