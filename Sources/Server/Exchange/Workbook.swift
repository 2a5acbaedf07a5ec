import Accounting
import CXLSXWriter
import Foundation

/// Sheets as an Excel workbook (ISO/IEC 29500), by libxlsxwriter: a page each, named as it is titled.
///
/// A workbook keeps numbers as binary fractions: an amount is written as yuan, and is exact to the fen up to ninety trillion.
/// Beyond that it is written as text, so that what is shown is always what is kept.
struct Workbook {
    let sheets: [Sheet]

    static let contentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    init(_ sheets: [Sheet]) {
        precondition(!sheets.isEmpty, "a workbook has a page at least")
        self.sheets = sheets
    }

    /// The library writes to a file; the file is gone when this returns.
    ///
    /// - Throws: where the file cannot be written or read.
    func bytes() throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("ballast-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }  // at worst it lies among temporary files
        guard let book = workbook_new(file.path) else { throw Failure(code: LXW_ERROR_MEMORY_MALLOC_FAILED) }
        let formats = Formats(book)
        for sheet in sheets {
            guard let page = workbook_add_worksheet(book, sheet.title.chinese) else {
                throw Failure(code: LXW_ERROR_MEMORY_MALLOC_FAILED)
            }
            write(sheet, to: page, formats)
        }
        let error = workbook_close(book)
        guard error == LXW_NO_ERROR else { throw Failure(code: error) }
        return Array(try Data(contentsOf: file))
    }

    private func write(_ sheet: Sheet, to page: UnsafeMutablePointer<lxw_worksheet>, _ formats: Formats) {
        worksheet_write_string(page, 0, 0, "\(sheet.title.chinese) · \(sheet.title.english)", formats.head)
        for (place, column) in sheet.columns.enumerated() {
            worksheet_write_string(page, 1, lxw_col_t(place), "\(column.chinese)\n\(column.id)", formats.head)
        }
        for (line, row) in sheet.rows.enumerated() {
            for (place, cell) in row.enumerated() {
                write(cell, to: page, lxw_row_t(line + 2), lxw_col_t(place), formats)
            }
        }
        worksheet_set_column(page, 0, lxw_col_t(max(0, sheet.columns.count - 1)), 18, nil)
        worksheet_freeze_panes(page, 2, 1)
    }

    struct Failure: Error, CustomStringConvertible {
        let code: lxw_error
        var description: String { "the workbook cannot be written: \(String(cString: lxw_strerror(code)))" }
    }

    private struct Formats {
        let head, money, ratio: UnsafeMutablePointer<lxw_format>?

        init(_ book: UnsafeMutablePointer<lxw_workbook>) {
            head = workbook_add_format(book)
            format_set_bold(head)
            format_set_text_wrap(head)
            money = workbook_add_format(book)
            format_set_num_format(money, "#,##0.00")
            ratio = workbook_add_format(book)
            format_set_num_format(ratio, "0.00####%")
        }
    }

    /// Ninety trillion yuan in fen: hundredths below it are told apart by a binary fraction of 53 bits.
    private static let exact: Int64 = 9_000_000_000_000_000

    private func write(
        _ cell: Sheet.Cell, to page: UnsafeMutablePointer<lxw_worksheet>, _ row: lxw_row_t, _ column: lxw_col_t,
        _ formats: Formats
    ) {
        switch cell {
        case .text(let text): worksheet_write_string(page, row, column, text, nil)
        case .number(let number) where number.magnitude < 1 << 53:
            worksheet_write_number(page, row, column, Double(number), nil)
        case .number(let number): worksheet_write_string(page, row, column, "\(number)", nil)
        case .money(let amount) where amount.fen.magnitude <= Workbook.exact:
            worksheet_write_number(page, row, column, Double(amount.fen) / 100, formats.money)
        case .money(let amount): worksheet_write_string(page, row, column, amount.plain, nil)
        case .ratio(let ratio):
            worksheet_write_number(page, row, column, Double(ratio.billionths) / 1_000_000_000, formats.ratio)
        case .none: break
        }
    }
}
