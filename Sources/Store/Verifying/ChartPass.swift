import Accounting
import Postgres

/// Compares the book's chart with the one this program carries. A district may have opened its book with its own names, so
/// differences are notes; a side or a floor that changed is not seen by this alone but by the accounts under it.
enum ChartPass {
    static func run(_ book: Int64, _ chart: Chart, _ notes: inout Findings, in transaction: borrowing Transaction)
        throws
    {
        let rows = try ChartRow.all(of: book, in: transaction)
        for account in chart.accounts {
            guard let row = rows[account.code] else {
                notes.add("chart \(account.code)", "is not in the book's chart", "账套科目表中没有")
                continue
            }
            if row.chinese != account.chinese || row.english != account.english || row.kind != account.kind.rawValue {
                notes.add(
                    "chart \(account.code)", "is named \"\(row.english)\", the rulebook says \"\(account.english)\"",
                    "名称为“\(row.chinese)”，账务规则为“\(account.chinese)”")
            }
            if row.isDebit != (account.normalSide == .debit) || row.isFloored != account.hasFloor {
                notes.add("chart \(account.code)", "its side or floor differs from the rulebook's", "方向或下限与账务规则不同")
            }
        }
        for code in rows.keys.sorted() where chart.account(code: code) == nil {
            notes.add("chart \(code)", "is not in the rulebook", "账务规则中没有")
        }
    }
}
