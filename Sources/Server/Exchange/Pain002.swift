import Clearing
import Commands

/// Reads the bank's answer to payment instructions, pain.002.001.12.
enum Pain002 {
    static let namespace = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.12"

    /// - Throws: `Problem` 400 `xml-…`, with the line of the file.
    static func read(_ bytes: [UInt8]) throws(Problem) -> ReceiveStatus {
        var message: String?
        var lines: [ReceiveStatus.Line] = []
        _ = try XMLReading.read(bytes, in: [namespace], each: ["GrpHdr", "TxInfAndSts"]) { (node) throws(Problem) in
            if node.name == "GrpHdr" {
                message = try node.needed("MsgId", atMost: 35)
            } else {
                lines.append(try line(node))
                guard lines.count <= ReceiveStatus.mostLines else { throw .xmlField("TxInfAndSts", line: node.line) }
            }
        }
        guard let message else { throw .xmlField("GrpHdr", line: 1) }
        // A bank that answers for the message as a whole says nothing of any one payment.
        guard !lines.isEmpty else { throw .xmlField("TxInfAndSts", line: 1) }
        return ReceiveStatus(message: message, lines: lines)
    }

    private static func line(_ node: XMLNode) throws(Problem) -> ReceiveStatus.Line {
        let id = try node.needed("OrgnlEndToEndId", atMost: 35)
        let status: ReceiveStatus.Status =
            switch try node.needed("TxSts", atMost: 4) {
            case "RJCT": .rejected
            case "ACCC", "ACSC", "ACSP", "ACWC", "ACTC", "ACCP": .accepted
            default: .pending
            }
        let reason = node.words("StsRsnInf/Rsn/Cd", atMost: 4) ?? node.words("StsRsnInf/Rsn/Prtry", atMost: 35)
        let more = node.words("StsRsnInf/AddtlInf", atMost: 105)
        let said = [reason, more].compactMap { $0 }.joined(separator: " ")
        return ReceiveStatus.Line(endToEndId: id, status: status, reason: said.isEmpty ? nil : said)
    }
}
