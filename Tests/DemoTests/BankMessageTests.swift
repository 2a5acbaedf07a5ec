import Accounting
import Testing

@testable import ballast

/// The demonstration's bank: it pays what the file says and answers for that.
@Suite struct BankMessageTests {
    private static func pain001(sum: String = "1300.05") -> [UInt8] {
        Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">
                <CstmrCdtTrfInitn>
                    <GrpHdr><MsgId>yongchuan-R3</MsgId><NbOfTxs>2</NbOfTxs><CtrlSum>\(sum)</CtrlSum></GrpHdr>
                    <PmtInf>
                        <DbtrAcct>
                            <Id>
                                <Othr>
                                    <Id>6230880100000000025</Id>
                                </Othr>
                            </Id>
                        </DbtrAcct>
                        <CdtTrfTxInf><PmtId><EndToEndId>R3-O1-clearing-bank-a</EndToEndId></PmtId>
                            <Amt><InstdAmt Ccy="CNY">1000.00</InstdAmt></Amt>
                            <CdtrAcct><Id><Othr><Id>99</Id></Othr></Id></CdtrAcct></CdtTrfTxInf>
                        <CdtTrfTxInf><PmtId><EndToEndId>R3-O2-clearing-bank-b</EndToEndId></PmtId>
                            <Amt><InstdAmt Ccy="CNY">300.05</InstdAmt></Amt></CdtTrfTxInf>
                    </PmtInf>
                </CstmrCdtTrfInitn>
            </Document>
            """.utf8)
    }

    @Test func `the bank debits the account it is told to, payment by payment`() throws {
        let file = try #require(PaymentFile(pain001: Self.pain001()))
        #expect(file.account == "6230880100000000025" && file.message == "yongchuan-R3")
        #expect(file.total == Money(fen: 130_005))
        let day = try #require(Day("2026-09-30"))
        let status = String(decoding: BankMessage.status(of: file, run: 3, on: day).bytes, as: UTF8.self)
        #expect(OrderFile.contents(of: "OrgnlEndToEndId", in: status) == file.payments.map(\.endToEndId))
        #expect(OrderFile.contents(of: "TxSts", in: status) == ["ACSC", "ACSC"])
        let opening = Money(fen: 123_130_005)
        let statement = BankMessage.statement(of: file, run: 3, on: day, opening: opening)
        let text = String(decoding: statement.bytes, as: UTF8.self)
        #expect(statement.name == "run-3-camt.053.xml")
        #expect(OrderFile.contents(of: "Amt", in: text) == ["1231300.05", "1230000.00", "1000.00", "300.05"])
        #expect(OrderFile.contents(of: "EndToEndId", in: text) == file.payments.map(\.endToEndId))
    }

    @Test func `a file whose sum is not that of its payments is not paid`() {
        #expect(PaymentFile(pain001: Self.pain001(sum: "1300.06")) == nil)
        #expect(PaymentFile(pain001: Array("<Document/>".utf8)) == nil)
    }
}
