/// A table as people read it on a terminal: columns aligned, amounts to the right, heads in Chinese with English beneath.
struct Table {
    struct Column {
        let chinese: String
        let english: String
        let isRight: Bool

        /// Words: to the left, shortened where the table would be too wide.
        static func text(_ chinese: String, _ english: String) -> Column {
            Column(chinese: chinese, english: english, isRight: false)
        }

        /// Amounts and counts: to the right, never shortened.
        static func number(_ chinese: String, _ english: String) -> Column {
            Column(chinese: chinese, english: english, isRight: true)
        }
    }

    let columns: [Column]
    private(set) var rows: [[String]] = []
    private(set) var total: [String]?

    static let widest = 110

    init(_ columns: [Column]) { self.columns = columns }

    mutating func add(_ cells: [String]) {
        precondition(cells.count == columns.count, "a row has a cell for every column")
        rows.append(cells)
    }

    /// The last row, under a rule of its own.
    mutating func close(with cells: [String]) {
        precondition(cells.count == columns.count, "a row has a cell for every column")
        total = cells
    }

    /// Heads, a rule, rows, and the total under another rule. No line is wider than `widest` unless its numbers alone are.
    func lines(widest: Int = Table.widest) -> [String] {
        let widths = widths(within: widest)
        let rule = String(repeating: "─", count: widths.reduce(0, +) + gap * (columns.count - 1))
        var lines = [line(columns.map(\.chinese), widths), line(columns.map(\.english), widths), rule]
        lines += rows.map { line($0, widths) }
        if let total { lines += [rule, line(total, widths)] }
        return lines
    }

    private let gap = 2

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = zip(zip(cells, columns), widths).map { cell, width in
            cell.0.cut(to: width).padded(to: width, onTheLeft: cell.1.isRight)
        }
        var text = padded.joined(separator: String(repeating: " ", count: gap))
        while text.last == " " { text.removeLast() }
        return text
    }

    /// What every column needs; where that is too much, the widest text column gives way, one column of the terminal at a time.
    private func widths(within widest: Int) -> [Int] {
        let all = [columns.map(\.chinese), columns.map(\.english)] + rows + (total.map { [$0] } ?? [])
        var widths = columns.indices.map { place in all.map { $0[place].columns }.max() ?? 0 }
        while widths.reduce(0, +) + gap * (columns.count - 1) > widest {
            let yielding = columns.indices.filter { !columns[$0].isRight && widths[$0] > 4 }
            guard let place = yielding.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[place] -= 1
        }
        return widths
    }
}
