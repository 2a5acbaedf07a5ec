import Accounting
import House
import JSON

extension Drive {
    static let claiming = [
        Drive("file-claim", weight: 18) { dice, model in
            let fitting = model.loans.values.filter {
                $0.state == "active" && $0.openClaim == nil && $0.fiveClass >= 3
            }.map(\.number).sorted()
            guard !fitting.isEmpty || dice.chance(5), !model.loans.isEmpty else { return nil }
            let number = dice.mostly(fitting, else: model.loans.keys.sorted())
            let loan = model.loans[number]!
            let paper = dice.paper(on: loan, model)
            let who = dice.of(loan.bank, model)
            let body = paper.json.with("loan", .fen(number))
            return Step("file-claim", body, by: who) { model throws(No) in
                try model.fileClaim(paper, on: number, by: who)
            }
        },
        Drive("refile-claim", weight: 4) { dice, model in
            guard let number = dice.claim(model, "returned"), let claim = model.claims[number] else { return nil }
            let paper = dice.paper(on: model.loans[claim.loan]!, model)
            let revision = dice.chance(92) ? claim.revision : claim.revision + 1
            let who = dice.of(claim.bank, model)
            let body = paper.json.with("revision", .fen(revision))
            return Step("refile-claim", body, by: who, at: ["claim": "\(number)"]) { model throws(No) in
                try model.refile(paper, number, revision: revision, by: who)
            }
        },
        simple("admit-claim", weight: 16, ["filed"]) {
            $0.clerk($1)
        } play: { model, number, who throws(No) in
            try model.admit(number, by: who)
        },
        simple("return-claim", weight: 3, ["filed", "confirming"], objection) {
            $0.clerk($1)
        } play: { model, number, who throws(No) in
            try model.sendBack(number, by: who)
        },
        simple("reject-claim", weight: 1, ["filed", "returned", "confirming"], objection) {
            $0.clerk($1)
        } play: { model, number, who throws(No) in
            try model.reject(number, by: who)
        },
        Drive("withdraw-claim", weight: 1) { dice, model in
            guard let number = dice.claim(model, "filed", "returned", "confirming", "confirmed") else { return nil }
            let who = dice.of(model.claims[number]?.bank ?? "bank-a", model)
            return Step("withdraw-claim", ["note": "x"], by: who, at: ["claim": "\(number)"]) { model throws(No) in
                try model.withdraw(number, by: who)
            }
        },
    ]

    static let objection: JSON = ["code": "C03", "note": "补正"]

    /// A command about one claim that says nothing else.
    static func simple(
        _ command: String, weight: Int, _ states: Set<String>, _ body: JSON = [:],
        by: @escaping @Sendable (inout Dice, Model) -> String,
        play: @escaping @Sendable (inout Model, Int, String) throws(No) -> Void
    ) -> Drive {
        Drive(command, weight: weight) { dice, model in
            guard let number = dice.claim(model, where: { states.contains($0.state) }) else { return nil }
            let who = by(&dice, model)
            return Step(command, body, by: who, at: ["claim": "\(number)"]) { model throws(No) in
                try play(&model, number, who)
            }
        }
    }
}

extension Dice {
    /// What a bank writes of a loan's claim: mostly right.
    fileprivate mutating func paper(on loan: Model.Loan, _ model: Model) -> Model.Paper {
        let wrong = roll(1...40)
        return Model.Paper(
            borrower: loan.borrower, name: wrong == 1 ? "另一家公司" : "永川某某有限公司",
            contract: wrong == 2 ? "HT-0" : "HT-\(loan.note)", principal: max(1, loan.balance + (wrong == 3 ? 1 : 0)),
            collateral: chance(10) ? roll(1...max(1, loan.balance / 2)) : 0,
            uncoveredInterest: chance(20) ? roll(1...500_000) : 0, uncoveredPenalty: chance(20) ? roll(1...90_000) : 0,
            interestPaidTo: loan.interestPaidTo + (wrong == 4 ? -1 : 0),
            calculatedOn: wrong == 5 ? model.today + 1 : model.today + -roll(0...3), isComplete: wrong != 6)
    }
}

extension Model.Paper {
    fileprivate var json: JSON {
        [
            "borrower": .string(borrower), "borrower_name": .string(name), "contract_number": .string(contract),
            "principal": .fen(principal), "collateral_proceeds": .fen(collateral),
            "uncovered_interest": .fen(uncoveredInterest), "uncovered_penalty": .fen(uncoveredPenalty),
            "interest_paid_to": .string("\(interestPaidTo)"), "calculated_on": .string("\(calculatedOn)"),
            "documents": isComplete
                ? [["name": "application"], ["name": "commitment"]] : [["name": "application"]],
        ]
    }
}
