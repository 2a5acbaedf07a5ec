import Clearing
import Commands
import JSON
import Store

// Papers to print: the settlement statement of a party, and the letters about a claim.
extension ReadingRoutes {
    static let papers = [
        ReadingRoute("runs/{run}/statement", ["party", "format"]) { ask in
            let party = try ask.query.text("party") ?? ask.reach.party
            guard let settlement = try await ask.reader.settlement(ask.reach, run: try ask.number("run"), of: party)
            else { throw Problem.notThere }
            let members: [JSON.Member] = [
                .init(name: "run", value: settlement.run.json), .init(name: "party", value: .string(party)),
            ]
            guard try ask.query.choice("format", of: PaperFormat.self) == .html else {
                return try ask.answer(settlement.sheet, members)
            }
            return ReadingAnswer(page: Paper.settlement.html(SettlementPaper(settlement, at: ask.now)))
        },
        ReadingRoute("claims/{claim}/shares/{party}/letter") { ask in
            guard let paper = try await ask.reader.letterFacts(ask.reach, try ask.number("claim")),
                paper.claim.shares.contains(where: { $0.party == ask.path.text("party") && $0.asksBearer })
            else { throw Problem.notThere }
            guard let letter = ShareLetter(paper, party: ask.path.text("party"), at: ask.now) else {
                throw Problem.notSettledYet
            }
            return ReadingAnswer(page: Paper.share.html(letter))
        },
        ReadingRoute("claims/{claim}/letter") { ask in
            guard let paper = try await ask.reader.letterFacts(ask.reach, try ask.number("claim")) else {
                throw Problem.notThere
            }
            guard let letter = PaymentLetter(paper, at: ask.now) else { throw Problem.notSettledYet }
            return ReadingAnswer(page: Paper.payment.html(letter))
        },
    ]
}

/// What a settlement statement can be given out as: a sheet, or a page to print.
enum PaperFormat: String, CaseIterable { case json, csv, xlsx, html }

extension Problem {
    /// A letter says what stands; this does not stand yet.
    static let notSettledYet = Problem(
        status: 409, code: "not-settled-yet", chinese: "该份额尚未确认，或该申请尚未支付，不能出具确认函。",
        english: "The share is not confirmed yet, or the claim not paid; there is nothing a letter could confirm.")
}
