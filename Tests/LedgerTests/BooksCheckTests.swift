import Testing

@testable import Ledger

/// One mistake of every kind, found where it stands.
struct BooksCheckTests {
    private static let sound = BooksFiles.embedded

    /// The findings, `line: code`, of the embedded chart or rules with some lines put before them.
    private func findings(chart: String = "", postings: String = "") -> [String] {
        check(
            BooksFiles(
                chart: prefixed(Self.sound.chart, chart),
                postings: prefixed(Self.sound.postings, postings),
                programmes: Self.sound.programmes,
                calendars: Self.sound.calendars
            )
        )
    }

    private func prefixed(_ file: BooksFiles.File, _ text: String) -> BooksFiles.File {
        BooksFiles.File(name: file.name, bytes: Array(text.utf8) + file.bytes)
    }

    private func check(_ files: BooksFiles) -> [String] { BooksCheck.check(files).map { "\($0.line): \($0.code)" } }

    private func rule(_ lines: String...) -> String {
        "new-event:\n  zh: 新\n  en: New\n  lines:\n" + lines.map { "    - \($0)\n" }.joined()
    }

    @Test(arguments: [
        ("- { code: \"1999\", zh: 甲, en: A, kind: asset, side: debit, floor: yes, colour: red }\n", ["1: unknown-key"]),
        ("- { code: \"1999\", zh: 甲, kind: asset, side: debit, floor: yes }\n", ["1: missing-key"]),
        (
            "- { code: \"1999\", zh: 甲, en: A, kind: asset, kind: fund, side: debit, floor: yes }\n",
            ["1: duplicate-key"]
        ),
        (
            "\n- { code: \"1999\", zh: 甲, en: A, kind: cash, side: left, floor: 0 }\n",
            ["2: wrong-value", "2: wrong-value", "2: wrong-value"]
        ),
        ("- { code: \"19 99\", zh: 甲, en: A, kind: asset, side: debit, floor: yes }\n", ["1: malformed-account"]),
        (
            "- { code: \"1999\", zh: 甲, en: A, kind: asset, side: debit, floor: yes, sub: \"{a\" }\n",
            ["1: malformed-account"]
        ),
        ("- [1]\n", ["1: wrong-value"]),
        ("- { code: \"1999\" ]\n", ["1: malformed-yaml"]),
    ])
    func `a mistake in the chart is found at its line`(text: String, expected: [String]) {
        #expect(findings(chart: text) == expected)
    }

    @Test func `a code that stands twice is found at the second`() {
        let account = "- { code: \"1999\", zh: 甲, en: A, kind: asset, side: debit, floor: yes }\n"
        #expect(findings(chart: account + "# again\n" + account) == ["3: duplicate-code"])
    }

    @Test(arguments: [
        ("{ debit: \"1999\", credit: \"3301\", amount: a }", ["5: unknown-account"]),
        ("{ debit: \"1231:{loan}\", credit: \"3301\", amount: a }", ["5: unknown-dimension"]),
        ("{ debit: \"1231\", credit: \"3301\", amount: a }", ["5: wrong-subaccount"]),
        ("{ debit: \"3301:{claim}\", credit: \"4609\", amount: a }", ["5: unknown-dimension"]),
        ("{ debit: \"9008:{bank}\", credit: \"9108\", amount: a }", ["5: wrong-subaccount"]),
        ("{ debit: \"1231:{claim\", credit: \"3301\", amount: a }", ["5: malformed-account"]),
        ("{ debit: \"1002.01\", credit: \"3301\" }", ["5: unnamed-amount"]),
        ("{ debit: \"1231:{claim}\", credit: \"1231:{claim}\", amount: a }", ["5: same-account"]),
        ("{ debit: \"1002.01\", credit: { by: s, x: \"1002.01\", y: \"3301\" }, amount: a }", ["5: same-account"]),
        ("{ debit: \"1002.01\", credit: \"9101\", amount: a }", ["5: mixed-books"]),
        ("{ debit: \"8001\", credit: \"6001\", amount: a }", ["5: mixed-books"]),
        ("{ debit: \"1002.01\", credit: \"3301\", amount: a, book: budgetary }", ["5: mixed-books"]),
        ("{ debit: \"8001\", credit: \"6001\", amount: a, book: tax }", ["5: mixed-books", "5: wrong-value"]),
        ("{ debit: \"1002.01\", credit: { x: \"3301\" }, amount: a }", ["5: missing-key"]),
        ("{ debit: \"1002.01\", kredit: \"3301\", amount: a }", ["5: missing-key", "5: unknown-key"]),
    ])
    func `a mistake in a posting rule is found at its line`(line: String, expected: [String]) {
        #expect(findings(postings: rule(line)) == expected)
    }

