import Accounting
import JSON
import Testing

@testable import ballast

/// The demonstration's own data, as committed, and what is wrong with other data.
@Suite struct DataTests {
    private static let folder =
        #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/deploy/demo"

    @Test func `the committed data are read whole, and are as large as a demonstration should be`() throws {
        let data = try DemoData(directory: Self.folder)
        #expect(data.parties.filter { $0.kind == "bank" }.count == 4)
        #expect(data.loans.count == 410)
        #expect(Set(data.loans.map(\.programme)).count == 4)
        #expect(data.claims.count == 34)
        #expect(data.expected.count == 34)
        #expect(data.scenario.scenes.count == 43)
    }

    @Test func `the first year's book is told by the same parties, and every fen of its claims is expected`() throws {
        let data = try DemoData(directory: Self.folder)
        let firstYear = try DemoData.firstYear(Self.folder, parties: data.parties)
        #expect(firstYear.scenario.book == "first-year")
        #expect(firstYear.scenario.opensOn < data.scenario.opensOn)
        #expect(
            firstYear.claims.map { claim in (firstYear.expected[claim.number] ?? []).map(\.amount.fen).reduce(0, +) }
                == [10_000_000, 7_000_000])
    }

    @Test func `every person and claim the scenario names is there`() throws {
        let data = try DemoData(directory: Self.folder)
        for scene in data.scenario.scenes {
            switch scene.step {
            case .refuse(let refusal):
                _ = try data.party(of: refusal.by)
                if let claim = refusal.claim { _ = try data.claim(claim) }
            case .admitClaims(let claims, let by), .proposeApprovals(let claims, let by),
                .approveClaims(let claims, let by):
                _ = try data.party(of: by)
                for claim in claims { _ = try data.claim(claim) }
            case .disputeShare(let claim, let by, _), .reportRecovery(let claim, let by, _):
                _ = try data.party(of: by)
                _ = try data.claim(claim)
            default: break
            }
        }
    }

    @Test func `a claim is sent with its loan's names, and with a change where one is asked for`() throws {
        let data = try DemoData(directory: Self.folder)
        let claim = try data.claim(1)
        let loan = try data.loan(claim.businessNumber)
        let body = claim.body(on: loan, number: 17, change: ["principal": 238_761_235])
        #expect(body["loan"] == 17)
        #expect(body["borrower"] == .string(loan.borrower))
        #expect(body["principal"] == 238_761_235)
        #expect(body["uncovered_penalty"] == 1_875_271)
        #expect(body["guarantee_number"] == nil)
        #expect(claim.body(on: loan, number: 17)["principal"] == 238_761_234)
    }

    @Test(arguments: [
        ("a,b\n1\n", "x.csv, line 2: 2 cells are needed, quotes in pairs."),
        ("a,b\n1,\"2\n", "x.csv, line 2: 2 cells are needed, quotes in pairs."),
        ("b,a\n", "x.csv, line 1: the columns must be a,b."),
        ("", "x.csv, line 1: the columns must be a,b."),
    ])
    func `a file that is not as it should be is refused with its line`(text: String, sentence: String) {
        let problem = #expect(throws: DemoProblem.self) { try CSV(text, file: "x.csv", columns: ["a", "b"]) }
        #expect(problem?.english == sentence)
    }

    @Test(arguments: ["1.5", "-1", "1e3", "１２", "12 ", "99999999999999999999"])
    func `an amount is whole fen in digits`(cell: String) throws {
        let lines = try CSV("a\n\(cell)\n", file: "x.csv", columns: ["a"]).lines
        #expect(throws: DemoProblem.self) { try lines[0].fen("a") }
    }

    @Test(arguments: [
        (#"{"on": "2026-07-01", "step": "dance", "why_zh": "", "why_en": ""}"#, "/steps/0/why_zh"),
        (#"{"on": "2026-07-01", "step": "dance", "why_zh": "跳", "why_en": "dance"}"#, "/steps/0/step"),
        (#"{"on": "2026-07-32", "step": "file-loans", "why_zh": "备", "why_en": "file"}"#, "/steps/0/on"),
        (#"{"on": "2026-07-01", "step": "file-loans", "by": "me", "why_zh": "备", "why_en": "file"}"#, "/steps/0/by"),
        (
            #"{"on": "2026-07-01", "step": "file-claims", "from": 3, "to": 2, "why_zh": "报", "why_en": "claim"}"#,
            "/steps/0/to"
        ),
        (#"{"on": "2026-07-01", "step": "release-run", "run": 1, "why_zh": "放", "why_en": "go"}"#, "/steps/0/by"),
    ])
    func `a step that cannot be played is refused with its place`(step: String, pointer: String) throws {
        let text = """
            {"book": "b", "name_zh": "账", "name_en": "Book", "budgetary": true, "programmes": ["p"],
             "terms": {"proposed_by": "x", "adopted_by": "y", "on": "2026-01-01"}, "steps": [\(step)]}
            """
        let json = try JSON.parse(Array(text.utf8))
        let problem = #expect(throws: JSON.Problem.self) { try Scenario(json) }
        #expect(problem?.pointer == pointer)
    }
}
