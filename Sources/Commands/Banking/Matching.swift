import Accounting
import Clearing
import JSON

/// Finds for each line of a statement what it is, and books it as that.
struct Matching {
    /// What a line turned out to be.
    enum Outcome: String, Sendable, CaseIterable {
        /// It pays an order, in full or in part.
        case matched
        /// It was in the books already, by hand or by a notification; now the bank has shown it.
        case confirmed
        /// It brings a payment back; its order waits under a new id.
        case returned
        /// It sends an unidentified receipt back.
        case sentBack = "sent-back"
        /// Nobody knows yet.
        case parked
        /// The bank said so before.
        case duplicate
    }

    private let statement: BankStatement
    private let kept: KeptStatement
    private let account: BankAccount
    private var called: [Reference: BankLine] = [:]
    /// In the books, and not on a statement: by the EndToEndId, or the voucher, they were recorded with.
    private var awaited: [String: [BankLine]] = [:]

    private struct Reference: Hashable {
        let reference: String
        let part: Int
        /// A payment and its return may bear one reference.
        let direction: BankLine.Direction

        init?(_ facts: BankLine.Facts, part: Int? = nil) {
            guard let reference = facts.reference else { return nil }
            self.reference = reference
            self.part = part ?? facts.part
            direction = facts.direction
        }
    }

    init(_ statement: BankStatement, _ kept: KeptStatement, of account: BankAccount, in books: inout Books) {
        self.statement = statement
        self.kept = kept
        self.account = account
        for line in books.lines(of: account.category, called: Set(statement.lines.compactMap(\.reference))) {
            note(line)
        }
        for line in books.waitingLines(of: account) where line.source == .manual {
            awaited[line.facts.endToEndId ?? "", default: []].append(line)
        }
    }

    /// Of what was recorded by hand before the first statement, its opening balance has the movements up to where the books
    /// stood at it; all of them, where they never did.
    mutating func bringForward(in books: inout Books) {
        let posted = books.waitingLines(of: account).filter { $0.statement == nil && $0.postedOn != nil }
        let earlier = awaited.values.joined()
            // A line that the statement itself names is no part of the opening balance.
            .filter { line in line.facts.bookedOn < statement.day && !statement.lines.contains { $0.fits(line) } }
            .sorted { ($0.facts.bookedOn, $0.number) < ($1.facts.bookedOn, $1.number) }
        var balance = books.holding(account.category.cash).balance - posted.map(\.facts.signed).total
        var count = statement.opening == balance ? 0 : earlier.count
        for (place, line) in earlier.enumerated() {
            balance += line.facts.signed
            if balance == statement.opening { count = place + 1 }
        }
        for var line in earlier.prefix(count) {
            line.bringForward(to: kept.number)
            books.save(line)
            awaited[line.facts.endToEndId ?? ""]?.removeAll { $0.number == line.number }
        }
    }

    mutating func run(
        at pointer: String, in books: inout Books, by caller: Caller, at now: Moment
    ) throws(Refusal) -> [StatementReceipt.Line] {
        try fetch(in: &books)
        var seen: [StatementReceipt.Line] = []
        for (place, facts) in statement.lines.enumerated() {
            let (line, outcome) = try take(facts, at: "\(pointer)/lines/\(place)", in: &books, by: caller, at: now)
            seen.append(StatementReceipt.Line(line: line, outcome: outcome))
        }
        return seen
    }

    /// Everything orders will be asked for, at once.
    private func fetch(in books: inout Books) throws(Refusal) {
        for number in Set(statement.lines.compactMap { $0.endToEndId.flatMap(PaymentOrder.number(in:)) }) {
            guard let order = order(number, in: &books) else { continue }
            for leg in books.legs(of: order) where leg.settledOn == nil && leg.subsidy == nil {
                do throws(Refusal) { _ = try books.claim(leg.claim) } catch { continue }
            }
        }
    }

    private mutating func take(
        _ facts: BankLine.Facts, at pointer: String, in books: inout Books, by caller: Caller, at now: Moment
    ) throws(Refusal) -> (BankLine, Outcome) {
        var facts = facts
        if let known = Reference(facts).flatMap({ called[$0] }) {
            guard let next = anotherMovement(like: known, facts) else {
                return try meetAgain(known, facts, at: pointer, in: &books)
            }
            facts = next
        }
        if let line = showAwaited(facts, in: &books) { return (line, .confirmed) }
        let day = max(facts.bookedOn, books.closedUntil.map { $0 + 1 } ?? facts.bookedOn)
        if let found = try settle(facts, on: day, in: &books, by: caller, at: now) { return found }
        let isCredit = facts.direction == .credit
        let line = make(
            facts, .parked, left: facts.amount, postedOn: isCredit ? day : nil, in: &books, by: caller, at: now)
        if isCredit {
            try books.post(
                "unidentified-receipt", about: "bank-line/\(line.number)", on: day,
                ["category": account.category.rawValue], ["amount": facts.amount])
        }
        books.tell(
            "bank-line.parked", about: "bank-line/\(line.number)", to: [caller.party.id],
            ["amount": .integer(facts.amount.fen), "direction": .string(facts.direction.rawValue)])
        return (line, .parked)
    }

