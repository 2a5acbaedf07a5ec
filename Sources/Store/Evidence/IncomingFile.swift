import Crypto
import Foundation

/// A file on its way in: written to disk piece by piece as it arrives and digested on the way, so that memory stays flat.
///
/// What is not kept is gone when the value is; what a killed process left behind is swept a day later.
public final class IncomingFile {
    /// How the names of such files begin.
    static let prefix = "ballast-incoming-"

    public private(set) var size: Int64 = 0
    private var opening: [UInt8] = []
    private var digest = SHA256()
    private let path: String
    private let handle: FileHandle

    /// - Throws: `EvidenceProblem` where nothing can be written in the folder.
    init(in folder: String) throws {
        path = "\(folder)/\(IncomingFile.prefix)\(UUID().uuidString)"
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw EvidenceProblem("\(path) cannot be written: \(String(cString: strerror(errno)))")
        }
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    deinit { unlink(path) }

    public func append(_ bytes: some Collection<UInt8>) throws {
        let data = Data(bytes)
        if opening.count < 8 { opening += data.prefix(8 - opening.count) }
        digest.update(data: data)
        size += Int64(data.count)
        try handle.write(contentsOf: data)
    }

    /// What arrived. It can be kept as long as the incoming file is there.
    public func received() -> ReceivedFile {
        ReceivedFile(path: path, size: size, sha256: Array(digest.finalize()).hexadecimal, opening: opening)
    }
}

/// A file that has arrived whole.
public struct ReceivedFile: Sendable {
    let path: String
    /// In bytes.
    public let size: Int64
    /// 64 small hexadecimal digits.
    public let sha256: String
    /// Its first bytes, eight at most.
    public let opening: [UInt8]
}

/// What keeps files from being kept or found, in a sentence for whoever runs the service.
public struct EvidenceProblem: Error, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}

/// Work that waits for a disk, off the threads that everybody else needs.
func offThreads<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(with: Result { try work() }) }
    }
}
