import Accounting
import Clearing
import JSON

/// A bank files one loan under a programme (单笔备案). What is accepted reserves capacity in the memo accounts; the answer is
/// the guarantee certificate.
public struct FileLoan: Command {
    public static let name = "file-loan"
    public static let status = 201

    private let given: Given

    /// A filing's facts, but for the bank, which is the caller.
    private struct Given {
        let programme, branch, businessNumber, borrower, borrowerName, industry, contractNumber, noteNumber: String
        let guaranteeNumber, entrustNumber: String?
        let principal: Money
        let rate: Ratio
        let feeRate: Ratio?
        let disbursed, matures: Day
        let isFirstLoan: Bool
        let tags: [String]
    }

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        given = Given(
            programme: try fields.string("programme", length: 1...60), branch: try fields.identifier("branch"),
            businessNumber: try fields.reference("business_number"),
            borrower: try fields.string("borrower", length: 18...18),
            borrowerName: try fields.string("borrower_name", length: 1...100),
            industry: try fields.string("industry", length: 1...60),
            contractNumber: try fields.reference("contract_number"), noteNumber: try fields.reference("note_number"),
            guaranteeNumber: try fields.optionalReference("guarantee_number"),
            entrustNumber: try fields.optionalReference("entrust_number"), principal: try fields.money("principal"),
            rate: try fields.ratio("rate", in: .zero...Ratio.one),
            feeRate: try fields.optionalRatio("fee_rate", in: .zero...Ratio.one),
            disbursed: try fields.day("disbursed"), matures: try fields.day("matures"),
            isFirstLoan: try fields.optionalBool("first_loan") ?? false, tags: try fields.tags("tags"))
        try fields.end()
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> LoanView {
        try caller.require(.bankMaker, .bankChecker)
        guard caller.person.branch == nil || caller.person.branch == given.branch else {
            throw Refusal(.roleMissing, at: "/branch", ["role": given.branch])
        }
        if caller.party.isSuspended { throw Refusal(.bankSuspended) }
        guard let version = books.reference.terms(of: given.programme, on: now.day) else {
            throw Refusal(.termsUnknown, at: "/programme", ["programme": given.programme, "day": "\(now.day)"])
        }
        try check(version.terms, in: books, at: now)
        try checkNamesakes(in: &books, of: caller.party.id)
        let loan = self.loan(number: books.next(\.loan), version, by: caller, at: now)
        try books.reserve(loan, version.terms, on: now.day)
        books.add(loan)
        books.tell(
            "loan.filed", about: "loan/\(loan.number)", to: [loan.filed.bank],
            ["programme": .string(given.programme), "principal": .integer(given.principal.fen)])
        return LoanView(loan)
    }

    private func loan(number: Int64, _ version: TermsVersion, by caller: Caller, at now: Moment) -> Loan {
        let facts = Loan.Facts(
            programme: given.programme, bank: caller.party.id, branch: given.branch,
            businessNumber: given.businessNumber,
            borrower: given.borrower, borrowerName: given.borrowerName, industry: given.industry,
            contractNumber: given.contractNumber,
            noteNumber: given.noteNumber, guaranteeNumber: given.guaranteeNumber, entrustNumber: given.entrustNumber,
            principal: given.principal, rate: given.rate, feeRate: given.feeRate, disbursed: given.disbursed,
            matures: given.matures,
            isFirstLoan: given.isFirstLoan, tags: given.tags)
        return Loan(
            number: number, filed: facts, termsVersion: version.version, filedAt: now, state: .active,
            report: Loan.Report(opening: facts),
            exposure: version.terms.exposure(of: given.principal), releasedOn: nil, openClaim: nil)
    }

    private func check(_ terms: Terms, in books: Books, at now: Moment) throws(Refusal) {
        guard CreditCode.isValid(given.borrower), !terms.filing.excludes(borrower: given.borrower) else {
            throw Refusal(.borrowerIneligible, at: "/borrower")
        }
        if terms.filing.excludes(industry: given.industry) {
            throw Refusal(.industryExcluded, at: "/industry", ["industry": given.industry])
        }
        guard terms.filing.modes.contains(.single) else {
            throw Refusal(.loanDataMismatch, at: "/programme", ["what": "programme \(given.programme): batch only"])
        }
        guard given.matures > given.disbursed else {
            throw Refusal(.loanDataMismatch, at: "/matures", ["what": "matures ≤ disbursed"])
        }
        try given.disbursed.mustNotBeAfter(now.day, at: "/disbursed")
        let last: Day
        do {
            last = try books.reference.calendar.adding(workingDays: terms.filing.days, to: given.disbursed)
        } catch {
            throw Refusal(.calendarMissing, at: "/disbursed", ["year": "\(error.year)"])
        }
        guard try books.receivedOn(now) <= last else {
            throw Refusal(.filedLate, at: "/disbursed", ["last": "\(last)"])
        }
    }

    private func checkNamesakes(in books: inout Books, of bank: String) throws(Refusal) {
        let namesake = Needs.Namesake(bank: bank, businessNumber: given.businessNumber, noteNumber: given.noteNumber)
        guard let other = books.namesakes(namesake).first else { return }
        let isSameNote = other.filed.noteNumber == given.noteNumber
        let isOther = isSameNote && other.filed.programme != given.programme
        // A bank hears the number of its own loan only.
        let number = other.filed.bank == bank ? "\(other.number)" : "–"
        throw Refusal(
            isOther ? .otherProgramme : .duplicateLoan, at: isSameNote ? "/note_number" : "/business_number",
            ["loan": number])
    }
}

extension Fields {
    /// Policy tags: `green`, `credit-village`, `science`, at most ten.
    fileprivate mutating func tags(_ name: String) throws(JSON.Problem) -> [String] {
        var tags: [String] = []
        for (json, pointer) in try optionalArray(name, count: 0...10) ?? [] {
            guard case .string(let tag) = json, (1...40).contains(tag.utf8.count),
                tag.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D })
            else {
                throw JSON.Problem(
                    code: .badFormat, pointer: pointer, detail: "use small letters, digits and '-', at most 40")
            }
            tags.append(tag)
        }
        return tags
    }
}