    /// A movement that another statement has shown already moves this one's balance too, so it is one more, whatever the bank
    /// calls it: the next part under its reference.
    private func anotherMovement(like known: BankLine, _ facts: BankLine.Facts) -> BankLine.Facts? {
        guard statement.kind == .statement, known.statement != nil, known.facts.amount == facts.amount else {
            return nil
        }
        var part = facts.part + 1
        while let reference = Reference(facts, part: part), called[reference] != nil { part += 1 }
        return BankLine.Facts(
            reference: facts.reference, part: part, direction: facts.direction, amount: facts.amount,
            bookedOn: facts.bookedOn, endToEndId: facts.endToEndId, returnReason: facts.returnReason,
            counterparty: facts.counterparty, counterpartyAccount: facts.counterpartyAccount,
            remittance: facts.remittance)
    }

    /// The same reference again: a notification's line on the statement, or the very same line.
    private mutating func meetAgain(
        _ known: BankLine, _ facts: BankLine.Facts, at pointer: String, in books: inout Books
    ) throws(Refusal) -> (BankLine, Outcome) {
        guard known.facts.amount == facts.amount else {
            throw Refusal(.bankLineChanged, at: "\(pointer)/reference", ["reference": facts.reference ?? ""])
        }
        guard statement.kind == .statement, known.statement == nil, known.withdrawnOn == nil else {
            return (known, .duplicate)
        }
        var line = known
        show(&line, facts, in: &books)
        return (line, .confirmed)
    }

    private mutating func showAwaited(_ facts: BankLine.Facts, in books: inout Books) -> BankLine? {
        for key in [facts.endToEndId, facts.reference].compactMap({ $0 }) {
            guard let place = awaited[key]?.firstIndex(where: facts.fits), var line = awaited[key]?.remove(at: place)
            else { continue }
            show(&line, facts, in: &books)
            return line
        }
        return nil
    }

    private mutating func show(_ line: inout BankLine, _ facts: BankLine.Facts, in books: inout Books) {
        let isStatement = statement.kind == .statement
        line.show(facts, by: isStatement ? .statement : .notification, statement: isStatement ? kept.number : nil)
        books.save(line)
        note(line)
    }

    private mutating func note(_ line: BankLine) {
        if let reference = Reference(line.facts) { called[reference] = line }
    }

    // MARK: What a line settles

    private mutating func settle(
        _ facts: BankLine.Facts, on day: Day, in books: inout Books, by caller: Caller, at now: Moment
    ) throws(Refusal) -> (BankLine, Outcome)? {
        guard let id = facts.endToEndId else { return nil }
        if facts.direction == .debit, let number = BankLine.number(inReturn: id) {
            guard var receipt = returning(number, facts, in: &books) else { return nil }
            let line = make(facts, .matched, order: nil, postedOn: day, in: &books, by: caller, at: now)
            try books.finishReturn(&receipt, on: day)
            return (line, .sentBack)
        }
        guard let number = PaymentOrder.number(in: id), var order = order(number, in: &books),
            order.endToEndId == id, order.category == account.category, let dueOn = dueDay(of: order, in: &books),
            facts.bookedOn >= dueOn
        else { return nil }
        if facts.direction == .credit, order.direction == .pay, order.state == .paid, facts.amount == order.amount,
            let reason = facts.returnReason
        {
            let line = make(facts, .matched, order: number, postedOn: day, in: &books, by: caller, at: now)
            try books.reopen(&order, reason: reason, on: day, by: caller)
            return (line, .returned)
        }
        guard facts.returnReason == nil, (order.direction == .pay) == (facts.direction == .debit),
            order.takes(facts.amount)
        else { return nil }
        let line = make(facts, .matched, order: number, postedOn: day, in: &books, by: caller, at: now)
        try books.pay(&order, facts.amount, on: day, reference: facts.reference ?? id, by: caller)
        return (line, .matched)
    }

    private func returning(_ number: Int64, _ facts: BankLine.Facts, in books: inout Books) -> BankLine? {
        books.waitingLines(of: account).first {
            $0.number == number && $0.state == .returning && $0.assignment?.amount == facts.amount
        }
    }

    /// An id shaped like ours may be somebody's invention; what it names is then not there.
    private func order(_ number: Int64, in books: inout Books) -> PaymentOrder? {
        do throws(Refusal) { return try books.order(number) } catch { return nil }
    }

    private func dueDay(of order: PaymentOrder, in books: inout Books) -> Day? {
        do throws(Refusal) { return try books.run(order.run).dueOn } catch { return nil }
    }

    private mutating func make(
        _ facts: BankLine.Facts, _ state: BankLine.State, order: Int64? = nil, left: Money = .zero, postedOn: Day?,
        in books: inout Books, by caller: Caller, at now: Moment
    ) -> BankLine {
        let isStatement = statement.kind == .statement
        let line = BankLine(
            number: books.next(\.bankLine), category: account.category, facts: facts,
            source: isStatement ? .statement : .notification, statement: isStatement ? kept.number : nil, state: state,
            order: order, left: left, postedOn: postedOn, recordedBy: caller.person.id, recordedAt: now)
        books.save(line)
        note(line)
        return line
    }
}

extension BankLine.Facts {
    /// Whether a line recorded by hand can be this one.
    fileprivate func fits(_ line: BankLine) -> Bool {
        line.facts.amount == amount && line.facts.direction == direction && returnReason == nil
            && (line.facts.endToEndId == endToEndId || line.facts.endToEndId == reference)
    }
}
