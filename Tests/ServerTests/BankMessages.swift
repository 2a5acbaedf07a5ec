import Foundation

/// Messages of the bank as tests need them: right in every field, to be sent as they are or with one thing changed.
enum BankMessages {
    static let account = "6222000000000000001"

    struct Entry {
        var reference = "BK-1"
        var amount = "1.00"
        var sign = "CRDT"
        var id: String? = "NOTPROVIDED"
        var more = ""
        var head = ""
    }

    static func entry(_ entry: Entry) -> String {
        let id = entry.id.map { "<EndToEndId>\($0)</EndToEndId>" } ?? ""
        return """
            <Ntry><Amt Ccy="CNY">\(entry.amount)</Amt><CdtDbtInd>\(entry.sign)</CdtDbtInd>\(entry.head)<Sts><Cd>BOOK</Cd></Sts>
            <BookgDt><Dt>2026-07-01</Dt></BookgDt><AcctSvcrRef>\(entry.reference)</AcctSvcrRef>
            <BkTxCd><Prtry><Cd>TRF</Cd></Prtry></BkTxCd>
            <NtryDtls><TxDtls><Refs>\(id)</Refs>\(entry.more)</TxDtls></NtryDtls></Ntry>
            """
    }

    static func statement(
        id: String = "STM-1", account: String = account, sequence: Int = 1, opening: String, closing: String,
        _ entries: [String]
    ) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
        <GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-07-01T17:30:00+08:00</CreDtTm></GrpHdr>
        <Stmt><Id>\(id)</Id><ElctrncSeqNb>\(sequence)</ElctrncSeqNb><CreDtTm>2026-07-01T17:30:00+08:00</CreDtTm>
        <Acct><Id><Othr><Id>\(account)</Id></Othr></Id><Ccy>CNY</Ccy></Acct>
        <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">\(opening)</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-07-01</Dt></Dt></Bal>
        <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">\(closing)</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-07-01</Dt></Dt></Bal>
        \(entries.joined(separator: "\n"))
        </Stmt></BkToCstmrStmt></Document>
        """
    }

    static func notification(id: String = "NTF-1", account: String = account, _ entries: [String]) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <c:Document xmlns:c="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><c:BkToCstmrDbtCdtNtfctn>
        <c:GrpHdr><c:MsgId>M-2</c:MsgId><c:CreDtTm>2026-07-01T12:00:00+08:00</c:CreDtTm></c:GrpHdr>
        <c:Ntfctn><c:Id>\(id)</c:Id><c:CreDtTm>2026-07-01T12:00:00+08:00</c:CreDtTm>
        <c:Acct><c:Id><c:Othr><c:Id>\(account)</c:Id></c:Othr></c:Id></c:Acct>
        \(entries.map(prefixed).joined(separator: "\n"))
        </c:Ntfctn></c:BkToCstmrDbtCdtNtfctn></c:Document>
        """
    }

    /// Every element under the prefix `c`.
    private static func prefixed(_ text: String) -> String {
        text.replacing(/<(\/?)([A-Z])/) { "<\($0.1)c:\($0.2)" }
    }

    static func status(_ lines: [(id: String, status: String, reason: String?)]) -> String {
        let lines = lines.map { line in
            let reason =
                line.reason.map { "<StsRsnInf><Rsn><Cd>\($0)</Cd></Rsn><AddtlInf>账号不符</AddtlInf></StsRsnInf>" } ?? ""
            return
                "<TxInfAndSts><OrgnlEndToEndId>\(line.id)</OrgnlEndToEndId><TxSts>\(line.status)</TxSts>\(reason)</TxInfAndSts>"
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.12"><CstmrPmtStsRpt>
            <GrpHdr><MsgId>STS-1</MsgId><CreDtTm>2026-07-01T12:00:00+08:00</CreDtTm></GrpHdr>
            <OrgnlGrpInfAndSts><OrgnlMsgId>yongchuan-R1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts>
            <OrgnlPmtInfAndSts><OrgnlPmtInfId>risk-yongchuan-R1</OrgnlPmtInfId>\(lines.joined())</OrgnlPmtInfAndSts>
            </CstmrPmtStsRpt></Document>
            """
    }
}

/// xmllint with the schemas that `deploy/schemas` fetched; nil where one of them is missing.
struct Schemas {
    private let folder: String
    private let program: String

    init?() {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
        folder = root.appending(path: ".ballast/schemas").path
        guard
            let program = ["/usr/bin/xmllint", "/usr/local/bin/xmllint"].first(
                where: FileManager.default.isExecutableFile),
            FileManager.default.fileExists(atPath: "\(folder)/camt.054.001.08.xsd")
        else { return nil }
        self.program = program
    }

    /// What is wrong with a message; empty where it is as its schema says.
    func flaws(_ message: [UInt8], _ schema: String) throws -> String {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("ballast-\(UUID().uuidString).xml")
        try Data(message).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }  // at worst it lies among temporary files
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["--noout", "--nonet", "--schema", "\(folder)/\(schema).xsd", file.path]
        process.standardError = pipe
        try process.run()
        let said = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? "" : String(decoding: said, as: UTF8.self)
    }
}
