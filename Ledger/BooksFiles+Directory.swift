import Foundation

extension BooksFiles {
    /// A district's own set: `chart.yaml`, `postings.yaml`, and the `.yaml` files of `programmes/` and `calendar/`, in the
    /// order of their names. What is not there becomes a finding.
    init(directory: String) throws(BooksProblem) {
        let root = URL(fileURLWithPath: directory, isDirectory: true)
        var findings: [Finding] = []
        func file(_ name: String) -> File {
            guard let data = FileManager.default.contents(atPath: root.appendingPathComponent(name).path) else {
                findings.append(Finding(file: name, line: 1, fault: .fileMissing))
                return File(name: name, bytes: [])
            }
            return File(name: name, bytes: Array(data))
        }
        func folder(_ name: String) -> [File] {
            let path = root.appendingPathComponent(name).path
            // Whether it is not there or not ours to read, the folder is missing.
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
                findings.append(Finding(file: name, line: 1, fault: .fileMissing))
                return []
            }
            return names.filter { $0.hasSuffix(".yaml") }.sorted().map { file("\(name)/\($0)") }
        }
        self.init(
            chart: file("chart.yaml"),
            postings: file("postings.yaml"),
            programmes: folder("programmes"),
            calendars: folder("calendar")
        )
        guard findings.isEmpty else { throw BooksProblem(findings: findings.sorted()) }
    }
}
