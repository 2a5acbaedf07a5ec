import Commands
import Foundation
import House
import JSON
import Testing

/// A file's frame: what refuses it whole, with the line, and what it may look like.
@Suite struct BatchFrameTests {
    private static let file = BankFile([BatchFilingTests.record(1, 1_000), BatchFilingTests.record(2, 2_000)])
    private static let names =
        "programme,branch,business_number,borrower,borrower_name,industry,contract_number,note_number,principal,rate,disbursed,matures"

    private static func line(_ number: Int, _ principal: String, name: String = "永川某某有限公司") -> String {
        "sight,main,YW-\(number),\(Sample.borrower),\"\(name)\",制造业,HT-\(number),JJ-\(number),\(principal),0.0435,20260227,2027-02-27"
    }

    /// The fault of a file, as `frame-count 4`; nil where the frame is sound.
    private static func fault(_ bytes: [UInt8]) throws -> String? {
        var intake = try BatchIntake()
        do {
            for byte in bytes { try [byte].withUnsafeBytes { try intake.take($0) } }
            _ = try intake.finish()
            return nil
        } catch let fault as FrameFault {
            let problem = fault.problem
            #expect(problem.status == 422 && !problem.english.isEmpty && !problem.chinese.isEmpty)
            return "\(problem.code) \(fault.line)"
        }
    }

    private static func fault(_ text: String) throws -> String? { try fault(Array(text.utf8)) }

    @Test func `a broken frame refuses the whole file, by name and line`() throws {
        let good = String(decoding: Self.file.bytes, as: UTF8.self)
        let lines = good.split(separator: "\n").map(String.init)
        #expect(try Self.fault(good) == nil)
        #expect(try Self.fault("") == "frame-header 1")
        #expect(try Self.fault(lines[1]) == "frame-header 1")
        #expect(try Self.fault(good.replacing("\"version\":1", with: "\"version\":2")) == "frame-header 1")
        #expect(try Self.fault(good.replacing("\"filings\"", with: "\"claims\"")) == "frame-header 1")
        #expect(try Self.fault(lines[0]) == "frame-trailer 1")
        #expect(try Self.fault(lines.dropLast().joined(separator: "\n")) == "frame-trailer 3")
        #expect(try Self.fault(good.replacing("\"count\":2", with: "\"count\":3")) == "frame-count 4")
        #expect(try Self.fault(good.replacing("\"sum\":3000", with: "\"sum\":3001")) == "frame-sum 4")
        #expect(try Self.fault(good.replacing("制造业", with: "制造")) == "frame-digest 4")
        #expect(try Self.fault(lines[0] + "\n\n" + lines[3]) == "frame-line 2")
        #expect(try Self.fault(good + "\n") == "frame-line 5")
        #expect(try Self.fault(String(repeating: "x", count: 70_000)) == "frame-line 1")
    }

    @Test func `a table is read as UTF-8 with and without its mark, and as GB18030; nothing is mixed`() async throws {
        let gb = String.Encoding(rawValue: 0x8000_0632)
        @Sendable func gbBytes(_ text: String) -> [UInt8] { Array(text.data(using: gb) ?? Data()) }
        let file = BankFile(lines: [Self.line(1, "1000"), Self.line(2, "20.00", name: "龘\"\"記\"\"")], sum: 3_000)
        let text = file.table(Self.names)
        #expect(try Self.fault(text) == nil)
        #expect(try Self.fault([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == nil)
        #expect(try Self.fault([0xEF, 0xBB, 0xBF] + gbBytes(text)) == "frame-encoding 3")
        let rows = text.split(separator: "\r\n").map(String.init)
        let mixed = Array((rows[0...2].joined(separator: "\n") + "\n").utf8) + gbBytes(rows[3] + "\n" + rows[4])
        #expect(try Self.fault(mixed) == "frame-encoding 4")
        #expect(try Self.fault(text.replacing("principal,", with: "amount,")) == "frame-columns 2")
        #expect(try Self.fault(text.replacing("rate,", with: "branch,")) == "frame-columns 2")

        try await House.with { house in
            try await house.adopt(try BatchFilingTests.terms())
            // The digest is that of the bytes as they are sent.
            let sent = BankFile.tableBytes(file, Self.names, gbBytes)
            #expect(try await house.send(sent).outcomes == ["accepted 1", "accepted 2"])
            let names = try await house.read { transaction in
                try transaction.rows("select borrower_name, principal from clearing.loan order by loan_no") {
                    "\(try $0.string("borrower_name")) \(try $0.int64("principal"))"
                }
            }
            #expect(names == ["永川某某有限公司 1000", "龘\"記\" 2000"])
        }
    }

    @Test func `cells stand in quotes or without`() {
        #expect(CSVLine.cells("a,\"b,c\",,\"d\"\"e\"") == ["a", "b,c", "", "d\"e"])
        #expect(CSVLine.cells("\t123456789012,\"\t=x\"") == ["123456789012", "=x"])
        for line in ["a\"b", "\"a", "\"a\"b"] { #expect(CSVLine.cells(line) == nil) }
    }
}

extension BankFile {
    /// A table in another encoding, its digest that of its own bytes.
    static func tableBytes(_ file: BankFile, _ names: String, _ encode: (String) -> [UInt8]) -> [UInt8] {
        let lines = file.lines.map(encode)
        let digest = BankFile.digest(of: lines)
        let head = "H,\(file.bank),\(file.kind),\(file.day),\(file.sequence),1\n\(names)\n"
        return encode(head) + lines.flatMap { $0 + [0x0A] } + encode("T,\(lines.count),\(file.sum),\(digest)\n")
    }
}
