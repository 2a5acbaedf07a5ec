import Clearing
import Commands
import JSON
import Store

// What was filed, and what was reported of it since.
extension ReadingRoutes {
    static let loans = [
        ReadingRoute("loans", ["programme", "bank", "state", "borrower"] + Query.paging) { ask in
            var filter = LoanFilter()
            filter.programme = try ask.query.text("programme")
            filter.bank = try ask.query.text("bank")
            filter.borrower = try ask.query.text("borrower")
            filter.state = try ask.query.choice("state")
            let page = try await ask.reader.loans(ask.reach, filter, try ask.query.page())
            return ReadingAnswer(page) { LoanView($0).json }
        },
        ReadingRoute("loans/{loan}") { ask in
            guard let file = try await ask.reader.loan(ask.reach, try ask.number("loan")) else {
                throw Problem.notThere
            }
            return ReadingAnswer(
                LoanView(file.loan).json.with([
                    .init(name: "reports", value: .array(file.reports.map(\.json))),
                    .init(name: "history", value: .array(file.events.map(\.json))),
                ]))
        },
    ]
}

extension LoanFile.Report {
    fileprivate var json: JSON {
        [
            "as_of": report.asOf.json, "balance": report.balance.json, "interest_paid_to": report.interestPaidTo.json,
            "five_class": report.fiveClass.json, "overdue_since": report.overdueSince.json,
            "reported_by": .string(reportedBy), "reported_at": .moment(reportedAt),
        ]
    }
}
