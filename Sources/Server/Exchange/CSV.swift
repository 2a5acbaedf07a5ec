import Accounting

/// A table for spreadsheets (RFC 4180): UTF-8 with the mark by which Excel knows it, lines end in CR LF.
///
/// A spreadsheet turns long numbers into floating point and runs what begins like a formula. A text cell that could meet
/// either fate begins with a tab, which shows as nothing; whoever reads the file by program drops it.
struct CSV {
    enum Cell: Equatable {
        case text(String)
        case number(Int64)
        /// Yuan with two decimals and no grouping.
        case money(Money)
        case ratio(Ratio)
    }

    private var lines: [[String]]

    init(header: [String]) { lines = [header.map(CSV.quoted)] }

    mutating func add(_ row: [Cell]) {
        precondition(row.count == lines[0].count, "a row has a cell for every column")
        lines.append(row.map(CSV.written))
    }

    var bytes: [UInt8] {
        [0xEF, 0xBB, 0xBF] + Array(lines.map { $0.joined(separator: ",") + "\r\n" }.joined().utf8)
    }

    private static func written(_ cell: Cell) -> String {
        switch cell {
        case .number(let number): "\(number)"
        case .money(let amount): amount.plain
        case .ratio(let ratio): "\(ratio)"
        case .text(let text): quoted(isRisky(text) ? "\t" + text : text)
        }
    }

    private static func isRisky(_ text: String) -> Bool {
        guard let first = text.utf8.first else { return false }
        let isFormula = "=+-@\t\r".utf8.contains(first)
        return isFormula || (text.utf8.count > 11 && text.utf8.allSatisfy { (0x30...0x39).contains($0) })
    }

    private static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { ",\"\r\n\t".utf8.contains($0) }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

extension Money {
    /// `1234.56`: as files for banks and spreadsheets want it.
    var plain: String { description.filter { $0 != "," } }
}
