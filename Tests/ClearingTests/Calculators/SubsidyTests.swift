import Clearing
import JSON
import Testing

/// Rules of subsidies and fees that the cases beside these tests do not show.
struct SubsidyTests {
    @Test func `the programme's own days bound what earns, and a used-up household leaves nothing`() throws {
        let lines = try lines(
            #""rate":"0.036","from":"2025-01-11","until":"2025-01-21","household_cap":1000"#,
            #"["2025-01-01","2025-02-01"]"#,
            loan("L2", change: 900, more: #""borrower":"X","bank":"B""#),
            loan("L1", change: 600, more: #""borrower":"X","bank":"A""#)
        )
        // Ten days: L1 comes first of two disbursed on one day, 6,000 fen-days; L2 has room for 400 a day.
        #expect(lines == ["L1 6000 1 1", "L2 4000 0 0"])
    }

    @Test func `an excluded loan takes no room of its household`() throws {
        let lines = try lines(
            #""rate":"0.036","household_cap":1000"#,
            #"["2025-01-01","2025-01-11"]"#,
            loan("L1", change: 600, more: #""borrower":"X","bank":"A","excluded":[["2025-01-01","2025-01-06"]]"#),
            loan("L2", change: 900, more: #""borrower":"X","bank":"B""#)
        )
        #expect(lines == ["L1 3000 0 0", "L2 6500 1 1"])
    }

    @Test func `a yearly cap counts both loans of a borrower at a bank, and starts anew each year`() throws {
        let lines = try lines(
            #""rate":"0.36","yearly_cap":150"#,
            #"["2025-12-01","2025-12-11"],["2025-12-11","2026-01-01"],["2026-01-01","2026-01-11"]"#,
            loan("L1", change: 10_000, more: #""borrower":"X","bank":"A","already_paid":{"2025":20}"#),
            loan("L2", change: 10_000, more: #""borrower":"X","bank":"A""#),
            loan("L3", change: 10_000, more: #""borrower":"X","bank":"B""#)
        )
        #expect(
            lines == [
                "L1 100000 100 100", "L2 100000 100 30", "L3 100000 100 100",
                "L1 210000 210 0", "L2 210000 210 0", "L3 210000 210 50",
                "L1 100000 100 100", "L2 100000 100 50", "L3 100000 100 100",
            ]
        )
    }

    @Test func `a budget served in order lasts over the periods`() throws {
        let lines = try lines(
            #""rate":"0.36","budget":350,"exhaustion":"first_come""#,
            #"["2025-01-01","2025-01-11"],["2025-01-11","2025-01-21"]"#,
            loan("L1", change: 10_000, more: #""borrower":"X","bank":"A","completed_at":"2025-02-01T09:00:00+08:00""#),
            loan("L2", change: 10_000, more: #""borrower":"Y","bank":"A","completed_at":"2025-02-01T00:59:59Z""#)
        )
        #expect(lines == ["L1 100000 100 100", "L2 100000 100 100", "L1 100000 100 50", "L2 100000 100 100"])
    }

    @Test func `one factor runs over all periods, banks first`() throws {
        let lines = try lines(
            #""rate":"0.36","budget":100,"exhaustion":"factor""#,
            #"["2025-01-01","2025-01-11"],["2025-01-11","2025-01-21"]"#,
            loan("L1", change: 10_000, more: #""borrower":"X","bank":"B""#),
            loan("L2", change: 10_000, more: #""borrower":"Y","bank":"A""#),
            loan("L3", change: 10_000, more: #""borrower":"Z","bank":"A""#)
        )
        // A bears 400 of 600: 67 of 100 fen, over four lines; B 33 over two, the odd fen to the earlier period.
        #expect(
            lines == [
                "L1 100000 100 17", "L2 100000 100 17", "L3 100000 100 17",
                "L1 100000 100 16", "L2 100000 100 17", "L3 100000 100 16",
            ]
        )
    }

    @Test func `drawn and repaid on one day earns nothing`() throws {
        let lines = try lines(
            #""rate":"0.36""#,
            #"["2025-01-01","2025-01-11"]"#,
            #"{"loan":"L","bank":"A","borrower":"X","disbursed":"2024-01-01","matures":"2030-01-01","contract_rate":"0.5","events":[{"on":"2025-01-05","change":-700},{"on":"2025-01-05","change":700}]}"#
        )
        #expect(lines == ["L 0 0 0"])
    }

    @Test func `half of a rate of nine places is exact`() throws {
        let lines = try lines(
            #""rate":"1","share_of_contract_rate":"0.5""#,
            #"["2025-01-01","2025-01-02"]"#,
            #"{"loan":"L","bank":"A","borrower":"X","disbursed":"2025-01-01","matures":"2030-01-01","contract_rate":"0.000000001","events":[{"on":"2025-01-01","change":360000000000}]}"#
        )
        // 0.0000000005 × 360,000,000,000 ÷ 360 is half a fen, which is rounded up.
        #expect(lines == ["L 360000000000 1 1"])
    }

    @Test func `a fee released after its term is earned in full, and a spent rebate is nothing`() throws {
        let fee = #"""
            {"kind":"fee","input":{"guaranteed":36500,"rate":"0.1","from":"2025-01-01","until":"2025-04-11",
            "released_on":"2025-12-31","day_count":365,"rebate":{"rate":"0.05","cap":100,"used":120}}}
            """#
        #expect(
            try Calculate.result(of: JSON.parse(fee), explain: false).text
                == #"{"days":100,"charged":1000,"days_earned":100,"earned":1000,"refund":0,"rebate":0}"#
        )
    }

    private func loan(_ name: String, change: Int, more: String) -> String {
        #"{"loan":"\#(name)","disbursed":"2024-06-01","matures":"2030-01-01","contract_rate":"0.5","events":[{"on":"2024-06-01","change":\#(change)}],\#(more)}"#
    }

    /// Lines as `loan product amount payable`.
    private func lines(_ programme: String, _ periods: String, _ loans: String...) throws -> [String] {
        let text = #"""
            {"kind":"subsidy","input":{"programme":{\#(programme),"day_count":360,"funders":[{"party":"city","parts":"1"}]},
            "periods":[\#(periods)],"loans":[\#(loans.joined(separator: ","))]}}
            """#
        guard case .array(let lines)? = try Calculate.result(of: JSON.parse(text), explain: false)["lines"] else {
            return []
        }
        return lines.map { line in
            ["product", "amount", "payable"].reduce(line["loan"]?.text.filter { $0 != "\"" } ?? "") {
                "\($0) \(line[$1]?.text ?? "")"
            }
        }
    }
}
