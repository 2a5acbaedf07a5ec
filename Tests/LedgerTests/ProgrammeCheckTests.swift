import Clearing
import JSON
import Testing

@testable import Ledger

/// What the terms of a programme refuse is named by file and line.
struct ProgrammeCheckTests {
    private static let sound = """
        programme: trial
        from: 2026-01-01
        base: { interest_days: 0, day_count: 360 }
        remainder: bank
        layers:
          - percent: "100"
            bearers:
              - { party: fund, parts: "80" }
              - { party: bank, parts: "20" }
        caps:
          - { id: borrower, on: [fund], limit: 300000000, window: borrower, excess: { to: bank } }
          - { id: year, on: [fund], limit: { percent_of_opening_pool: "20" }, window: pool-year, excess: defer }
        bank_minimum: "20"
        filing: { mode: [single], automatic_up_to: 0, days: 10, leverage: "10", per_borrower: 500000000 }
        claim:
          overdue_days: 90
          or_nonperforming: true
          within_days: 730
          documents:
            - application
        confirm: { working_days: 5, silence: deemed }
        pay: { advance: none }
        breaker: { warn: "0.03", suspend: "0.05" }
        recovery: { order: [costs, principal, interest, penalty] }

        """

    private func findings(_ texts: String...) -> [Finding] {
        let embedded = BooksFiles.embedded
        let files = texts.enumerated().map { BooksFiles.File(name: "programmes/\($0).yaml", bytes: Array($1.utf8)) }
        return BooksCheck.check(
            BooksFiles(
                chart: embedded.chart,
                postings: embedded.postings,
                programmes: files,
                calendars: embedded.calendars
            )
        )
    }

    @Test func `sound terms pass`() { #expect(findings(Self.sound) == []) }

    @Test(arguments: [
        ("parts: \"20\" }", "parts: \"19.99\" }", "5: terms-bank-below-minimum"),
        ("percent: \"100\"", "percent: \"90\"", "6: terms-last-layer-not-all"),
        ("{ party: fund, parts: \"80\" }", "{ party: fund, parts: \"-1\" }", "8: terms-weights-negative"),
        ("on: [fund], limit: 300000000", "on: [city], limit: 300000000", "11: terms-unknown-party"),
        ("within_days: 730", "within_day: 730", "18: terms-unknown-field"),
        ("window: borrower, ", "", "11: terms-missing-field"),
        ("pay: { advance: none }", "pay: { advance: city }", "22: terms-unknown-party"),
        ("pay: { advance: none }", "pay: { advance: none, soon: true }", "22: terms-unknown-field"),
        ("overdue_days: 90", "overdue_days: ninety", "16: terms-wrong-type"),
        ("suspend: \"0.05\"", "suspend: 0.05", "23: unquoted-number"),
        ("from: 2026-01-01", "from: 2026-02-30", "2: terms-bad-format"),
        ("bank_minimum: \"20\"", "bank_minimum: \"20\"\nbank_minimum: \"20\"", "13: duplicate-key"),
    ])
    func `a mistake in terms is found at its line`(old: String, new: String, expected: String) throws {
        try #require(Self.sound.contains(old))
        let found = findings(Self.sound.replacing(old, with: new))
        #expect(found.map { "\($0.line): \($0.code)" } == [expected])
        #expect(found.allSatisfy { $0.file == "programmes/0.yaml" && !$0.chinese.isEmpty && !$0.english.isEmpty })
    }

    @Test func `every reason to refuse terms has its Chinese sentence`() {
        let codes = InputProblem.Reason.allCases.map(\.rawValue) + JSON.Problem.Code.allCases.map(\.rawValue)
        #expect(codes.filter { TermsWords.sentences[$0] == nil } == [])
    }

    @Test func `a programme has one version of its terms a day`() {
        #expect(
            findings(Self.sound, Self.sound).map { "\($0.file):\($0.line): \($0.code)" } == [
                "programmes/1.yaml:1: duplicate-terms"
            ]
        )
        #expect(findings(Self.sound, Self.sound.replacing("2026-01-01", with: "2026-07-01")) == [])
    }
}
