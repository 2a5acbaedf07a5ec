import Accounting
import Clearing
import Commands
import JSON
import Store

// The three balances, of any day: under guarantee, less the bank's part, less the reguarantors' part.
extension ReadingRoutes {
    static let balances = [
        ReadingRoute("loans/{loan}/balances", ["as_of"]) { ask in
            guard let file = try await ask.reader.loan(ask.reach, try ask.number("loan")) else {
                throw Problem.notThere
            }
            let loan = file.loan
            let day = try ask.query.day("as_of") ?? ask.now.day
            let weigh = try await ask.balances()
            let found = try await ask.reader.equalBalances(
                ask.reach, asOf: day, today: ask.now.day, loan: loan.number)
            let balance = found.first?.balance ?? .zero
            return ReadingAnswer(
                JSON.object([
                    .init(name: "loan", value: loan.number.json), .init(name: "as_of", value: day.json),
                ]).with(weigh(balance, loan.filed.programme, loan.termsVersion).members))
        },
        ReadingRoute("balances", ["as_of", "programme", "bank"]) { ask in
            let day = try ask.query.day("as_of") ?? ask.now.day
            let groups = try await ask.reader.equalBalances(
                ask.reach, asOf: day, today: ask.now.day, programme: try ask.query.text("programme"),
                bank: try ask.query.text("bank"))
            let weigh = try await ask.balances()
            var sums: [Key: (count: Int64, balances: LoanBalances)] = [:]
            var total = (count: Int64(0), balances: LoanBalances.zero)
            for group in groups {
                let found = weigh(group.balance, group.programme, group.version).times(group.count)
                let key = Key(programme: group.programme, bank: group.bank)
                sums[key, default: (0, .zero)].count += group.count
                sums[key, default: (0, .zero)].balances += found
                total.count += group.count
                total.balances += found
            }
            let items = sums.sorted { ($0.key.programme, $0.key.bank) < ($1.key.programme, $1.key.bank) }.map {
                JSON.object([
                    .init(name: "programme", value: .string($0.key.programme)),
                    .init(name: "bank", value: .string($0.key.bank)), .init(name: "loans", value: $0.value.count.json),
                ]).with($0.value.balances.members)
            }
            return ReadingAnswer(
                JSON.object([
                    .init(name: "as_of", value: day.json), .init(name: "items", value: .array(items)),
                    .init(
                        name: "total",
                        value: JSON.object([.init(name: "loans", value: total.count.json)]).with(total.balances.members)
                    ),
                ]))
        },
    ]

    private struct Key: Hashable { let programme, bank: String }
}

extension ReadingAsk {
    /// How a balance under some version of a programme's terms falls into the three.
    fileprivate func balances() async throws -> @Sendable (Money, String, Int) -> LoanBalances {
        let versions = try await reader.terms(reach)
        var behind: Set<String> = []
        for kind in [Party.Kind.reguarantor, .national] {
            behind.formUnion(try await reader.parties(reach, kind: kind.rawValue, PageAsk(limit: 500)).items.map(\.id))
        }
        let reguarantors = behind
        let terms = Dictionary(
            versions.map { ("\($0.terms.programme)/\($0.version)", $0.terms) }, uniquingKeysWith: { first, _ in first })
        return { balance, programme, version in
            terms["\(programme)/\(version)"].map {
                LoanBalances(of: balance, under: $0, isReguarantor: reguarantors.contains)
            } ?? .zero
        }
    }
}

extension LoanBalances {
    fileprivate var members: [JSON.Member] {
        [
            .init(name: "nominal", value: .integer(nominal.fen)), .init(name: "in_force", value: .integer(inForce.fen)),
            .init(name: "responsibility", value: .integer(responsibility.fen)),
        ]
    }
}
