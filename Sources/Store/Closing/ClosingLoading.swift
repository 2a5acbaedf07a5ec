import Accounting
import Clearing
import Postgres

/// The statements that fetch what the closing of the books needs.
struct ClosingLoading {
    private var entries: (heads: Pipeline.Place, postings: Pipeline.Place)?
    private var checks:
        [(day: Day, findings: Pipeline.Place, banks: Pipeline.Place, reconciliations: ReconciliationLoading)] = []
    private var years: [(year: Int, places: YearEnd.Places)] = []

    init(_ book: Int64, _ needs: Needs, _ pipeline: inout Pipeline) {
        if !needs.entries.isEmpty {
            let numbers = needs.entries.sorted()
            entries = (pipeline.add(KeptEntry.heads(book, numbers)), pipeline.add(KeptEntry.postings(book, numbers)))
        }
        for day in needs.closings.sorted() {
            checks.append(
                (
                    day, pipeline.add(ClosingCheck.findings(book, until: day)),
                    pipeline.add(ClosingCheck.bankBalances(book, on: day)),
                    ReconciliationLoading(book, on: day, &pipeline)
                ))
        }
        for year in needs.yearEnds.sorted() { years.append((year, YearEnd.Places(book, year, &pipeline))) }
    }

    func fill(_ found: inout Books.Found, _ results: Pipeline.Results) throws {
        if let entries {
            found.entries = try KeptEntry.all(results[entries.heads], results[entries.postings])
        }
        for check in checks {
            found.closings[check.day] = try ClosingCheck(
                findings: results[check.findings], banks: results[check.banks], try check.reconciliations.all(results))
        }
        for (year, places) in years { found.yearEnds[year] = try YearEnd(year, places, results) }
    }
}

/// Entries as they were posted, with the names of their accounts.
enum KeptEntry {
    static func heads(_ book: Int64, _ numbers: [Int64]) -> SQL {
        """
        select e.entry_no, e.effective, e.event, e.subject
        from unnest(\(numbers)) n (entry_no)
        join ledger.entry e on e.book_id = \(book) and e.entry_no = n.entry_no
        """
    }

    static func postings(_ book: Int64, _ numbers: [Int64]) -> SQL {
        """
        select p.entry_no, d.code as debit, c.code as credit, p.amount
        from unnest(\(numbers)) n (entry_no)
        join ledger.posting p on p.book_id = \(book) and p.entry_no = n.entry_no
        join ledger.account d on d.book_id = \(book) and d.account_id = p.debit
        join ledger.account c on c.book_id = \(book) and c.account_id = p.credit
        order by p.entry_no, p.line
        """
    }

    static func all(_ heads: Rows, _ postings: Rows) throws -> [Int64: Entry] {
        var byEntry: [Int64: [Posting]] = [:]
        for row in postings {
            byEntry[try row.int64("entry_no"), default: []].append(
                Posting(
                    debit: try row.accountName("debit"), credit: try row.accountName("credit"),
                    amount: try row.money("amount")))
        }
        var entries: [Int64: Entry] = [:]
        for row in heads {
            let number = try row.int64("entry_no")
            entries[number] = Entry(
                event: try row.string("event"), date: try row.day("effective"), reference: try row.string("subject"),
                postings: byEntry[number] ?? [])
        }
        return entries
    }
}
