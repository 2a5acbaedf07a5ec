/// What `ballast books check` does: everything that is wrong in a set of books, by file and line.
public enum BooksCheck {
    /// Checks a district's own folder; empty where all is sound.
    public static func check(directory: String) -> [Finding] {
        do {
            return check(try BooksFiles(directory: directory))
        } catch {
            return error.findings
        }
    }

    /// Checks the set the binary carries.
    public static func checkEmbedded() -> [Finding] { check(BooksFiles.embedded) }

    static func check(_ files: BooksFiles) -> [Finding] {
        var reader = BooksReader()
        _ = reader.read(files)
        return reader.findings.sorted()
    }
}
