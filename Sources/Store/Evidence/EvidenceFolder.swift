import Foundation

/// A folder with the bytes of attached files, each under its digest: `<folder>/<book>/ab/abcd…`.
///
/// A file gets its name only when all of it is on the disk, so one that has its name is whole.
public struct EvidenceFolder: Sendable {
    public let path: String

    /// - Throws: `EvidenceProblem` where it is no folder.
    public init(_ path: String) throws(EvidenceProblem) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            throw EvidenceProblem("\(path) is no folder; make it first, for the service alone (mode 0700)")
        }
        self.path = path
    }

    func file(_ book: Int64, _ sha256: String) -> String { "\(path)/\(book)/\(sha256.prefix(2))/\(sha256)" }

    /// Moves a received file in place. Twice is once: the same digest is the same bytes.
    func keep(_ file: ReceivedFile, of book: Int64) throws {
        let place = self.file(book, file.sha256)
        let folder = (place as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try EvidenceFolder.flush(file.path)
        guard rename(file.path, place) == 0 else {
            throw EvidenceProblem("\(place): \(String(cString: strerror(errno)))")
        }
        // The name, the folder it stands in, and the one above that are to be found after a loss of power too.
        for folder in [folder, "\(path)/\(book)", path] { try EvidenceFolder.flush(folder) }
    }

    /// Reads so many bytes from a place in a file; fewer at its end.
    func read(_ book: Int64, _ sha256: String, from offset: Int64, count: Int) throws -> [UInt8] {
        guard let handle = FileHandle(forReadingAtPath: file(book, sha256)) else {
            throw EvidenceProblem("\(file(book, sha256)) is not there")
        }
        try handle.seek(toOffset: UInt64(offset))
        return Array(try handle.read(upToCount: count) ?? Data())
    }

    /// Digests of the files that have lain here for so long.
    func names(_ book: Int64, olderThan age: Duration) -> [String] {
        let limit = Date(timeIntervalSinceNow: -TimeInterval(age.components.seconds))
        guard let walk = FileManager.default.enumerator(atPath: "\(path)/\(book)") else { return [] }
        var names: [String] = []
        while let name = walk.nextObject() as? String {
            let attributes = walk.fileAttributes
            guard attributes?[.type] as? FileAttributeType == .typeRegular,
                let changed = attributes?[.modificationDate] as? Date, changed <= limit
            else { continue }
            names.append((name as NSString).lastPathComponent)
        }
        return names
    }

    func remove(_ book: Int64, _ sha256: String) { unlink(file(book, sha256)) }

    /// Removes what uploads that were cut off by a kill have left in a folder: no upload takes a day.
    static func removeIncoming(in folder: String) {
        let limit = Date(timeIntervalSinceNow: -86_400)
        // A folder that cannot be listed holds nothing of ours to remove.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names where name.hasPrefix(IncomingFile.prefix) {
            let file = "\(folder)/\(name)"
            // A file that is gone already need not be removed.
            let changed = (try? FileManager.default.attributesOfItem(atPath: file))?[.modificationDate] as? Date
            if let changed, changed <= limit { unlink(file) }
        }
    }

    private static func flush(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw EvidenceProblem("\(path): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw EvidenceProblem("\(path): \(String(cString: strerror(errno)))") }
    }
}
