import Accounting
import Clearing
import Commands

/// A booked entry of a statement: one movement, or several that the bank booked as one.
struct CamtEntry {
    let parts: [Part]
    private let reference: String?
    private let entryReference: String?
    private let bookedOn: Day?
    private let direction: BankLine.Direction

    struct Part {
        let reference: String?
        let amount: Money
        let endToEndId: String?
        let returnReason: String?
        let counterparty: String?
        let counterpartyAccount: String?
        let remittance: String?
    }

    /// Nil where the bank has not booked it (pending, for information).
    init?(_ node: XMLNode) throws(Problem) {
        let status = node.words("Sts/Cd", atMost: 4) ?? node.words("Sts", atMost: 4)
        guard status == "BOOK" else { return nil }
        let signed = try node.signed()
        guard signed != .zero else { return nil }
        let amount = signed < .zero ? -signed : signed
        direction = signed < .zero ? .debit : .credit
        reference = node.words("AcctSvcrRef", atMost: 35)
        entryReference = node.words("NtryRef", atMost: 35)
        bookedOn = node.day("BookgDt") ?? node.day("ValDt")
        let isReversal = node.words("RvslInd", atMost: 5) == "true"
        let details = node.all("NtryDtls").flatMap { $0.all("TxDtls") }
        guard !details.isEmpty else {
            parts = [Part(XMLNode(name: "TxDtls", line: node.line, attributes: [:]), amount, direction, isReversal)]
            return
        }
        var parts: [Part] = []
        for detail in details {
            // Alone, the entry's amount is its own; several say each what it is.
            let own = details.count == 1 ? amount : try detail.money("Amt")
            parts.append(Part(detail, own, direction, isReversal))
        }
        guard parts.map(\.amount).total == amount else { throw .xmlField("TxDtls/Amt", line: node.line) }
        self.parts = parts
    }

    /// As the book takes them. A bank that gives no reference of its own is called by the statement and the entry's place.
    func lines(statement: String, place: Int, closes day: Day) -> [BankLine.Facts] {
        parts.enumerated().map { number, part in
            let named = reference ?? part.reference
            let fallback = entryReference.map { "\(statement)/\($0)" } ?? "\(statement)#\(place)"
            return BankLine.Facts(
                reference: named ?? fallback, part: parts.count == 1 ? 0 : number + 1, direction: direction,
                amount: part.amount, bookedOn: bookedOn ?? day, endToEndId: part.endToEndId,
                returnReason: part.returnReason, counterparty: part.counterparty,
                counterpartyAccount: part.counterpartyAccount, remittance: part.remittance)
        }
    }
}

extension CamtEntry.Part {
    init(_ node: XMLNode, _ amount: Money, _ direction: BankLine.Direction, _ isReversal: Bool) {
        // Who paid where money came in, who was paid where it went out.
        let side = direction == .credit ? "Dbtr" : "Cdtr"
        let reason = node.words("RtrInf/Rsn/Cd", atMost: 35) ?? node.words("RtrInf/Rsn/Prtry", atMost: 35)
        let isReturn = node.first("RtrInf") != nil
        let account = "RltdPties/\(side)Acct/Id"
        self.init(
            reference: node.words("Refs/AcctSvcrRef", atMost: 35), amount: amount,
            endToEndId: node.words("Refs/EndToEndId", atMost: 35),
            returnReason: reason ?? (isReturn ? "NARR" : isReversal ? "RVSL" : nil),
            counterparty: node.words("RltdPties/\(side)/Pty/Nm", atMost: 140),
            counterpartyAccount: node.words("\(account)/Othr/Id", atMost: 34)
                ?? node.words("\(account)/IBAN", atMost: 34),
            remittance: node.words("RmtInf/Ustrd", atMost: 500))
    }
}
