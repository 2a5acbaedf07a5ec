import Accounting

/// What the bank says, and what becomes of each line.
extension Model {
    struct Line: Sendable {
        let number: Int
        let category, direction: String
        let amount: Int
        var id: String?
        var reference: String?
        var part = 0
        let isManual: Bool
        var isShown = false
        var state = "matched"
        var left = 0
        var order: Int?
        var assignment: Assignment?
    }

    struct Assignment: Sendable {
        let purpose: String
        let amount: Int
        var order: Int?
        var claim: Int?
        var party: String?
        var line: Int?
        let by: String
    }

    /// One movement as the bank tells it.
    struct Movement: Sendable {
        let reference, direction: String
        let amount: Int
        var id: String?
        var isReturn = false
    }

    @discardableResult
    mutating func addLine(
        _ category: String, _ direction: String, _ amount: Int, called id: String?, reference: String? = nil,
        order: Int? = nil
    ) -> Int {
        let number = lines.count + 1
        lines[number] = Line(
            number: number, category: category, direction: direction, amount: amount, id: id, reference: reference,
            isManual: reference == nil, order: order)
        return number
    }

    struct Message: Sendable {
        let category, id: String
        let opening, closing: Int
        let movements: [Movement]
        var isStatement = true
        var isKnownAccount = true

        var name: String { "\(isStatement) \(category) \(id)" }
        var text: String { "\(opening) \(closing) \(movements)" }
    }

    mutating func receive(_ message: Message, by who: String) throws(No) {
        try need(who, "clerk")
        guard message.isKnownAccount else { throw No("unknown-account") }
        let moved = message.movements.map { $0.direction == "credit" ? $0.amount : -$0.amount }.reduce(0, +)
        if message.isStatement && message.opening + moved != message.closing { throw No("statement-sum") }
        if let said = statements[message.name] {
            guard said == "\(today) \(message.text)" else { throw No("statement-changed") }
            return
        }
        if message.isStatement, let last = shownOn[message.category], last.closing != message.opening {
            throw No("statement-opening")
        }
        statements[message.name] = "\(today) \(message.text)"
        if message.isStatement { shownOn[message.category] = (today, message.closing) }
        for movement in message.movements { try take(movement, message) }
    }

    private mutating func take(_ movement: Movement, _ message: Message) throws(No) {
        let called = lines.values.filter {
            $0.category == message.category && $0.reference == movement.reference && $0.direction == movement.direction
        }
        if let known = called.min(by: { $0.part < $1.part }) {
            guard known.amount == movement.amount else { throw No("bank-line-changed") }
            guard message.isStatement && known.isShown else {
                if message.isStatement { lines[known.number]!.isShown = true }
                return
            }
            // What two statements show has moved twice.
        }
        let part = called.count
        if let awaited = awaited(movement, message.category) {
            lines[awaited]!.id = movement.id
            lines[awaited]!.reference = movement.reference
            lines[awaited]!.part = part
            lines[awaited]!.isShown = message.isStatement
            return
        }
        if try settle(movement, message) {
            lines[lines.count]!.part = part
            return
        }
        let line = addLine(
            message.category, movement.direction, movement.amount, called: movement.id,
            reference: movement.reference)
        lines[line]!.isShown = message.isStatement
        lines[line]!.part = part
        lines[line]!.state = "parked"
        lines[line]!.left = movement.amount
        if movement.direction == "credit" { park(message.category, movement.amount) }
    }

    private mutating func park(_ category: String, _ amount: Int) {
        accounts[Model.cash(category), default: 0] += amount
        accounts["2307.09", default: 0] += amount
    }

    /// What was recorded by hand under the id, or the reference, the bank names.
    private func awaited(_ movement: Movement, _ category: String) -> Int? {
        guard !movement.isReturn else { return nil }
        for name in [movement.id, movement.reference] {
            let line = lines.values.filter {
                $0.isManual && $0.reference == nil && !$0.isShown && $0.category == category && $0.id == name
                    && name != nil && $0.amount == movement.amount && $0.direction == movement.direction
            }.min { $0.number < $1.number }
            if let line { return line.number }
        }
        return nil
    }

    private mutating func settle(_ movement: Movement, _ message: Message) throws(No) -> Bool {
        let found = orders.values.first { $0.endToEndId == movement.id && $0.category == message.category }
        if movement.direction == "debit", let id = movement.id, let back = returning(id, movement, message.category) {
            note(movement, message, order: nil)
            finishReturn(back)
            return true
        }
        guard let order = found, today >= runs[order.run]!.due else { return false }
        if movement.isReturn {
            guard movement.direction == "credit", order.direction == "pay", order.state == "paid",
                order.amount == movement.amount
            else { return false }
            note(movement, message, order: order.number)
            orders[order.number]!.state = "reopened"
            orders[order.number]!.paid = 0
            orders[order.number]!.attempt += 1
            park(order.category, movement.amount)
            return true
        }
        guard (order.direction == "pay") == (movement.direction == "debit"), order.takes(movement.amount) else {
            return false
        }
        note(movement, message, order: order.number)
        try pay(order.number, movement.amount)
        return true
    }

