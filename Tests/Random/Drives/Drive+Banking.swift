import Accounting
import House
import JSON

extension Drive {
    static let numbers = ["risk": "6230880100000000017", "clearing": "6230880100000000025"]

    static let banking = [
        Drive("register-bank-account", weight: 1) { dice, model in
            // Anew under its number, which changes nothing, or under the other's, which is refused.
            let number = dice.pick(["risk", "clearing"])
            let who = dice.who(["office/admin"], model)
            let body: JSON = [
                "category": "risk", "bank_name": "行", "bank_code": "313653080011",
                "number": .string(numbers[number]!),
            ]
            return Step("register-bank-account", body, by: who) { model throws(No) in
                try model.need(who, "administrator")
                if number == "clearing" { throw No("already-exists") }
            }
        },
        Drive("receive-statement", weight: 12) { dice, model in
            let message = dice.message(model)
            let who = dice.clerk(model)
            return Step("receive-statement", message.json(on: model.today), by: who) { model throws(No) in
                try model.receive(message, by: who)
                model.references += message.movements.count
            }
        },
        Drive("receive-status", weight: 2) { dice, model in
            let orders = model.orders.values.sorted { $0.number < $1.number }
            let fitting = orders.filter { $0.direction == "pay" && $0.state == "issued" }.map(\.endToEndId)
            let id = dice.mostly(fitting, else: orders.map(\.endToEndId) + ["R9-O999-risk-x", "NOTPROVIDED"])
            let isRejected = dice.chance(70)
            let who = dice.clerk(model)
            let body: JSON = [
                "message": "M",
                "instructions": [["end_to_end_id": .string(id), "status": isRejected ? "rejected" : "accepted"]],
            ]
            return Step("receive-status", body, by: who) { model throws(No) in
                try model.receive([Model.Status(id: id, isRejected: isRejected)], by: who)
            }
        },
        Drive("propose-assignment", weight: 6) { dice, model in
            guard let number = dice.line(model, "parked") else { return nil }
            let who = dice.clerk(model)
            let assignment = dice.assignment(of: model.lines[number], model, by: who)
            return Step("propose-assignment", assignment.json, by: who, at: ["line": "\(number)"]) { model throws(No) in
                try model.proposeAssignment(assignment, number, by: who)
            }
        },
        Drive("approve-assignment", weight: 5) { dice, model in
            guard let number = dice.line(model, "proposed") else { return nil }
            let who = dice.approver(model)
            return Step("approve-assignment", by: who, at: ["line": "\(number)"]) { model throws(No) in
                try model.approveAssignment(number, by: who)
            }
        },
        Drive("reject-assignment", weight: 1) { dice, model in
            guard let number = dice.line(model, "proposed") else { return nil }
            let who = dice.who(["bureau/clerk", "bureau/approver"], model)
            return Step("reject-assignment", by: who, at: ["line": "\(number)"]) { model throws(No) in
                try model.rejectAssignment(number, by: who)
            }
        },
    ]
}

extension Dice {
    fileprivate mutating func line(_ model: Model, _ state: String) -> Int? {
        let fitting = model.lines.values.filter { $0.state == state }.map(\.number).sorted()
        guard !fitting.isEmpty || chance(5) else { return nil }
        return mostly(fitting, else: model.lines.keys.sorted() + [999])
    }

    fileprivate mutating func message(_ model: Model) -> Model.Message {
        let category = chance(70) ? "risk" : "clearing"
        let isStatement = chance(70)
        let known = model.statements.keys.sorted().map { String($0.split(separator: " ")[2]) }
        let movements = (0..<roll(0...3)).map { movement($0, category, model) }
        let moved = movements.map { $0.direction == "credit" ? $0.amount : -$0.amount }.reduce(0, +)
        let opening = (model.shownOn[category]?.closing ?? 0) + (chance(4) ? 1 : 0)
        return Model.Message(
            category: category, id: chance(95) ? "S-\(known.count + 1)" : pick(known), opening: opening,
            closing: opening + moved + (chance(3) ? 1 : 0), movements: movements, isStatement: isStatement,
            isKnownAccount: chance(98))
    }

