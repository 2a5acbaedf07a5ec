import Foundation

/// Another program, run to its end.
enum Program {
    struct Outcome {
        let status: Int32
        let output, errors: String
    }

    static func find(_ name: String) -> String? {
        let folders =
            (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") + ["/usr/bin", "/usr/local/bin"]
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// `input` is given as a file in place of the argument `-`.
    static func run(_ name: String, _ arguments: [String], input: String) throws -> Outcome {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "ballast-export-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // at worst it lies among temporary files
        let file = folder.appendingPathComponent("journal")
        try input.write(to: file, atomically: false, encoding: .utf8)
        let (output, errors) = (folder.appendingPathComponent("out"), folder.appendingPathComponent("err"))
        for path in [output, errors] { _ = FileManager.default.createFile(atPath: path.path, contents: nil) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: find(name) ?? name)
        process.arguments = arguments.map { $0 == "-" ? file.path : $0 }
        process.environment = ["LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": folder.path]
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
            errors: try String(contentsOf: errors, encoding: .utf8))
    }
}
