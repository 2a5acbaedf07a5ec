import Foundation

/// PostgreSQL's programs, run as a user it agrees to: it refuses to be run by root.
struct Programs: Sendable {
    let folder: String
    let user: String?

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The newest under `/usr/lib/postgresql`, or wherever the search path has them.
    static func find() throws -> Programs {
        let home = "/usr/lib/postgresql"
        // No such folder: not Debian's way of installing it.
        let versions = ((try? FileManager.default.contentsOfDirectory(atPath: home)) ?? []).compactMap { Int($0) }
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { String($0) }
        let candidates = versions.sorted(by: >).map { "\(home)/\($0)/bin" } + path
        guard let folder = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") })
        else {
            throw Failure(description: "initdb was not found; install the package postgresql")
        }
        guard getuid() == 0 else { return Programs(folder: folder, user: nil) }
        let users: [String] = ["postgres", "nobody"]
        guard let user = users.first(where: { getpwnam($0) != nil }) else {
            throw Failure(description: "PostgreSQL cannot be run as root, and there is no user postgres or nobody")
        }
        return Programs(folder: folder, user: user)
    }

    /// Lets the user own a folder.
    func give(_ path: String) throws {
        guard let user, let entry = getpwnam(user) else { return }
        guard chown(path, entry.pointee.pw_uid, entry.pointee.pw_gid) == 0 else {
            throw Failure(description: "\(path) could not be given to \(user)")
        }
    }

    /// Runs a program to its end. Not with Foundation's `Process`, which takes a program for running as long as a
    /// server that it left behind.
    func run(_ program: String, _ arguments: [String]) throws {
        let asUser = user.map { ["/usr/bin/setpriv", "--reuid=\($0)", "--regid=\(group($0))", "--clear-groups"] } ?? []
        let command = asUser + ["\(folder)/\(program)"] + arguments
        let complaints = "/tmp/ballast-\(program)-\(getpid())-\(UInt32.random(in: 0 ... .max)).log"
        defer { unlink(complaints) }
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&files, 2, complaints, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        let words = command.map { strdup($0) }
        defer { words.forEach { free($0) } }
        var process = pid_t()
        guard posix_spawn(&process, command[0], &files, nil, words + [nil], environ) == 0 else {
            throw Failure(description: "\(command[0]) could not be started")
        }
        var status: Int32 = -1
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else {
            throw Failure(description: "\(program): " + (try String(contentsOfFile: complaints, encoding: .utf8)))
        }
    }

    private func group(_ user: String) -> String { getpwnam(user).map { "\($0.pointee.pw_gid)" } ?? user }
}
