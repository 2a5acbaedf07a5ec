import Accounting
import Clearing
import Postgres

extension ClosedDay {
    /// By the one way the closed day moves.
    func set(_ book: Int64) -> SQL {
        """
        select ledger.set_closed_until(
            \(book), coalesce(\(until.map(SQLDate.init)), '-infinity'), \(reason), \(proposedBy), \(decidedBy))
        """
    }
}
