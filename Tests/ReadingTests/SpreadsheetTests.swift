import Foundation
import House
import JSON
import Testing

@testable import Server

/// The manual shows a spreadsheet's formula that gives every line of a subsidy run again. It is taken out of the manual here,
/// and worked out as a spreadsheet would, over the lines as they are exported.
@Suite struct SpreadsheetTests {
    /// Loans of many sizes and rates, repaid in part on different days.
    private static func tell(_ house: House) async throws {
        try await house.adoptSubsidy(
            House.pack(
                budget: 1_000_000_000,
                ["share_of_contract_rate": "0.33", "yearly_cap": 200_000, "household_cap": 40_000_000]))
        for number in 1...24 {
            let borrower = Sample.borrowers[number % 3]
            let day = number < 4 ? "2026-01-0\(6 + number)" : "2026-01-\(6 + number)"
            try await house.fileTagged(
                Int64(1_000_003 * (1 + number * number % 17)), number: number, disbursed: day, borrower: borrower,
                rate: .string("0.0\(300 + number * 7)"))
        }
        house.clock.set("2026-04-02 09:00")
        try await house.approveSubsidy(house.drafted("2026-Q1"))
        for number in [3, 8, 13] {
            try await house.must(
                "report-balance",
                [
                    "as_of": "2026-03-20", "balance": 777_777, "interest_paid_to": "2026-03-20", "five_class": 1,
                ], by: "bank-a/maker", at: ["loan": "\(number)"])
        }
        house.clock.set("2026-07-02 09:00")
        try await house.drafted("2026-Q2")
    }

    @Test func `the manual's formula gives every amount of the exported lines to the fen`() async throws {
        let formulas = try Self.formulas()
        try await Desk.with(Self.tell) { desk in
            for run in [1, 2] {
                let csv = try await desk.answer("subsidy-runs/\(run)/lines.csv", by: "bureau/clerk")
                let rows = String(decoding: csv.body, as: UTF8.self).split(separator: "\r\n")
                #expect(rows.count == 25)
                for row in rows.dropFirst() {
                    let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                    #expect(Formula.value(of: formulas[0], cells) == cells[9], "\(row)")
                    #expect(Formula.value(of: formulas[1], cells) == cells[12], "\(row)")
                }
            }
        }
    }

    /// What the manual says to put into P2 and Q2.
    private static func formulas() throws -> [String] {
        let manual = try String(contentsOfFile: "\(Self.root)/docs/manual.md", encoding: .utf8)
        let amount = manual.split(separator: "\n").first { $0.hasPrefix("=(ROUND(") }
        let payable = manual.firstMatch(of: /`(=K2[^`]*)`/)?.1
        return [try String(#require(amount)), try String(#require(payable))]
    }

    private static var root: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
    }
}

/// As much of a spreadsheet as the formulas need: + - * /, brackets, ROUND, cells of row 2, numbers. It reckons in binary
/// floating point, as spreadsheets do.
private struct Formula {
    private var rest: Substring
    private let cells: [String]

    /// With two decimals.
    static func value(of formula: String, _ cells: [String]) -> String {
        var parser = Formula(rest: formula.dropFirst(), cells: cells)
        let value = parser.sum()
        precondition(parser.rest.isEmpty, "the whole formula is understood: \(parser.rest)")
        return String(format: "%.2f", value == 0 ? 0 : value)
    }

    private mutating func sum() -> Double {
        var value = product()
        while let sign = take("+-") { value += sign == "+" ? product() : -product() }
        return value
    }

    private mutating func product() -> Double {
        var value = atom()
        while let sign = take("*/") { if sign == "*" { value *= atom() } else { value /= atom() } }
        return value
    }

    private mutating func atom() -> Double {
        if rest.hasPrefix("ROUND(") {
            rest.removeFirst(6)
            let value = sum()
            precondition(take(",") != nil && atom() == 0 && take(")") != nil, "ROUND(…, 0)")
            return value.rounded(.toNearestOrAwayFromZero)
        }
        if take("(") != nil {
            let value = sum()
            precondition(take(")") != nil, "a bracket is closed")
            return value
        }
        if let letter = rest.first, letter.isLetter, rest.dropFirst().first == "2" {
            rest.removeFirst(2)
            return Double(cells[Int(letter.asciiValue! - 65)])!
        }
        let digits = rest.prefix { $0.isNumber || $0 == "." }
        rest.removeFirst(digits.count)
        return Double(digits)!
    }

    private mutating func take(_ signs: String) -> Character? {
        guard let first = rest.first, signs.contains(first) else { return nil }
        return rest.removeFirst()
    }
}
