import Accounting
import JSON

/// A table of figures, made once and given out as JSON, as CSV or as a workbook.
struct Sheet {
    /// The file it is saved as, without its ending.
    private(set) var name: String
    let title: (chinese: String, english: String)
    let columns: [Column]
    private(set) var rows: [[Cell]] = []

    struct Column {
        /// As the JSON names it.
        let id: String
        let chinese: String

        init(_ id: String, _ chinese: String) {
            self.id = id
            self.chinese = chinese
        }
    }

    enum Cell: Equatable {
        case text(String)
        case number(Int64)
        case money(Money)
        case ratio(Ratio)
        /// What cannot be said of this row: a rate without a base, a month's balance.
        case none
    }

    init(_ name: String, _ title: (chinese: String, english: String), _ columns: [Column]) {
        self.name = name
        self.title = title
        self.columns = columns
    }

    mutating func add(_ row: [Cell]) {
        precondition(row.count == columns.count, "a row has a cell for every column")
        rows.append(row)
    }
}

extension Sheet {
    /// The same table under the name it has in a set.
    func named(_ name: String) -> Sheet {
        var sheet = self
        sheet.name = name
        return sheet
    }

    /// Objects by the columns' ids, amounts in fen.
    var items: JSON {
        .array(rows.map { row in .object(zip(columns, row).map { JSON.Member(name: $0.id, value: $1.json) }) })
    }

    /// One line of heads in both languages, amounts in yuan.
    var csv: CSV {
        var csv = CSV(header: columns.map { "\($0.chinese) \($0.id)" })
        for row in rows { csv.add(row.map(\.csv)) }
        return csv
    }
}

extension Sheet.Cell {
    fileprivate var json: JSON {
        switch self {
        case .text(let text): .string(text)
        case .number(let number): .integer(number)
        case .money(let amount): .integer(amount.fen)
        case .ratio(let ratio): .string("\(ratio)")
        case .none: .null
        }
    }

    fileprivate var csv: CSV.Cell {
        switch self {
        case .text(let text): .text(text)
        case .number(let number): .number(number)
        case .money(let amount): .money(amount)
        case .ratio(let ratio): .ratio(ratio)
        case .none: .text("")
        }
    }
}