    @Test func `a rule without lines, and an event with two rules, are found`() {
        #expect(findings(postings: "new-event:\n  zh: 新\n  en: New\n  lines: []\n") == ["2: missing-key"])
        let sound = rule("{ debit: \"1002.01\", credit: \"3301\", amount: a }")
        #expect(findings(postings: sound) == [])
        #expect(findings(postings: sound + sound) == ["1: duplicate-key"])
    }

    @Test func `an event the programme raises must have a rule with its names`() throws {
        func findings(_ old: String, _ new: String) throws -> [Finding] {
            let text = String(decoding: Self.sound.postings.bytes, as: UTF8.self)
            try #require(text.contains(old))
            let changed = "# first\n" + text.replacing(old, with: new, maxReplacements: 1)
            return BooksCheck.check(
                BooksFiles(
                    chart: Self.sound.chart,
                    postings: BooksFiles.File(name: "postings.yaml", bytes: Array(changed.utf8)),
                    programmes: Self.sound.programmes,
                    calendars: Self.sound.calendars
                )
            )
        }
        let renamed = try findings("\nshare-due:", "\nshare-owed:")
        #expect(renamed.map { "\($0.line): \($0.code)" } == ["1: missing-rule"])
        #expect(renamed.first?.english.contains("share-due") == true)
        let amounts = try findings("amount: fund_exposure }", "amount: exposure }")
        #expect(amounts.map(\.code) == ["other-amounts"])
        #expect(amounts.first?.english.contains("loan-filed") == true)
        let dimensions = try findings("{ debit: \"9006:{party}:{claim}\"", "{ debit: \"9006:national:{claim}\"")
        #expect(dimensions.map(\.code) == ["other-dimensions"])
        #expect(dimensions.first?.chinese.contains("claim、party") == true)
    }

    @Test func `a calendar's mistakes are found at their lines`() {
        let text = """
            year: 2027
            holidays:
              - { zh: 元旦, en: New Year, from: 2027-01-01, to: 2027-01-03 }
              - { zh: 元旦, en: New Year, from: 2027-01-03, to: 2027-01-04 }
              - { zh: 春节, en: Spring Festival, from: 2026-12-31, to: 2027-01-10 }
              - { zh: 清明节, en: Tomb-Sweeping Day, from: 2027-04-06, to: 2027-04-05 }
              - { zh: 端午节, en: Dragon Boat Festival, from: 2027-02-29, to: 2027-03-01 }
            makeup_days:
              - 2027-01-02
              - 2027-01-05
              - 2027-01-09
              - 2027-01-09
              - 2028-01-01
            """
        #expect(
            checked(calendar: text) == [
                "4: duplicate-date", "5: date-outside-year", "6: end-before-start", "7: wrong-value",
                "9: makeup-in-holiday",
                "10: makeup-on-weekday", "12: duplicate-date", "13: date-outside-year",
            ]
        )
        #expect(checked(calendar: "year: 2026\nholidays: []\nmakeup_days: []\n") == ["1: duplicate-year"])
        #expect(checked(calendar: "year: soon\nholidays: []\nmakeup_days: []\n") == ["1: wrong-value"])
    }

    private func checked(calendar: String) -> [String] {
        let file = BooksFiles.File(name: "calendar/new.yaml", bytes: Array(calendar.utf8))
        return check(
            BooksFiles(
                chart: Self.sound.chart,
                postings: Self.sound.postings,
                programmes: Self.sound.programmes,
                calendars: Self.sound.calendars + [file]
            )
        )
    }

    @Test func `a file that is not UTF-8, or empty, is refused`() {
        func files(_ bytes: [UInt8]) -> BooksFiles {
            BooksFiles(
                chart: BooksFiles.File(name: "chart.yaml", bytes: bytes),
                postings: Self.sound.postings,
                programmes: Self.sound.programmes,
                calendars: Self.sound.calendars
            )
        }
        #expect(check(files([0xC4, 0xE3, 0xBA, 0xC3])) == ["1: not-utf8"])  // 你好 in GBK
        #expect(check(files([])) == ["1: malformed-yaml"])
    }
}
