/// One line of a table with commas (RFC 4180): cells may stand in double quotes, a quote in them is doubled. A record is one
/// line, so no cell holds a line end.
public enum CSVLine {
    /// The cells; nil where a quote stands alone. A tab before a cell, by which a spreadsheet is kept from meddling, is dropped.
    public static func cells(_ line: String) -> [String]? {
        var cells: [String] = []
        var cell: [UInt8] = []
        var state = State.start
        for byte in line.utf8 {
            switch (state, byte) {
            case (.start, UInt8(ascii: "\"")): state = .quoted
            case (.start, UInt8(ascii: "\t")),
                (.quoted, UInt8(ascii: "\t")) where cell.isEmpty:
                break
            case (.start, UInt8(ascii: ",")), (.plain, UInt8(ascii: ",")), (.closed, UInt8(ascii: ",")):
                cells.append(String(decoding: cell, as: UTF8.self))
                cell.removeAll(keepingCapacity: true)
                state = .start
            case (.plain, UInt8(ascii: "\"")): return nil
            case (.start, _), (.plain, _):
                cell.append(byte)
                state = .plain
            case (.quoted, UInt8(ascii: "\"")): state = .closed
            case (.quoted, _): cell.append(byte)
            case (.closed, UInt8(ascii: "\"")):
                cell.append(byte)
                state = .quoted
            case (.closed, _): return nil
            }
        }
        guard state != .quoted else { return nil }
        return cells + [String(decoding: cell, as: UTF8.self)]
    }

    private enum State { case start, plain, quoted, closed }
}
