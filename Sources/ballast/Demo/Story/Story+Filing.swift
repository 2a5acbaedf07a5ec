import Accounting
import JSON

extension Story {
    /// Day by day: banks report what was repaid, then file what they have lent. Within a day order does not matter.
    mutating func fileLoans(until last: Day) async throws {
        let loans = data.loans.filter { $0.filedOn <= last && record.loans[$0.businessNumber] == nil }
        let reports = data.reports.filter { $0.asOf <= last }
        for day in Set(loans.map(\.filedOn) + reports.map(\.asOf)).sorted() {
            clock.turn(to: day)
            try await report(reports.filter { $0.asOf == day })
            try await file(loans.filter { $0.filedOn == day })
        }
    }

    /// What banks report until a day and have not reported yet.
    mutating func reportBalances(until last: Day) async throws {
        let reports = data.reports.filter { report in
            report.asOf <= last && (record.loans[report.businessNumber]?.word("reported_on") ?? "") < "\(report.asOf)"
        }
        for day in Set(reports.map(\.asOf)).sorted() {
            clock.turn(to: day)
            try await report(reports.filter { $0.asOf == day })
        }
    }

    private mutating func file(_ loans: [DemoLoan]) async throws {
        let story = self
        let answers = try await together(loans) { loan in
            let maker = try story.data.person(of: loan.bank, "bank-maker")
            return try await story.must("file-loan", loan.body, as: maker, key: "loan-\(loan.businessNumber)")
        }
        for (loan, answer) in zip(loans, answers) { record.loans[loan.businessNumber] = answer }
    }

    private mutating func report(_ reports: [DemoReport]) async throws {
        let story = self
        let answers = try await together(reports) { report in
            let loan = try story.data.loan(report.businessNumber)
            return try await story.must(
                "report-balance", report.body, at: ["loan": "\(try story.record.loanNumber(report.businessNumber))"],
                as: try story.data.person(of: loan.bank, "bank-maker"),
                key: "balance-\(report.businessNumber)-\(report.asOf)")
        }
        for (report, answer) in zip(reports, answers) { record.loans[report.businessNumber] = answer }
    }
}
