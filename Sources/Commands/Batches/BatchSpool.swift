import Foundation

/// Where a file waits on disk while its frame is looked at: without a name, so it is gone when the process is.
///
/// Unchecked, because it is handed on from the task that fills it to the one that reads it, and is never with two at a time.
final class BatchSpool: @unchecked Sendable {
    private let file: UnsafeMutablePointer<FILE>

    /// The disk has no room, or the file cannot be made.
    struct Failure: Error {}

    init() throws {
        guard let file = tmpfile() else { throw Failure() }
        self.file = file
    }

    deinit { fclose(file) }

    func append(_ piece: UnsafeRawBufferPointer) throws {
        guard fwrite(piece.baseAddress, 1, piece.count, file) == piece.count else { throw Failure() }
    }

    func rewind() throws {
        guard fflush(file) == 0, fseek(file, 0, SEEK_SET) == 0 else { throw Failure() }
    }

    /// The next piece; empty at the end.
    func read(into piece: inout [UInt8]) throws {
        let count = piece.withUnsafeMutableBytes { fread($0.baseAddress, 1, $0.count, file) }
        if count < piece.count {
            guard ferror(file) == 0 else { throw Failure() }
            piece.removeLast(piece.count - count)
        }
    }
}
