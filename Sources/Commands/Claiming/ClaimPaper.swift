import Accounting
import Clearing
import JSON

/// What a bank writes on a claim, filed for the first time or anew, and what can be checked of it without opinion (RULES
/// §6): names and numbers against the filing, the amount against the balance reports, papers against the checklist.
struct ClaimPaper: Sendable {
    let borrower, borrowerName, contractNumber: String
    let guaranteeNumber: String?
    let principal, collateralProceeds, uncoveredInterest, uncoveredPenalty: Money
    let interestPaidTo, calculatedOn: Day
    let named: [Loss.Named]
    let documents: [Claim.Document]
    let circumstances: Claim.Circumstances

    init(_ fields: inout Fields) throws(JSON.Problem) {
        borrower = try fields.string("borrower", length: 18...18)
        borrowerName = try fields.string("borrower_name", length: 1...100)
        contractNumber = try fields.reference("contract_number")
        guaranteeNumber = try fields.optionalReference("guarantee_number")
        principal = try fields.money("principal")
        collateralProceeds = try fields.optionalMoney("collateral_proceeds", in: 0...1_000_000_000_000_000) ?? .zero
        uncoveredInterest = try fields.optionalMoney("uncovered_interest", in: 0...1_000_000_000_000_000) ?? .zero
        uncoveredPenalty = try fields.optionalMoney("uncovered_penalty", in: 0...1_000_000_000_000_000) ?? .zero
        interestPaidTo = try fields.day("interest_paid_to")
        calculatedOn = try fields.day("calculated_on")
        named = try fields.list("named_amounts", count: 0...8) { (item) throws(JSON.Problem) in
            Loss.Named(name: try item.identifier("name"), amount: try item.money("amount"))
        }
        for (place, amount) in named.enumerated() where named[..<place].contains(where: { $0.name == amount.name }) {
            throw JSON.Problem(
                code: .badFormat, pointer: "/named_amounts/\(place)/name", detail: "name each amount once")
        }
        documents = try fields.list("documents", count: 0...40) { (item) throws(JSON.Problem) in
            Claim.Document(name: try item.string("name", length: 1...60), sha256: try item.digest("sha256"))
        }
        circumstances = Claim.Circumstances(
            cause: try fields.optionalChoice("cause", of: Claim.Circumstances.Cause.self),
            counterGuarantee: try fields.optionalString("counter_guarantee", length: 1...200))
    }

    /// As the claim keeps it.
    func facts(
        of loan: Loan, _ procedure: Int, following former: Int64?, in books: Books, by caller: Caller, at now: Moment
    ) throws(Refusal) -> Claim.Facts {
        Claim.Facts(
            loan: loan.number, programme: loan.filed.programme, bank: loan.filed.bank, branch: loan.filed.branch,
            borrower: loan.filed.borrower, principal: principal, collateralProceeds: collateralProceeds,
            interestPaidTo: interestPaidTo, calculatedOn: calculatedOn, uncoveredInterest: uncoveredInterest,
            uncoveredPenalty: uncoveredPenalty, named: named, documents: documents, procedureVersion: procedure,
            filedBy: caller.person.id, filedAt: now, receivedOn: try books.receivedOn(now), follows: former,
            circumstances: circumstances)
    }

    func checkNames(against loan: Loan) throws(Refusal) {
        guard borrower == loan.filed.borrower else { throw Refusal(.nameMismatch, at: "/borrower") }
        guard borrowerName == loan.filed.borrowerName else { throw Refusal(.nameMismatch, at: "/borrower_name") }
        try match(contractNumber, loan.filed.contractNumber, "contract_number")
        try match(guaranteeNumber, loan.filed.guaranteeNumber, "guarantee_number")
    }

    private func match(_ given: String?, _ filed: String?, _ field: String) throws(Refusal) {
        guard given == filed else { throw Refusal(.contractMismatch, at: "/\(field)", ["field": field]) }
    }

    /// `procedure` sets papers and days, `terms` the layers that amounts may be named for.
    func checkLoss(of loan: Loan, _ procedure: Terms, _ terms: Terms, at now: Moment) throws(Refusal) {
        if [.pending, .declined, .replaced].contains(loan.state) {
            throw Refusal(.wrongState, at: "/loan", ["state": loan.state.rawValue])
        }
        guard loan.state == .active else { throw Refusal(.cured, at: "/loan") }
        try checkDefault(of: loan, procedure, on: now.day)
        // What falls due on a rest day is overdue a few days later; no extension is agreed for less.
        if let covered = loan.extensionCoveredTo, let since = loan.report.overdueSince, since > covered + 10 {
            throw Refusal(.extensionNotCovered, at: "/loan", ["covered": "\(covered)"])
        }
        try calculatedOn.mustNotBeAfter(now.day, at: "/calculated_on")
        guard calculatedOn >= interestPaidTo else {
            throw Refusal(.dateImplausible, at: "/calculated_on", ["what": "\(calculatedOn) < \(interestPaidTo)"])
        }
        guard principal == loan.report.balance else {
            throw Refusal(.amountNotReproducible, at: "/principal", ["balance": "\(loan.report.balance)"])
        }
        guard interestPaidTo == loan.report.interestPaidTo else {
            throw Refusal(.amountNotReproducible, at: "/interest_paid_to", ["balance": "\(loan.report.balance)"])
        }
        for document in procedure.claim.documents where !documents.contains(where: { $0.name == document }) {
            throw Refusal(.documentMissing, at: "/documents", ["document": document])
        }
        try checkNamedAmounts(against: terms)
    }

    private func checkDefault(of loan: Loan, _ terms: Terms, on today: Day) throws(Refusal) {
        let daysOverdue = loan.report.overdueSince.map { today - $0 } ?? 0
        let isDefault = daysOverdue >= terms.claim.overdueDays && loan.report.overdueSince != nil
        guard isDefault || (terms.claim.orNonperforming && loan.report.isNonPerforming) else {
            throw Refusal(.notOverdue, at: "/loan", ["days": "\(terms.claim.overdueDays)"])
        }
    }

    /// An amount that no layer of the terms takes would be passed over in silence.
    private func checkNamedAmounts(against terms: Terms) throws(Refusal) {
        for (place, amount) in named.enumerated() where !terms.layers.contains(where: { $0.from == amount.name }) {
            throw Refusal(.amountUnknown, at: "/named_amounts/\(place)/name", ["name": amount.name])
        }
    }
}
