import Foundation

/// The program itself, run to its end as somebody at a shell would.
enum Ballast {
    struct Outcome: Sendable {
        let status: Int32
        let output, complaints: String
    }

    /// - Parameters:
    ///   - input: what it reads from standard input.
    ///   - environment: beside a bare one.
    ///   - program: another one instead.
    static func run(
        _ arguments: [String], input: String = "", environment: [String: String] = [:], program: URL = executable
    ) async throws -> Outcome {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ballast-shell-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // at worst it lies among temporary files
        let files = ["in", "out", "err"].map { folder.appendingPathComponent($0) }
        try input.write(to: files[0], atomically: false, encoding: .utf8)
        for file in files[1...] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.environment = ["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": folder.path].merging(environment) {
            $1
        }
        process.currentDirectoryURL = folder
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in ended.resume() }
            do { try process.run() } catch { ended.resume(throwing: error) }
        }
        return Outcome(
            status: process.terminationStatus, output: try String(contentsOf: files[1], encoding: .utf8),
            complaints: try String(contentsOf: files[2], encoding: .utf8))
    }

    /// Beside the tests in the build folder.
    private static let executable: URL = {
        let tests =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("ballast")
    }()
}

/// A file or folder for one test.
func withFolder<T: Sendable>(_ work: (URL) async throws -> T) async throws -> T {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ballast-files-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // at worst it lies among temporary files
    return try await work(folder)
}
