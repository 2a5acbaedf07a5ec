import Clearing
import JSON

/// Reads a file whose frame is sound a second time, in chunks of records. Memory is one chunk.
final class BatchRecords {
    private let spool: BatchSpool
    private let frame: BatchFrame.Sound
    private var splitter = LineSplitter()
    private var columns: (names: [String], forms: [BatchColumns.Form])?
    private var waiting: [BatchRecord] = []
    private var isAtEnd = false

    /// `frame` is that of what lies in the spool.
    init(_ spool: BatchSpool, _ frame: BatchFrame.Sound) throws {
        self.spool = spool
        self.frame = frame
        try spool.rewind()
    }

    /// The next `count` records, fewer at the end.
    func next(_ count: Int) throws -> [BatchRecord] {
        while waiting.count < count && !isAtEnd {
            var piece = [UInt8](repeating: 0, count: 256 * 1024)
            try spool.read(into: &piece)
            var splitter = splitter
            if piece.isEmpty {
                isAtEnd = true
                try splitter.finish { take($0, $1) }
            } else {
                let result = piece.withUnsafeBytes { bytes -> Result<Void, FrameFault> in
                    do throws(FrameFault) {
                        try splitter.feed(bytes) { take($0, $1) }
                        return .success(())
                    } catch {
                        return .failure(error)
                    }
                }
                try result.get()
            }
            self.splitter = splitter
        }
        let chunk = Array(waiting.prefix(count))
        waiting.removeFirst(chunk.count)
        return chunk
    }

    /// Passes over records that were answered before.
    func skip(_ count: Int) throws {
        var left = count
        while left > 0 {
            let skipped = try next(min(left, 10_000)).count
            guard skipped > 0 else { return }
            left -= skipped
        }
    }

    private func take(_ line: UnsafeRawBufferPointer, _ number: Int) {
        guard number > frame.form.head else {
            if number == 2, let found = try? BatchFrame.columns(line, frame.header) {  // the frame was sound
                columns = (found.names, found.forms)
            }
            return
        }
        guard number - frame.form.head <= frame.content.count else { return }
        let text = frame.encoding.text(line)
        waiting.append(BatchRecord(line: Int32(number), json: text.flatMap(json)))
    }

    private func json(_ text: String) -> Result<JSON, JSON.Problem> {
        do throws(JSON.Problem) {
            guard let columns else { return .success(try JSON.parse(text)) }
            guard let cells = CSVLine.cells(text), cells.count == columns.names.count else {
                throw JSON.Problem(code: .malformed, pointer: "", detail: "\(columns.names.count) cells")
            }
            return .success(BatchColumns.record(columns.names, columns.forms, cells))
        } catch {
            return .failure(error)
        }
    }
}

/// One record of a file, as far as it can be read.
struct BatchRecord: Sendable {
    /// In the file, from 1, the header included.
    let line: Int32
    let json: Result<JSON, JSON.Problem>

    init(line: Int32, json: Result<JSON, JSON.Problem>?) {
        self.line = line
        self.json = json ?? .failure(JSON.Problem(code: .badUTF8, pointer: "", detail: "GB18030"))
    }

    /// The record read as what its kind of file holds; where it cannot be, F09 names the member.
    func read<T>(_ make: (inout Fields) throws(JSON.Problem) -> T) -> Result<T, Refusal> {
        do throws(JSON.Problem) {
            var fields = try Fields(try json.get())
            return .success(try make(&fields))
        } catch {
            return .failure(Refusal(.loanDataMismatch, at: error.pointer, ["what": error.detail]))
        }
    }
}
