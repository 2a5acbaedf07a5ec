import Clearing
import Foundation

/// Terms in a file of their own, as the starting packs are written: looked at before anybody proposes them.
public enum TermsFile {
    /// The terms, or what is wrong with the file, by line.
    ///
    /// - Throws: what the file system says where the file cannot be read.
    public static func read(_ path: String) throws -> Result<Terms, Problem> {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        var page = Page(file: path)
        if let root = page.root(bytes), let terms = page.terms(root), page.findings.isEmpty { return .success(terms) }
        return .failure(Problem(findings: page.findings))
    }

    /// What is wrong with a file of terms.
    public struct Problem: Error {
        public let findings: [Finding]
    }
}
