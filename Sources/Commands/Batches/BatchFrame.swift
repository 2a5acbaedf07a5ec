import Accounting
import Clearing
import Crypto

/// Looks at a whole file once, line by line, before any record is taken: its header, its columns, its encoding, and that its
/// records are as many, add up to, and digest to what the trailer says. Memory is two lines.
struct BatchFrame {
    private var splitter = LineSplitter()
    private var form: BatchForm?
    private var header: BatchHeader?
    private var encoding: TextEncoding?
    /// The line last seen: a record, or the trailer if nothing follows.
    private var held: [UInt8] = []
    private var isHolding = false
    private var amountName: [UInt8] = []
    private var amountColumn = 0
    private var hash = SHA256()
    private var count = 0
    private var sum: Int64 = 0
    private static let lineFeed: [UInt8] = [0x0A]

    /// What is known of a file whose frame is sound.
    struct Sound: Sendable {
        let form: BatchForm
        let encoding: TextEncoding
        let header: BatchHeader
        let content: Batch.Content
    }

    mutating func feed(_ piece: UnsafeRawBufferPointer) throws(FrameFault) {
        var splitter = splitter
        try splitter.feed(piece) { (line, number) throws(FrameFault) in try take(line, number) }
        self.splitter = splitter
    }

    mutating func finish() throws(FrameFault) -> Sound {
        var splitter = splitter
        try splitter.finish { (line, number) throws(FrameFault) in try take(line, number) }
        let last = splitter.count
        guard let form, let header else { throw FrameFault(.header, line: 1, "–") }
        guard isHolding else { throw FrameFault(.trailer, line: last, "–") }
        let trailer = try form.trailer(String(decoding: held, as: UTF8.self), line: last)
        let content = trailer.content
        guard content.count == count else { throw FrameFault(.count, line: last, "\(content.count) ≠ \(count)") }
        guard content.sum.fen == sum else { throw FrameFault(.sum, line: last, "\(content.sum.fen) ≠ \(sum)") }
        let digest = Array(hash.finalize())
        guard content.digest == digest else {
            throw FrameFault(.digest, line: last, "SHA-256: \(digest.hexadecimal)")
        }
        return Sound(form: form, encoding: encoding ?? .utf8, header: header, content: content)
    }

    private mutating func take(_ bytes: UnsafeRawBufferPointer, _ number: Int) throws(FrameFault) {
        var line = bytes
        if number == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) {
            line = UnsafeRawBufferPointer(rebasing: line.dropFirst(3))
            encoding = .utf8
        }
        guard !line.isEmpty else { throw FrameFault(.line, line: number, "–") }
        try checkEncoding(line, number)
        guard let form, let header else {
            let form = BatchForm(firstByte: line.first)
            let header = try form.header(String(decoding: line, as: UTF8.self))
            (self.form, self.header) = (form, header)
            amountName = Array(BatchColumns.of(header.name.kind).amount.utf8)
            return
        }
        if number == 2, form == .csv {
            amountColumn = try Self.columns(line, header).amount
            return
        }
        if isHolding { count(held, form) }
        held.removeAll(keepingCapacity: true)
        held += line
        isHolding = true
    }

    /// The names of a table's columns, what they hold, and which holds the amount.
    static func columns(_ line: UnsafeRawBufferPointer, _ header: BatchHeader) throws(FrameFault) -> (
        names: [String], forms: [BatchColumns.Form], amount: Int
    ) {
        let columns = BatchColumns.of(header.name.kind)
        guard let names = CSVLine.cells(String(decoding: line, as: UTF8.self)), let forms = columns.forms(of: names),
            let amount = names.firstIndex(of: columns.amount)
        else { throw FrameFault(.columns, line: 2, columns.amount) }
        return (names, forms, amount)
    }

    private mutating func count(_ record: [UInt8], _ form: BatchForm) {
        record.withUnsafeBytes { bytes in
            hash.update(bufferPointer: bytes)
            let fen =
                form == .csv
                ? AmountScan.fen(at: amountColumn, inCSV: bytes) : AmountScan.fen(of: amountName, inJSON: bytes)
            // Beyond what 64 bits hold, no trailer agrees.
            sum = sum.addingReportingOverflow(fen).partialValue
        }
        hash.update(data: Self.lineFeed)
        count += 1
    }

    private mutating func checkEncoding(_ line: UnsafeRawBufferPointer, _ number: Int) throws(FrameFault) {
        if TextEncoding.isPlain(line) { return }
        if encoding == nil {
            encoding = TextEncoding.utf8.holds(line) || line.first == UInt8(ascii: "{") ? .utf8 : .gb18030
        }
        guard let encoding, encoding.holds(line) else {
            throw FrameFault(.encoding, line: number, "\(encoding ?? .utf8)")
        }
    }
}
