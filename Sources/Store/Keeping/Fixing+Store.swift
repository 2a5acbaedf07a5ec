import Accounting
import Clearing
import JSON
import Postgres

extension Fixing {
    /// Adopted reference rates. They are kept as their proposals, the last of a day in force.
    static func all(_ book: Int64) -> SQL {
        """
        select \(Proposal.columns)
        from clearing.proposal p
        where p.book_id = \(book) and p.kind = 'fixing' and p.state = 'adopted'
        order by p.subject, p.number
        """
    }

    static func latest(_ rows: Rows) throws -> [Fixing] {
        var byDay: [String: Fixing] = [:]
        for row in rows {
            let proposal = try Proposal(row)
            byDay[proposal.matter.subject] = try Fixing(proposal)
        }
        return byDay.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Of a proposal about `fixing/lpr-1y/2026-01-20`.
    private init(_ proposal: Proposal) throws {
        let subject = proposal.matter.subject
        let parts = subject.split(separator: "/")
        guard parts.count == 3, let series = Series(rawValue: String(parts[1])), let day = Day(parts[2]),
            case .fixing(let rate) = proposal.content
        else { throw ColumnError(column: "subject", problem: "\(subject) names no fixing") }
        self.init(series: series, announcedOn: day, rate: rate)
    }
}
