import Commands
import JSON

/// A step of a test's way that was refused where it should not have been.
public struct StepRefused: Error, CustomStringConvertible {
    public let description: String

    public init(description: String) { self.description = description }
}

/// The usual way of a loan and its claim, a step a function: for tests that want to be somewhere before they begin.
extension House {
    /// Performs a command that has to succeed.
    @discardableResult
    public func must(
        _ name: String, _ body: JSON = [:], by person: String, at path: [String: String] = [:]
    ) async throws -> Answered {
        let answered = try await perform(name, body, by: person, at: path)
        guard answered.status < 300 else { throw StepRefused(description: "\(name) \(path): \(answered.json.text)") }
        return answered
    }

    /// Proposes terms and has them adopted; gives the version.
    @discardableResult
    public func adopt(_ terms: JSON) async throws -> Int64 {
        let version = try await must("propose-terms", ["terms": terms], by: "bureau/clerk")["version"].integer ?? 0
        let programme = terms["programme"]?.word ?? ""
        try await must(
            "adopt-terms", by: "bureau/approver", at: ["programme": programme, "version": "\(version)"])
        return version
    }

    /// Files a sample loan; gives its number.
    @discardableResult
    public func file(
        _ principal: Int64, number: Int = 1, programme: String = "yongchuan-credit", borrower: String = Sample.borrower,
        bank: String = "bank-a"
    ) async throws -> Int64 {
        let loan = Sample.loan(programme: programme, number: number, borrower: borrower, principal: principal)
        return try await must("file-loan", loan, by: "\(bank)/maker")["loan"].integer ?? 0
    }

    /// Files a loan on 2026-03-02 and has it fall overdue on 2026-03-21, claimed on 2026-07-01; gives the claim.
    @discardableResult
    public func claimed(
        _ principal: Int64, number: Int = 1, programme: String = "yongchuan-credit", borrower: String = Sample.borrower,
        bank: String = "bank-a", changed: [String: JSON] = [:]
    ) async throws -> Int64 {
        clock.set("2026-03-02 09:00")
        let loan = try await file(principal, number: number, programme: programme, borrower: borrower, bank: bank)
        clock.set("2026-07-01 09:00")
        try await must(
            "report-balance", Sample.overdue(balance: principal), by: "\(bank)/maker", at: ["loan": "\(loan)"])
        var claim = Sample.claim(loan: loan, number: number, borrower: borrower, principal: principal)
        for (name, value) in changed { claim = claim.with(name, value) }
        return try await must("file-claim", claim, by: "\(bank)/maker")["claim"].integer ?? 0
    }

    /// Files a loan of `small` that is substandard at once, and claims it, all on one day; gives the claim.
    @discardableResult
    public func claimed(_ number: Int, _ principal: Int64, on day: String) async throws -> Int64 {
        clock.set("\(day) 09:00")
        let borrower = Sample.borrowers[number]
        let loan = Sample.loan(
            programme: "small", number: number, borrower: borrower, principal: principal, disbursed: day)
        let filed = try await must("file-loan", loan, by: "bank-a/maker")["loan"].integer ?? 0
        let report: JSON = [
            "as_of": .string(day), "balance": .integer(principal), "interest_paid_to": .string(day), "five_class": 3,
        ]
        try await must("report-balance", report, by: "bank-a/maker", at: ["loan": "\(filed)"])
        let claim = Sample.claim(
            loan: filed, number: number, borrower: borrower, principal: principal, calculatedOn: day)
        return try await must("file-claim", claim.with("interest_paid_to", .string(day)), by: "bank-a/maker")["claim"]
            .integer ?? 0
    }

    /// The same, admitted; gives the claim as admitted.
    @discardableResult
    public func admitted(_ number: Int, _ principal: Int64, on day: String) async throws -> Answered {
        let claim = try await claimed(number, principal, on: day)
        return try await must("admit-claim", by: "bureau/clerk", at: ["claim": "\(claim)"])
    }

    /// Admits a claim and has every bearer confirm; gives the claim as admitted.
    @discardableResult
    public func confirmed(_ claim: Int64) async throws -> Answered {
        let admitted = try await must("admit-claim", by: "bureau/clerk", at: ["claim": "\(claim)"])
        for share in admitted["shares"].items where share["state"]?.word == "pending" {
            let party = share["party"]?.word ?? ""
            try await must("confirm-share", ["revision": 1], by: "\(party)/maker", at: ["claim": "\(claim)"])
        }
        return admitted
    }

    /// Takes a claim from filed to approved.
    @discardableResult
    public func approved(_ claim: Int64) async throws -> Answered {
        try await confirmed(claim)
        return try await proposedAndApproved(claim)
    }

    @discardableResult
    public func proposedAndApproved(_ claim: Int64) async throws -> Answered {
        try await must("propose-approval", by: "bureau/clerk", at: ["claim": "\(claim)"])
        return try await must("approve-claim", by: "bureau/approver", at: ["claim": "\(claim)"])
    }

    /// Proposes a run and releases it, by as many as it takes; gives the run.
    @discardableResult
    public func released(_ dueOn: String) async throws -> Answered {
        let run = try await must("propose-run", ["due_on": .string(dueOn)], by: "bureau/clerk")
        let path = ["run": "\(run["run"].integer ?? 0)"]
        let first = try await must("release-run", by: "bureau/approver", at: path)
        return first["state"].word == "releasing" ? try await must("release-run", by: "bureau/second", at: path) : first
    }

    /// Records every order of a run that moves money.
    public func paid(_ run: Answered, on day: String) async throws {
        for order in run["orders"].items where order["direction"]?.word != "even" {
            let body: JSON = ["amount": order["amount"] ?? .null, "paid_on": .string(day), "bank_reference": "B"]
            try await must("record-payment", body, by: "bureau/clerk", at: ["order": "\(order["order"]?.integer ?? 0)"])
        }
    }

    /// Proposes, releases and pays a run on one day.
    @discardableResult
    public func settled(_ day: String) async throws -> Answered {
        let run = try await released(day)
        try await paid(run, on: day)
        return run
    }
}

extension JSON {
    /// The object with one member changed, or added.
    public func with(_ name: String, _ value: JSON) -> JSON {
        guard case .object(let members) = self else { return self }
        guard members.contains(where: { $0.name == name }) else {
            return .object(members + [.init(name: name, value: value)])
        }
        return .object(members.map { $0.name == name ? .init(name: name, value: value) : $0 })
    }

    /// The object without one member.
    public func without(_ name: String) -> JSON {
        guard case .object(let members) = self else { return self }
        return .object(members.filter { $0.name != name })
    }
}
