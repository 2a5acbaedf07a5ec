import Accounting
import Clearing
import Crypto
import JSON

/// The bank says what moved: statements (camt.053) and notifications (camt.054), one message of either (RULES §7).
///
/// Each line pays the order whose EndToEndId it bears, confirms what was recorded by hand, reopens what was returned, or is
/// parked. What was received before changes nothing. A message is taken whole or not at all.
public struct ReceiveStatement: Command {
    public static let name = "receive-statement"
    public static let status = 201
    /// The most lines of a message, and the most statements.
    public static let mostLines = 5000
    public static let mostStatements = 16

    let statements: [BankStatement]

    /// A message that was read from another form than JSON.
    public init(_ statements: [BankStatement]) { self.statements = statements }

    public var needs: Needs {
        var needs = Needs()
        needs.bankAccounts = Set(statements.map(\.account))
        needs.statements = Set(statements.map(\.id))
        let lines = statements.flatMap(\.lines)
        needs.bankReferences = Set(lines.compactMap(\.reference))
        needs.orders = Set(lines.compactMap { $0.endToEndId.flatMap(PaymentOrder.number(in:)) })
        return needs
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> StatementReceipt {
        try caller.require(.clerk)
        var views: [StatementReceipt.Item] = []
        for (place, statement) in statements.enumerated() {
            views.append(try receive(statement, at: "/statements/\(place)", in: &books, by: caller, at: now))
        }
        return StatementReceipt(items: views)
    }

    private func receive(
        _ statement: BankStatement, at pointer: String, in books: inout Books, by caller: Caller, at now: Moment
    ) throws(Refusal) -> StatementReceipt.Item {
        let accounts = books.reference.bankAccounts.values
        guard let account = accounts.first(where: { $0.account.number == statement.account }) else {
            throw Refusal(.unknownAccount, at: "\(pointer)/account")
        }
        try statement.day.mustNotBeAfter(now.day, at: "\(pointer)/day")
        try statement.mustAddUp(at: pointer)
        if let known = books.statement(statement.id, statement.kind, of: account) {
            guard known.digest == statement.digest else {
                throw Refusal(.statementChanged, at: "\(pointer)/id", ["id": statement.id])
            }
            return StatementReceipt.Item(known, isDuplicate: true, lines: [])
        }
        let isFirst = try follows(statement, on: account, at: pointer, in: &books)
        let kept = KeptStatement(
            number: books.next(\.statement), category: account.category, kind: statement.kind, id: statement.id,
            account: statement.account, sequence: statement.sequence, day: statement.day, opening: statement.opening,
            closing: statement.closing, lines: statement.lines.count, digest: statement.digest,
            receivedBy: caller.person.id, receivedAt: now)
        books.add(kept)
        var matching = Matching(statement, kept, of: account, in: &books)
        if isFirst { matching.bringForward(in: &books) }
        let lines = try matching.run(at: pointer, in: &books, by: caller, at: now)
        books.tell(
            "statement.received", about: "statement/\(kept.number)", to: [caller.party.id],
            [
                "id": .string(kept.id), "lines": .integer(Int64(lines.count)),
                "parked": .integer(Int64(lines.count { $0.outcome == .parked })),
            ])
        return StatementReceipt.Item(kept, isDuplicate: false, lines: lines)
    }

    /// Statements of an account follow one another without gap. Says whether this is the first.
    private func follows(
        _ statement: BankStatement, on account: BankAccount, at pointer: String, in books: inout Books
    ) throws(Refusal) -> Bool {
        guard statement.kind == .statement else { return false }
        guard let last = books.lastStatement(of: account) else { return true }
        try last.mustLead(to: statement, at: pointer)
        return false
    }
}

extension BankStatement {
    /// SHA-256 of all it says. The envelope is not in it: banks send the same statement in a new one.
    var digest: [UInt8] {
        var hash = SHA256()
        func add(_ part: String?) {
            // Each part with its length before it, so that no two statements are the same text.
            hash.update(data: Array((part.map { "\($0.utf8.count):\($0)" } ?? "-").utf8))
        }
        for part in [kind.rawValue, id, account, sequence.map { "\($0)" }, "\(day)"] { add(part) }
        for amount in [opening, closing] { add(amount.map { "\($0.fen)" }) }
        for line in lines {
            for part in [
                line.reference, "\(line.part)", line.direction.rawValue, "\(line.amount.fen)", "\(line.bookedOn)",
                line.endToEndId, line.returnReason, line.counterparty, line.counterpartyAccount, line.remittance,
            ] { add(part) }
        }
        return Array(hash.finalize())
    }
}
