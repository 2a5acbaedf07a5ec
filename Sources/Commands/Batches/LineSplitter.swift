/// Cuts bytes that arrive in pieces into lines: LF or CR LF ends one, the last may go without. Memory is one line.
struct LineSplitter {
    /// No record is longer; a file without line ends must not fill the memory.
    static let longest = 64 * 1024

    private var rest: [UInt8] = []
    private(set) var count = 0

    /// Gives each line that `piece` completes, without its end, and its number from 1.
    mutating func feed(
        _ piece: UnsafeRawBufferPointer, _ line: (UnsafeRawBufferPointer, Int) throws(FrameFault) -> Void
    )
        throws(FrameFault)
    {
        var start = 0
        while start < piece.count {
            guard let end = piece[start...].firstIndex(of: 0x0A) else {
                rest += piece[start...]
                guard rest.count <= Self.longest else { throw tooLong }
                return
            }
            if rest.isEmpty {
                try give(UnsafeRawBufferPointer(rebasing: piece[start..<end]), line)
            } else {
                rest += piece[start..<end]
                try giveRest(line)
            }
            start = end + 1
        }
    }

    /// Gives what stands behind the last line end, if anything does.
    mutating func finish(_ line: (UnsafeRawBufferPointer, Int) throws(FrameFault) -> Void) throws(FrameFault) {
        if !rest.isEmpty { try giveRest(line) }
    }

    private mutating func giveRest(_ line: (UnsafeRawBufferPointer, Int) throws(FrameFault) -> Void) throws(FrameFault)
    {
        let whole = rest
        rest.removeAll(keepingCapacity: true)
        // Typed errors do not pass through `withUnsafeBytes`.
        let result = whole.withUnsafeBytes { bytes -> Result<Void, FrameFault> in
            do throws(FrameFault) {
                try give(bytes, line)
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }

    private mutating func give(
        _ bytes: UnsafeRawBufferPointer, _ line: (UnsafeRawBufferPointer, Int) throws(FrameFault) -> Void
    ) throws(FrameFault) {
        count += 1
        guard bytes.count <= Self.longest else { throw tooLong }
        let isReturned = bytes.last == 0x0D
        try line(isReturned ? UnsafeRawBufferPointer(rebasing: bytes.dropLast()) : bytes, count)
    }

    private var tooLong: FrameFault { FrameFault(.line, line: count + 1, "> \(Self.longest)") }
}
