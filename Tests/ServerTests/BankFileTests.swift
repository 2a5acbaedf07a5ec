import Accounting
import Clearing
import Foundation
import House
import JSON
import Testing

@testable import Commands
@testable import Server

/// The bank's messages as they come: read, validated, and refused where they are hostile.
@Suite struct BankFileTests {
    private static func read(_ text: String) throws(Problem) -> [BankStatement] {
        try Camt.read(Array(text.utf8)).statements
    }

    @Test func `a statement is read with its balances, and every booked entry with what names it`() throws {
        var entry = BankMessages.Entry(reference: "BK-7", amount: "1234.5", id: "R1-O4-risk-bank-a")
        entry.more = """
            <RltdPties><Dbtr><Pty><Nm>永川 &amp; 某某
            有限公司</Nm></Pty></Dbtr><DbtrAcct><Id><Othr><Id>6222</Id></Othr></Id></DbtrAcct></RltdPties>
            <RmtInf><Ustrd><![CDATA[货款 <三月>]]></Ustrd></RmtInf>
            """
        var returned = BankMessages.Entry(reference: "BK-8", amount: "0.01", sign: "CRDT", id: "R1-O5-risk-bank-b")
        returned.more = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"
        let pending = BankMessages.entry(.init(reference: "BK-9")).replacing("BOOK", with: "PDNG")
        let debit = BankMessages.entry(.init(reference: "BK-10", amount: "2", sign: "DBIT", id: nil))
        let statement = try #require(
            try Self.read(
                BankMessages.statement(
                    sequence: 17, opening: "1000.00", closing: "2232.51",
                    [BankMessages.entry(entry), BankMessages.entry(returned), pending, debit])
            ).first)
        #expect(statement.kind == .statement && statement.id == "STM-1" && statement.sequence == 17)
        #expect(statement.account == BankMessages.account && statement.day == Day("2026-07-01"))
        #expect(statement.opening == Money(fen: 100_000) && statement.closing == Money(fen: 223_251))
        let day = try #require(Day("2026-07-01"))
        #expect(
            statement.lines == [
                BankLine.Facts(
                    reference: "BK-7", direction: .credit, amount: Money(fen: 123_450), bookedOn: day,
                    endToEndId: "R1-O4-risk-bank-a", counterparty: "永川 & 某某 有限公司", counterpartyAccount: "6222",
                    remittance: "货款 <三月>"),
                BankLine.Facts(
                    reference: "BK-8", direction: .credit, amount: Money(fen: 1), bookedOn: day,
                    endToEndId: "R1-O5-risk-bank-b", returnReason: "AC04"),
                BankLine.Facts(reference: "BK-10", direction: .debit, amount: Money(fen: 200), bookedOn: day),
            ])
        try statement.mustAddUp(at: "")
    }

    @Test func `what the bank booked as one is taken apart, and what it did not name is called by its place`() throws {
        let parts = """
            <TxDtls><Refs><EndToEndId>A</EndToEndId></Refs><Amt Ccy="CNY">0.40</Amt></TxDtls>
            <TxDtls><Refs><EndToEndId>B</EndToEndId></Refs><Amt Ccy="CNY">0.60</Amt></TxDtls>
            """
        let batch = BankMessages.entry(.init()).replacing(
            /<TxDtls>.*<\/TxDtls>/.dotMatchesNewlines(), with: parts)
        let bare = BankMessages.entry(.init(id: nil)).replacing(
            /<NtryDtls>.*<\/NtryDtls>/.dotMatchesNewlines(), with: ""
        )
        .replacing("<AcctSvcrRef>BK-1</AcctSvcrRef>", with: "")
        let statement = try #require(
            try Self.read(BankMessages.statement(opening: "0", closing: "2.00", [batch, bare])).first)
        #expect(
            statement.lines.map { "\($0.reference ?? "") \($0.part) \($0.amount.fen) \($0.endToEndId ?? "–")" } == [
                "BK-1 1 40 A", "BK-1 2 60 B", "STM-1#2 0 100 –",
            ])
        #expect(throws: Problem.self) {
            try Self.read(
                BankMessages.statement(opening: "0", closing: "1", [batch.replacing("0.60", with: "0.61")]))
        }
    }

    @Test func `a notification has no balances and may name its elements by a prefix`() throws {
        let statement = try #require(
            try Self.read(BankMessages.notification([BankMessages.entry(.init(amount: "5.00"))])).first)
        #expect(statement.kind == .notification && statement.opening == nil && statement.day == Day("2026-07-01"))
        #expect(statement.lines.map(\.amount.fen) == [500])
    }

    @Test func `the bank's answer to instructions is read`() throws {
        let command = try Pain002.read(
            Array(
                BankMessages.status([
                    ("R1-O4-risk-bank-a", "RJCT", "AC04"), ("R1-O5-risk-bank-b", "ACSC", nil), ("X", "PDNG", nil),
                ]).utf8))
        #expect(command.message == "STS-1")
        #expect(command.lines.map(\.status) == [.rejected, .accepted, .pending])
        #expect(command.lines[0].reason == "AC04 账号不符")
    }

    @Test(.enabled(if: Schemas() != nil, "deploy/schemas has fetched no schemas"))
    func `messages read and written are what ISO 20022 says`() throws {
        let schemas = try #require(Schemas())
        var entry = BankMessages.Entry()
        entry.more = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"
        let entries = [BankMessages.entry(entry), BankMessages.entry(.init(reference: "BK-2", sign: "DBIT"))]
        for (message, schema) in [
            (BankMessages.statement(opening: "0.00", closing: "0.00", entries), "camt.053.001.08"),
            (BankMessages.notification(entries), "camt.054.001.08"),
            (BankMessages.status([("R1-O4-risk-bank-a", "RJCT", "AC04"), ("X", "ACSC", nil)]), "pain.002.001.12"),
        ] {
            #expect(try schemas.flaws(Array(message.utf8), schema) == "", "\(schema)")
        }
        let broken = BankMessages.statement(opening: "0.00", closing: "0.00", []).replacing("<Id>STM-1</Id>", with: "")
        #expect(try schemas.flaws(Array(broken.utf8), "camt.053.001.08") != "")
    }

    // MARK: Hostile and broken

    private static let good = BankMessages.statement(opening: "0.00", closing: "1.00", [BankMessages.entry(.init())])

    private static func with(_ part: String, _ other: String) -> [UInt8] {
        Array(good.replacing(part, with: other).utf8)
    }

    private static let head = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">"

    private static let flaws: [(what: String, body: [UInt8], code: String)] = [
        ("nothing", [], "xml-malformed"), ("no XML", Array("{}".utf8), "xml-malformed"),
        (
            "an external entity",
            with(head, "<!DOCTYPE Document [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\(head)"), "xml-forbidden"
        ),
        (
            "a billion laughs",
            with(
                head,
                "<!DOCTYPE l [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;\">]>\(head)"
            ), "xml-forbidden"
        ),
        (
            "a document type from elsewhere",
            with(head, "<!DOCTYPE Document SYSTEM \"http://127.0.0.1/x.dtd\">\(head)"), "xml-forbidden"
        ),
        ("an instruction", with(head, "<?xml-stylesheet href=\"x\"?>\(head)"), "xml-forbidden"),
        ("an entity of nobody's", with("<MsgId>M-1", "<MsgId>&x;"), "xml-malformed"),
        ("another encoding named", with("UTF-8", "GB18030"), "xml-encoding"),
        (
            "another encoding", Array(good.replacing("UTF-8", with: "UTF-16").data(using: .utf16) ?? Data()),
            "xml-encoding"
        ),
        ("bytes that are no UTF-8", with("M-1", "M\u{1}") + [0xFF], "xml-encoding"),
        ("a control character", with("M-1", "M\u{1}"), "xml-malformed"),
        ("another message", with("camt.053.001.08", "camt.053.001.02"), "xml-namespace"),
        ("no namespace", with(head, "<Document>"), "xml-namespace"),
        ("two documents", Array((good + good.dropFirst(39)).utf8), "xml-malformed"),
        ("cut off", Array(good.utf8.prefix(900)), "xml-malformed"),
        ("ends that do not fit", with("</MsgId>", "</MsgID>"), "xml-malformed"),
        ("an attribute twice", with("<Amt Ccy=\"CNY\">", "<Amt Ccy=\"CNY\" Ccy=\"CNY\">"), "xml-malformed"),
        (
            "deep nesting",
            with(
                "<GrpHdr>", "<GrpHdr>" + String(repeating: "<a>", count: 5000) + String(repeating: "</a>", count: 5000)),
            "xml-too-deep"
        ),
        ("a long text", with("M-1", String(repeating: "M", count: 20_000)), "xml-field"),
        ("no account", with("<Othr><Id>\(BankMessages.account)</Id></Othr>", ""), "xml-field"),
        ("no closing balance", with("CLBD", "ITBD"), "xml-field"),
        (
            "dollars",
            with(
                "<Amt Ccy=\"CNY\">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>",
                "<Amt Ccy=\"USD\">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>"), "xml-field"
        ),
        (
            "a tenth of a fen",
            with(">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>", ">1.001</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>"),
            "xml-field"
        ),
        ("a long id", with("STM-1", String(repeating: "S", count: 36)), "xml-field"),
        ("no statement", Array("\(head)<BkToCstmrStmt/></Document>".utf8), "xml-field"),
    ]

    @Test(arguments: flaws)
    func `what is hostile or broken is refused by name`(what: String, body: [UInt8], code: String) {
        do throws(Problem) {
            _ = try Camt.read(body)
            Issue.record("\(what) was read")
        } catch {
            #expect(error.status == 400 && error.code == code, "\(what): \(error.code) \(error.english)")
            #expect(!error.chinese.isEmpty)
        }
    }

    @Test func `the place of a flaw is its line`() {
        do throws(Problem) {
            _ = try Camt.read(Self.with("CLBD", "ITBD"))
            Issue.record("it was read")
        } catch {
            #expect(error.english == "At line 4 element Bal is missing, or not as it has to be.", "\(error.english)")
        }
    }

    @Test func `more lines than a message may have are refused while they are read`() {
        let entries = Array(repeating: BankMessages.entry(.init()), count: ReceiveStatement.mostLines + 1)
        let text = BankMessages.statement(opening: "0", closing: "0", entries)
        do throws(Problem) {
            _ = try Camt.read(Array(text.utf8))
            Issue.record("it was read")
        } catch {
            #expect(error.code == "xml-field")
        }
    }
}
