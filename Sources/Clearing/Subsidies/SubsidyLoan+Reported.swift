import Accounting

/// A balance as a bank reported it, as far as a subsidy run looks at it.
public struct ReportedBalance: Sendable, Equatable {
    public let asOf: Day
    public let balance: Int64
    public let overdueSince: Day?
    public let isNonPerforming: Bool

    public init(asOf: Day, balance: Int64, overdueSince: Day?, isNonPerforming: Bool) {
        self.asOf = asOf
        self.balance = balance
        self.overdueSince = overdueSince
        self.isNonPerforming = isNonPerforming
    }
}

extension [ReportedBalance] {
    /// What changed the balance of a loan that was drawn with `principal`: a report states the balance at the end of its day.
    public func events(of principal: Int64, disbursed: Day) -> [SubsidyLoan.Event] {
        var events = [SubsidyLoan.Event(on: disbursed, change: principal)]
        var balance = principal
        for report in self where report.balance != balance {
            events.append(SubsidyLoan.Event(on: report.asOf, change: report.balance - balance))
            balance = report.balance
        }
        return events
    }

    /// Days on which the loan was overdue or non-performing. From the day it fell overdue until a report says that it no longer
    /// is; what was lost meanwhile stays lost.
    public var excluded: [Range<Day>] {
        var ranges: [Range<Day>] = []
        var since: Day?
        for report in self {
            let bad = report.overdueSince ?? (report.isNonPerforming ? report.asOf : nil)
            if let bad {
                since = Swift.min(since ?? bad, bad)
            } else if let from = since {
                if from < report.asOf { ranges.append(from..<report.asOf) }
                since = nil
            }
        }
        if let since { ranges.append(since..<Day(number: .max)) }
        return ranges
    }
}
