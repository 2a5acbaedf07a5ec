import Accounting
import JSON

/// One case of the subsidy calculator.
struct SubsidyCase {
    private let programme: SubsidyProgramme
    private let periods: [Range<Day>]
    private let loans: [SubsidyLoan]
    private let pointer: String

    init(_ json: JSON, at pointer: String) throws {
        var fields = try Fields(json, at: pointer)
        let programme = try SubsidyProgramme(reading: try fields.object("programme"))
        periods = try fields.periods("periods")
        var names: Set<String> = []
        loans = try fields.array("loans").map { json, pointer in
            let loan = try SubsidyLoan(reading: try Fields(json, at: pointer), under: programme)
            guard names.insert(loan.loan).inserted else {
                throw InputProblem(.duplicateLoan, "\(pointer)/loan", "list each loan once")
            }
            return loan
        }
        try fields.end()
        self.programme = programme
        self.pointer = pointer
    }

    func result(explaining explanation: inout Explanation) throws -> JSON {
        var lines = programme.lines(of: loans, in: periods, explaining: &explanation)
        // Amounts are at most the balance times the days of a century in years, so their sum is looked at exactly.
        guard lines.reduce(Int128(0), { $0 + Int128($1.amount.fen) }) <= Int128(Int64.max) else {
            throw InputProblem(.tooLarge, "\(pointer)/loans", "the subsidies together are beyond 64 bits")
        }
        programme.applyBudget(to: &lines, explaining: &explanation)
        let json = try lines.map { line throws -> JSON in
            let parts = programme.fundersParts(of: line)
            let funders = zip(programme.funders, parts).map { RecoveryWaterfall.Part(party: $0.party, amount: $1) }
            explanation.note(
                .subsidyFunders,
                ["loan": .string(line.loan), "period": line.period.json, "funders": funders.json],
                line.payable.json
            )
            return try self.json(of: line, funders: funders)
        }
        return ["lines": .array(json), "total": lines.map(\.payable).total.json]
    }

    private func json(of line: SubsidyLine, funders: [RecoveryWaterfall.Part]) throws -> JSON {
        guard let product = Int64(exactly: line.product) else {
            throw InputProblem(
                .tooLarge,
                "\(pointer)/periods/\(line.period)",
                "the product of a loan is beyond 64 bits"
            )
        }
        return [
            "loan": .string(line.loan), "bank": .string(line.bank), "period": line.period.json,
            "product": product.json, "amount": line.amount.json, "payable": line.payable.json,
            "funders": funders.json,
        ]
    }
}