    /// A payment of an order, what was recorded by hand, a payment that comes back, what was sent back, or anything.
    private mutating func movement(_ place: Int, _ category: String, _ model: Model) -> Model.Movement {
        let reference = "B-\(model.references + place + 1)"
        let orders = model.orders.values.filter { $0.category == category }.sorted { $0.number < $1.number }
        let open = orders.filter { $0.state == "issued" || $0.state == "part-paid" || $0.state == "reopened" }
        let paid = orders.filter { $0.state == "paid" && $0.direction == "pay" }
        let lines = model.lines.values.filter { $0.category == category }.sorted { $0.number < $1.number }
        let awaited = lines.filter { $0.reference == nil && !$0.isShown }
        let notified = lines.filter { $0.reference != nil && !$0.isShown }
        let returning = lines.filter { $0.state == "returning" }
        switch roll(1...10) {
        case 1...3 where !open.isEmpty:
            let order = pick(open)
            let amount = chance(80) ? order.open : roll(1...max(1, order.open))
            return Model.Movement(
                reference: reference, direction: order.direction == "pay" ? "debit" : "credit", amount: amount,
                id: order.endToEndId)
        case 4...5 where !awaited.isEmpty:
            let line = pick(awaited)
            return Model.Movement(reference: reference, direction: line.direction, amount: line.amount, id: line.id)
        case 6 where !paid.isEmpty:
            let order = pick(paid)
            return Model.Movement(
                reference: reference, direction: "credit", amount: order.amount, id: order.endToEndId, isReturn: true)
        case 7 where !notified.isEmpty:
            let line = pick(notified)
            let amount = line.amount + (chance(90) ? 0 : 1)
            return Model.Movement(
                reference: line.reference!, direction: line.direction, amount: amount, id: line.id)
        case 8 where !returning.isEmpty:
            let line = pick(returning)
            return Model.Movement(
                reference: reference, direction: "debit", amount: line.assignment!.amount,
                id: chance(70) ? "U\(line.number)-return" : nil)
        default:
            // What nobody knows: often as much as somebody owes.
            let owed = model.legs.values.filter { !$0.isPayable && $0.category == category && $0.waits }.map(\.amount)
            let amount = owed.isEmpty || chance(50) ? roll(1...2_000_000) : pick(owed.sorted())
            return Model.Movement(
                reference: reference, direction: chance(90) ? "credit" : "debit", amount: amount)
        }
    }

    fileprivate mutating func assignment(of line: Model.Line?, _ model: Model, by who: String) -> Model.Assignment {
        let left = max(1, line?.left ?? 1)
        let amount = chance(80) ? left : chance(80) ? roll(1...left) : left + 1
        let orders = model.orders.values.filter { $0.category == line?.category && $0.open > 0 }.map(\.number).sorted()
        let legs = model.legs.values.filter { !$0.isPayable && $0.category == line?.category && $0.waits }
            .sorted { $0.number < $1.number }
        let returning = model.lines.values.filter { $0.state == "returning" }.map(\.number).sorted()
        let isDebit = line?.direction == "debit"
        switch roll(1...10) {
        case 1...3 where !legs.isEmpty:
            let leg = pick(legs)
            return Model.Assignment(
                purpose: "claim", amount: min(amount, leg.amount), claim: leg.claim, party: leg.counterparty, by: who)
        case 4...6 where !orders.isEmpty:
            let order = model.orders[pick(orders)]!
            return Model.Assignment(
                purpose: "order", amount: isDebit ? amount : min(amount, max(1, order.open)), order: order.number,
                by: who)
        case 7 where !returning.isEmpty, 8 where isDebit && !returning.isEmpty:
            return Model.Assignment(purpose: "returned", amount: amount, line: pick(returning), by: who)
        case 9: return Model.Assignment(purpose: "interest", amount: amount, by: who)
        default: return Model.Assignment(purpose: "send-back", amount: amount, by: who)
        }
    }
}

extension Model.Assignment {
    fileprivate var json: JSON {
        var json: JSON = ["purpose": .string(purpose), "amount": .fen(amount)]
        if let order { json = json.with("order", .fen(order)) }
        if let claim { json = json.with("claim", .fen(claim)) }
        if let party { json = json.with("party", .string(party)) }
        if let line { json = json.with("line", .fen(line)) }
        return json
    }
}

extension Model.Message {
    func json(on day: Day) -> JSON {
        var statement: JSON = [
            "id": .string(id), "account": .string(isKnownAccount ? Drive.numbers[category]! : "6230880100000000099"),
            "day": .string("\(day)"), "lines": .array(movements.map { $0.json(on: day) }),
        ]
        if isStatement {
            statement = statement.with("opening", .fen(opening)).with("closing", .fen(closing))
        }
        return ["kind": isStatement ? "statement" : "notification", "statements": [statement]]
    }
}

extension Model.Movement {
    fileprivate func json(on day: Day) -> JSON {
        [
            "reference": .string(reference), "direction": .string(direction), "amount": .fen(amount),
            "booked_on": .string("\(day)"), "end_to_end_id": id.map(JSON.string) ?? .null,
            "return_reason": isReturn ? "AC04" : .null,
        ]
    }
}