    private mutating func note(_ movement: Movement, _ message: Message, order: Int?) {
        let line = addLine(
            message.category, movement.direction, movement.amount, called: movement.id, reference: movement.reference,
            order: order)
        lines[line]!.isShown = message.isStatement
    }

    private func returning(_ id: String, _ movement: Movement, _ category: String) -> Int? {
        lines.values.first {
            "U\($0.number)-return" == id && $0.state == "returning" && $0.category == category
                && $0.assignment?.amount == movement.amount
        }?.number
    }

    private mutating func finishReturn(_ number: Int) {
        let line = lines[number]!
        assign(number, line.assignment!.amount)
        accounts[Model.cash(line.category), default: 0] -= line.assignment!.amount
        accounts["2307.09", default: 0] -= line.assignment!.amount
    }

    private mutating func assign(_ number: Int, _ amount: Int) {
        lines[number]!.left -= amount
        lines[number]!.state = lines[number]!.left == 0 ? "assigned" : "parked"
    }

    mutating func proposeAssignment(_ assignment: Assignment, _ number: Int, by who: String) throws(No) {
        try need(who, "clerk")
        guard let line = lines[number] else { throw No("unknown-bank-line") }
        guard line.state == "parked" else { throw No("wrong-state") }
        guard assignment.amount <= line.left else { throw No("above-rest") }
        var trial = self
        try trial.carryOut(assignment, number)
        lines[number]!.assignment = assignment
        lines[number]!.state = "proposed"
    }

    mutating func approveAssignment(_ number: Int, by who: String) throws(No) {
        try need(who, "approver")
        guard let line = lines[number] else { throw No("unknown-bank-line") }
        guard line.state == "proposed", let assignment = line.assignment else { throw No("wrong-state") }
        guard assignment.by != who else { throw No("four-eyes") }
        try carryOut(assignment, number)
    }

    mutating func rejectAssignment(_ number: Int, by who: String) throws(No) {
        try need(who, "clerk", "approver")
        guard let line = lines[number] else { throw No("unknown-bank-line") }
        guard line.state == "proposed" else { throw No("wrong-state") }
        lines[number]!.assignment = nil
        lines[number]!.state = "parked"
    }

    private mutating func carryOut(_ assignment: Assignment, _ number: Int) throws(No) {
        let line = lines[number]!
        let isCredit = line.direction == "credit"
        guard isCredit || assignment.amount == line.amount else { throw No("assignment-unfit") }
        let ofCredits = ["claim", "send-back", "interest"].contains(assignment.purpose)
        guard assignment.purpose == "order" || isCredit == ofCredits else { throw No("assignment-unfit") }
        switch assignment.purpose {
        case "order":
            guard let order = orders[assignment.order!] else { throw No("unknown-order") }
            guard order.category == line.category, (order.direction == "collect") == isCredit,
                order.direction != "even"
            else { throw No("assignment-unfit") }
            try pay(order.number, assignment.amount, isParked: isCredit)
            assign(number, assignment.amount)
            lines[number]!.order = order.number
        case "claim": try assignToClaim(assignment, number)
        case "send-back": lines[number]!.state = "returning"
        case "interest":
            assign(number, assignment.amount)
            accounts["2307.09", default: 0] -= assignment.amount
            note("4604:\(line.category)", assignment.amount, on: today)
        default:
            guard let back = lines[assignment.line!] else { throw No("unknown-bank-line") }
            guard back.state == "returning", back.category == line.category,
                back.assignment?.amount == assignment.amount
            else { throw No("assignment-unfit") }
            assign(number, assignment.amount)
            finishReturn(back.number)
        }
    }

    private mutating func assignToClaim(_ assignment: Assignment, _ number: Int) throws(No) {
        guard claims[assignment.claim!] != nil else { throw No("unknown-claim") }
        let owed = legs(of: assignment.claim!).filter {
            $0.counterparty == assignment.party && !$0.isPayable && $0.category == lines[number]!.category && $0.waits
        }
        guard assignment.amount <= owed.map(\.amount).reduce(0, +) else { throw No("assignment-unfit") }
        var left = assignment.amount
        for leg in owed where left > 0 {
            let part = min(leg.amount, left)
            split(leg.number, at: part)
            settleLeg(leg.number, isParked: true)
            left -= part
        }
        assign(number, assignment.amount)
    }

    struct Status: Sendable {
        let id: String
        let isRejected: Bool
    }

    mutating func receive(_ statuses: [Status], by who: String) throws(No) {
        try need(who, "clerk")
        for status in statuses where status.isRejected {
            guard let order = orders.values.first(where: { $0.endToEndId == status.id }), order.direction == "pay",
                order.state == "issued" || order.state == "reopened"
            else { continue }
            orders[order.number]!.attempt += 1
        }
    }
}
