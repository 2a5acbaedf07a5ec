import Accounting
import Testing

struct DayTests {
    @Test(arguments: [
        ("1970-01-01", 0, 4), ("2000-02-29", 11_016, 2), ("2026-01-31", 20_484, 6), ("1969-12-31", -1, 3),
        ("2024-02-29", 19_782, 4), ("9999-12-31", 2_932_896, 5), ("0001-01-01", -719_162, 1),
    ])
    func `a day is a number, and has a weekday`(text: String, number: Int32, weekday: Int) throws {
        let day = try #require(Day(text))
        #expect(day.number == number)
        #expect(day.weekday == weekday)
        #expect(day.description == text)
    }

    @Test(arguments: [
        "2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-1-1", "26-01-01", "2026/01/01", "2026-01-32",
        "0000-01-01", "2026-01-01 ", "+026-01-01", "", "1900-02-29",
    ])
    func `what is no day of the calendar is none`(text: String) {
        #expect(Day(text) == nil)
    }

    @Test func `the difference of days counts nights`() throws {
        let first = try #require(Day("2023-12-21"))
        let second = try #require(Day("2024-05-10"))
        #expect(second - first == 141)
        #expect(first + 141 == second)
    }
}

struct RatioTests {
    @Test(arguments: [
        ("0.0435", 43_500_000, "0.0435"), ("20", 20_000_000_000, "20"),
        ("33.333333333", 33_333_333_333, "33.333333333"),
        ("0", 0, "0"), ("0.500", 500_000_000, "0.5"), ("-1.5", -1_500_000_000, "-1.5"),
    ])
    func `a decimal is kept exactly`(text: String, billionths: Int64, written: String) throws {
        let ratio = try #require(Ratio(text))
        #expect(ratio.billionths == billionths)
        #expect(ratio.description == written)
    }

    @Test(arguments: [
        "", ".", "1.", ".5", "1e2", "+1", " 1", "1 ", "0.0000000001", "1,5", "0x1", "--1", "１", "1.5.2", "9999999999",
    ])
    func `what is no plain decimal is none`(text: String) {
        #expect(Ratio(text) == nil)
    }
}

struct MoneyTests {
    @Test(arguments: [
        (123_456, "1,234.56"), (0, "0.00"), (5, "0.05"), (-100, "-1.00"), (100_000_000, "1,000,000.00"),
    ])
    func `yuan are written for people`(fen: Int64, text: String) {
        #expect(Money(fen: fen).description == text)
    }
}
