import Accounting
import Clearing
import Commands
import JSON
import Store

// What there is room for, asked before anything is filed.
extension ReadingRoutes {
    static let headroom = ReadingRoute(
        "headroom", ["programme", "bank", "borrower", "loan", "principal", "collateral_proceeds", "calculated_on"]
    ) { ask in
        let asked = try await ask.headroom()
        let versions = try await ask.reader.terms(ask.reach)
        var books = Books(
            id: ask.reach.book, code: "", isBudgetary: false, closedUntil: nil,
            reference: Reference(
                rulebook: ask.ledger.rulebook, calendar: ask.ledger.calendar, parties: [], people: [], credentials: [],
                terms: versions),
            counters: Changes.Counters(loan: 1, claim: 1, recovery: 1, leg: 1, run: 1, order: 1, event: 1, request: 1))
        // What the limits look at is fetched as it turns out to be needed; each account is asked for once.
        while true {
            var look = books
            let headroom = look.headroom(asked, on: ask.now.day)
            guard !look.missing.isEmpty else { return ReadingAnswer(headroom.json) }
            books.fill(look.missing, try await ask.reader.room(ask.reach, look.missing))
        }
    }
}

extension ReadingAsk {
    /// For a loan, all is known; else a programme is named, and what is known besides. A bank asks for itself.
    fileprivate func headroom() async throws -> Headroom.Ask {
        guard let number = try query.number("loan") else { return try await headroomOfProgramme() }
        for name in ["programme", "bank", "borrower"] where try query.text(name) != nil {
            throw Problem.parameterUnknown(name, ["loan", "principal", "collateral_proceeds", "calculated_on"])
        }
        guard let loan = try await reader.loan(reach, number)?.loan else { throw Problem.notThere }
        let versions = try await reader.terms(reach, programme: loan.filed.programme)
        guard let version = versions.first(where: { $0.version == loan.termsVersion }) else { throw Problem.notThere }
        return Headroom.Ask(
            version: version, bank: loan.filed.bank, borrower: loan.filed.borrower, claim: (loan, try facts(of: loan)))
    }

    private func headroomOfProgramme() async throws -> Headroom.Ask {
        for name in ["principal", "collateral_proceeds", "calculated_on"] where try query.text(name) != nil {
            throw Problem.parameterMissing("loan")
        }
        let programme = try query.required("programme", try query.text("programme"))
        let own = caller.party.kind == .bank ? reach.party : nil
        let bank = try query.text("bank") ?? own
        guard reach.seesAll || bank == own else { throw Problem.notThere }
        let borrower = try query.text("borrower")
        for name in [bank, borrower] {
            guard let name else { continue }
            guard AccountName("9008:\(name)") != nil else {
                throw Problem.parameterMalformed("bank, borrower", "A–Z, a–z, 0–9, -")
            }
        }
        guard let version = try await reader.terms(reach, programme: programme).inForce(on: now.day) else {
            throw Problem.notThere
        }
        return Headroom.Ask(version: version, bank: bank, borrower: borrower)
    }

    /// What the bank would file today: its last report, unless the query says otherwise.
    private func facts(of loan: Loan) throws -> Claim.Facts {
        let most: Int64 = 1_000_000_000_000_000
        let today = now.day
        let day = try query.day("calculated_on") ?? today
        return Claim.Facts(
            loan: loan.number, programme: loan.filed.programme, bank: loan.filed.bank, branch: loan.filed.branch,
            borrower: loan.filed.borrower,
            principal: try query.number("principal", in: 1...most).map(Money.init(fen:)) ?? loan.report.balance,
            collateralProceeds: Money(fen: try query.number("collateral_proceeds", in: 0...most) ?? 0),
            interestPaidTo: loan.report.interestPaidTo, calculatedOn: day, uncoveredInterest: .zero,
            uncoveredPenalty: .zero,
            named: [], documents: [], procedureVersion: loan.termsVersion, filedBy: caller.person.id, filedAt: now,
            receivedOn: today)
    }
}
