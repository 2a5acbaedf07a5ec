import Foundation

/// Text to look for words in: millions of bytes, hundreds of words. Regular expressions are for the few lines that are left.
struct Searched: Sendable {
    private let bytes: Data

    init(_ text: String) { bytes = Data(text.utf8) }

    init(_ files: [Repository.File]) { bytes = files.reduce(into: Data()) { $0.append($1.searched.bytes) } }

    func contains(_ word: String) -> Bool { bytes.range(of: Data(word.utf8)) != nil }
}

extension Repository.File {
    /// The lines that hold one of the words, numbered from 0.
    func lines(with words: String...) -> [(number: Int, line: Substring)] { lines(with: words) }

    func lines(with words: [String]) -> [(number: Int, line: Substring)] {
        guard words.contains(where: searched.contains) else { return [] }
        return lines.enumerated().filter { _, line in words.contains { line.contains($0) } }.map { ($0, $1) }
    }
}
