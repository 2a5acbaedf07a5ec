import Commands
import Foundation

/// A file of comma-separated values, read strictly: the first line names the columns, every line has as many.
struct CSV {
    struct Line {
        /// From 1, the head included, as editors count.
        let number: Int
        fileprivate let file: String
        fileprivate let cells: [String: String]

        /// The cell of a column; empty where nothing stands in it.
        func text(_ column: String) throws(DemoProblem) -> String {
            guard let cell = cells[column] else { throw problem(column, "没有这一列", "there is no such column") }
            return cell
        }

        /// The cell read as something else.
        func read<T>(_ column: String, _ what: String, _ convert: (String) -> T?) throws(DemoProblem) -> T {
            let cell = try text(column)
            guard let value = convert(cell) else {
                throw problem(column, "不是\(what)：\(cell)", "not a \(what): \(cell)")
            }
            return value
        }

        private func problem(_ column: String, _ chinese: String, _ english: String) -> DemoProblem {
            DemoProblem(
                "\(file) 第 \(number) 行 \(column)：\(chinese)。", "\(file), line \(number), \(column): \(english).")
        }
    }

    let lines: [Line]

    init(_ text: String, file: String, columns: [String]) throws(DemoProblem) {
        var rows = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if rows.last == "" { rows.removeLast() }
        guard let head = rows.first, head == columns.joined(separator: ",") else {
            throw DemoProblem(
                "\(file) 第 1 行：列名应为 \(columns.joined(separator: ","))。",
                "\(file), line 1: the columns must be \(columns.joined(separator: ",")).")
        }
        var lines: [Line] = []
        for (place, row) in rows.enumerated().dropFirst() {
            guard let cells = CSVLine.cells(row), cells.count == columns.count else {
                throw DemoProblem(
                    "\(file) 第 \(place + 1) 行：应有 \(columns.count) 列，引号须成对。",
                    "\(file), line \(place + 1): \(columns.count) cells are needed, quotes in pairs.")
            }
            lines.append(
                Line(number: place + 1, file: file, cells: Dictionary(uniqueKeysWithValues: zip(columns, cells))))
        }
        self.lines = lines
    }
}
