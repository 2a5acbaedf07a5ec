import Accounting
import Clearing
import Commands

/// Reads the bank's messages camt.053.001.08 (statement) and camt.054.001.08 (notification) as far as clearing needs them.
struct Camt {
    static let statement = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
    static let notification = "urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"

    private var statements: [BankStatement] = []
    private var entries: [CamtEntry] = []

    /// - Throws: `Problem` 400 `xml-…`, with the line of the file.
    static func read(_ bytes: [UInt8]) throws(Problem) -> ReceiveStatement {
        var camt = Camt()
        _ = try XMLReading.read(bytes, in: [statement, notification], each: ["Ntry", "Stmt", "Ntfctn"]) {
            (node) throws(Problem) in try camt.take(node)
        }
        guard !camt.statements.isEmpty else { throw .xmlField("Stmt", line: 1) }
        return ReceiveStatement(camt.statements)
    }

    /// Entries end before the statement they stand on does.
    private mutating func take(_ node: XMLNode) throws(Problem) {
        if node.name == "Ntry" {
            guard let entry = try CamtEntry(node) else { return }
            entries.append(entry)
            let lines = statements.map(\.lines.count).reduce(0, +) + entries.map(\.parts.count).reduce(0, +)
            guard lines <= ReceiveStatement.mostLines else { throw .xmlField("Ntry", line: node.line) }
            return
        }
        statements.append(try statement(node, node.name == "Stmt" ? .statement : .notification))
        entries = []
        guard statements.count <= ReceiveStatement.mostStatements else { throw .xmlField(node.name, line: node.line) }
    }

    private func statement(_ node: XMLNode, _ kind: BankStatement.Kind) throws(Problem) -> BankStatement {
        let id = try node.needed("Id", atMost: 35)
        let account = node.words("Acct/Id/Othr/Id", atMost: 34) ?? node.words("Acct/Id/IBAN", atMost: 34)
        guard let account else { throw .xmlField("Acct", line: node.line) }
        let sequence = node.words("ElctrncSeqNb", atMost: 18) ?? node.words("LglSeqNb", atMost: 18)
        let balances = node.all("Bal")
        let closing = balances.first { $0.balanceKind == "CLBD" }
        let opening = balances.first { $0.balanceKind == "OPBD" } ?? balances.first { $0.balanceKind == "PRCD" }
        if kind == .statement, closing == nil || opening == nil { throw .xmlField("Bal", line: node.line) }
        guard let day = closing?.day("Dt") ?? node.dayOf("CreDtTm") else { throw .xmlField("Dt", line: node.line) }
        let isStatement = kind == .statement
        return BankStatement(
            kind: kind, id: id, account: account, sequence: sequence.flatMap { Int64($0) }, day: day,
            opening: isStatement ? try opening?.signed() : nil, closing: isStatement ? try closing?.signed() : nil,
            lines: entries.enumerated().flatMap { $1.lines(statement: id, place: $0 + 1, closes: day) })
    }
}

extension XMLNode {
    func needed(_ path: String, atMost length: Int) throws(Problem) -> String {
        guard let words = words(path, atMost: length + 1), words.count <= length else {
            throw .xmlField(path, line: line)
        }
        return words
    }

    fileprivate var balanceKind: String? { words("Tp/CdOrPrtry/Cd", atMost: 4) }

    /// A date, or the date of a time.
    func day(_ path: String) -> Day? { dayOf("\(path)/Dt") ?? dayOf("\(path)/DtTm") }

    func dayOf(_ path: String) -> Day? { words(path, atMost: 40).flatMap { Day($0.prefix(10)) } }

    /// An amount of money in CNY, credits above nothing, debits below.
    func signed() throws(Problem) -> Money {
        let amount = try money("Amt")
        switch words("CdtDbtInd", atMost: 4) {
        case "CRDT": return amount
        case "DBIT": return -amount
        default: throw .xmlField("CdtDbtInd", line: line)
        }
    }

    /// `1234.5` is 1,234.50; what no fen can express is refused.
    func money(_ path: String) throws(Problem) -> Money {
        guard let node = first(path), node.attributes["Ccy"] == "CNY", let text = words(path, atMost: 24),
            let money = Money(plain: text)
        else { throw .xmlField(path, line: line) }
        return money
    }
}

extension Money {
    /// A decimal as XML writes it, at most 10^15 fen; nil for anything else.
    fileprivate init?(plain text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let places = parts.count > 1 ? parts[1] : "00"
        guard !parts[0].isEmpty || !places.isEmpty,
            (parts[0] + places).utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            places.dropFirst(2).allSatisfy({ $0 == "0" }),
            let fen = Int64(parts[0] + (places + "00").prefix(2)), fen <= greatestAmount
        else { return nil }
        self.init(fen: fen)
    }
}
