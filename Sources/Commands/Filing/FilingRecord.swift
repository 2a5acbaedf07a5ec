import Accounting
import Clearing
import JSON

/// A filing's facts as a bank states them, singly or in a file; the bank itself is the caller (RULES §5).
struct FilingRecord: Sendable {
    let programme, branch, businessNumber, borrower, borrowerName, industry, contractNumber, noteNumber: String
    let guaranteeNumber, entrustNumber: String?
    let principal: Money
    let rate: Ratio
    let feeRate: Ratio?
    let disbursed, matures: Day
    let isFirstLoan: Bool
    let tags: [String]
    /// The loan it pays off (无还本续贷).
    let renews: Int64?
    /// The bank's own number of the filing it corrects.
    let replaces: String?

    init(_ fields: inout Fields) throws(JSON.Problem) {
        programme = try fields.string("programme", length: 1...60)
        branch = try fields.identifier("branch")
        businessNumber = try fields.reference("business_number")
        borrower = try fields.string("borrower", length: 18...18)
        borrowerName = try fields.string("borrower_name", length: 1...100)
        industry = try fields.string("industry", length: 1...60)
        contractNumber = try fields.reference("contract_number")
        noteNumber = try fields.reference("note_number")
        guaranteeNumber = try fields.optionalReference("guarantee_number")
        entrustNumber = try fields.optionalReference("entrust_number")
        principal = try fields.money("principal")
        rate = try fields.ratio("rate", in: .zero...Ratio.one)
        feeRate = try fields.optionalRatio("fee_rate", in: .zero...Ratio.one)
        disbursed = try fields.day("disbursed")
        matures = try fields.day("matures")
        isFirstLoan = try fields.optionalBool("first_loan") ?? false
        tags = try fields.tags("tags")
        renews = try fields.optionalInteger("renews", in: 1...Int64.max)
        replaces = try fields.optionalReference("replaces")
        try fields.end()
    }

    func facts(of bank: String) -> Loan.Facts {
        Loan.Facts(
            programme: programme, bank: bank, branch: branch, businessNumber: businessNumber, borrower: borrower,
            borrowerName: borrowerName, industry: industry, contractNumber: contractNumber, noteNumber: noteNumber,
            guaranteeNumber: guaranteeNumber, entrustNumber: entrustNumber, principal: principal, rate: rate,
            feeRate: feeRate, disbursed: disbursed, matures: matures, isFirstLoan: isFirstLoan, tags: tags)
    }

    /// Loans that could be the same one, and the one it corrects.
    func namesakes(of bank: String) -> [Needs.Namesake] {
        let own = Needs.Namesake(bank: bank, businessNumber: businessNumber, noteNumber: noteNumber)
        return [own] + [corrected(of: bank)].compactMap { $0 }
    }

    func corrected(of bank: String) -> Needs.Namesake? {
        replaces.map { Needs.Namesake(bank: bank, businessNumber: $0, noteNumber: "") }
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
