/// Finds a record's amount without reading the record: a file's sum is known before its first record is.
///
/// What cannot be read counts as nothing, here and for whoever writes the trailer: its record is rejected anyway.
enum AmountScan {
    /// The whole number behind `"name":` in a line of JSON. The name is written plainly, with no escapes.
    static func fen(of name: [UInt8], inJSON line: UnsafeRawBufferPointer) -> Int64 {
        var place = 0
        let last = line.count - name.count - 2
        while place < last {
            guard line[place] == UInt8(ascii: "\""), line[place + 1 + name.count] == UInt8(ascii: "\""),
                place == 0 || line[place - 1] != UInt8(ascii: "\\"),
                line[(place + 1)..<(place + 1 + name.count)].elementsEqual(name)
            else {
                place += 1
                continue
            }
            var rest = line[(place + name.count + 2)...].drop { $0 == 0x20 || $0 == 0x09 }
            if rest.first == UInt8(ascii: ":") {
                rest = rest.dropFirst().drop { $0 == 0x20 || $0 == 0x09 }
                return number(rest)
            }
            place += 1
        }
        return 0
    }

    private static func number(_ digits: Slice<UnsafeRawBufferPointer>) -> Int64 {
        var value: Int64 = 0
        for byte in digits {
            guard (0x30...0x39).contains(byte) else {
                let isEnd = [0x2C, 0x7D, 0x20, 0x09].contains(byte)
                return isEnd ? value : 0
            }
            let (product, isOver) = value.multipliedReportingOverflow(by: 10)
            let (sum, isBeyond) = product.addingReportingOverflow(Int64(byte - 0x30))
            if isOver || isBeyond { return 0 }
            value = sum
        }
        return 0
    }

    /// The amount in the cell at `column` of a line of a table.
    static func fen(at column: Int, inCSV line: UnsafeRawBufferPointer) -> Int64 {
        var cell = 0
        var isQuoted = false
        var start = 0
        for place in 0...line.count {
            let byte = place < line.count ? line[place] : UInt8(ascii: ",")
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard byte == UInt8(ascii: ","), !isQuoted else { continue }
            if cell == column {
                let bytes = line[start..<place].filter { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\t") }
                return BatchColumns.fen(String(decoding: bytes, as: UTF8.self)) ?? 0
            }
            cell += 1
            start = place + 1
        }
        return 0
    }
}
