import Accounting
import Foundation

/// A message of the bank's, as the demonstration's bank writes it: made of what it was told to pay and nothing else.
struct BankMessage: Sendable {
    let name: String
    let bytes: [UInt8]

    private init(_ name: String, _ text: String) {
        self.name = name
        bytes = Array(text.utf8)
    }
}

/// The payments of a pain.001 as the bank reads them.
struct PaymentFile: Sendable {
    struct Payment: Sendable, Equatable {
        let endToEndId: String
        let amount: Money
    }

    let message: String
    /// Whom the bank debits.
    let account: String
    let payments: [Payment]

    /// Nil for a file that names no account, or whose sums do not add up.
    init?(pain001 bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let ids = OrderFile.contents(of: "EndToEndId", in: text)
        let amounts = OrderFile.contents(of: "InstdAmt", in: text).compactMap(OrderFile.yuan)
        guard let message = OrderFile.contents(of: "MsgId", in: text).first,
            let debtor = OrderFile.contents(of: "DbtrAcct", in: text).first,
            let account = OrderFile.contents(of: "Othr", in: debtor).first.flatMap({
                OrderFile.contents(of: "Id", in: $0).first
            }),
            ids.count == amounts.count, !ids.isEmpty,
            OrderFile.contents(of: "CtrlSum", in: text).first.flatMap(OrderFile.yuan) == amounts.total
        else { return nil }
        self.message = message
        self.account = account
        payments = zip(ids, amounts).map(Payment.init)
    }

    var total: Money { payments.map(\.amount).total }
}

extension BankMessage {
    /// pain.002.001.12: every payment is settled.
    static func status(of file: PaymentFile, run: Int64, on day: Day) -> BankMessage {
        let lines = file.payments.map {
            "<TxInfAndSts><OrgnlEndToEndId>\($0.endToEndId)</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>"
        }
        return BankMessage(
            "run-\(run)-pain.002.xml",
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.12"><CstmrPmtStsRpt>
            <GrpHdr><MsgId>STS-\(run)-\(day)</MsgId><CreDtTm>\(day)T11:00:00+08:00</CreDtTm></GrpHdr>
            <OrgnlGrpInfAndSts><OrgnlMsgId>\(file.message)</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts>
            <OrgnlPmtInfAndSts><OrgnlPmtInfId>\(file.message)</OrgnlPmtInfId>
            \(lines.joined(separator: "\n"))
            </OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>

            """)
    }

    /// camt.053.001.08: the day's statement, the account debited payment by payment.
    static func statement(of file: PaymentFile, run: Int64, on day: Day, opening: Money) -> BankMessage {
        func balance(_ code: String, _ amount: Money) -> String {
            """
            <Bal><Tp><CdOrPrtry><Cd>\(code)</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">\(amount.plainYuan)</Amt>\
            <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>\(day)</Dt></Dt></Bal>
            """
        }
        let entries = file.payments.enumerated().map { place, payment in
            """
            <Ntry><Amt Ccy="CNY">\(payment.amount.plainYuan)</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>\
            <BookgDt><Dt>\(day)</Dt></BookgDt><AcctSvcrRef>YC-\(day)-\(place + 1)</AcctSvcrRef>\
            <BkTxCd><Prtry><Cd>TRF</Cd></Prtry></BkTxCd><NtryDtls><TxDtls><Refs>\
            <EndToEndId>\(payment.endToEndId)</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
            """
        }
        return BankMessage(
            "run-\(run)-camt.053.xml",
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
            <GrpHdr><MsgId>STM-\(day)</MsgId><CreDtTm>\(day)T17:30:00+08:00</CreDtTm></GrpHdr>
            <Stmt><Id>STM-\(file.account.suffix(4))-\(day)</Id><ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>\(day)T17:30:00+08:00</CreDtTm>
            <Acct><Id><Othr><Id>\(file.account)</Id></Othr></Id><Ccy>CNY</Ccy></Acct>
            \(balance("OPBD", opening))
            \(balance("CLBD", opening - file.total))
            \(entries.joined(separator: "\n"))
            </Stmt></BkToCstmrStmt></Document>

            """)
    }
}

extension Money {
    /// `1234.56`, as messages write it.
    fileprivate var plainYuan: String { "\(self)".replacingOccurrences(of: ",", with: "") }
}
