import Accounting
import Clearing

extension Books {
    /// Books a parked line as what it was found to be, on the day this is decided.
    mutating func carryOut(
        _ assignment: BankLine.Assignment, of line: BankLine, by caller: Caller, at now: Moment
    ) throws(Refusal) {
        var line = line
        let day = now.day
        let isCredit = line.facts.direction == .credit
        guard isCredit || assignment.amount == line.facts.amount else {
            throw Refusal(.assignmentUnfit, at: "/amount", ["what": "\(line.facts.amount)"])
        }
        guard
            isCredit == [.claim, .sendBack, .recorded, .interest].contains(assignment.purpose)
                || assignment.purpose == .order
        else { throw Refusal(.assignmentUnfit, at: "/purpose", ["what": line.facts.direction.rawValue]) }
        switch assignment.purpose {
        case .order: try assignToOrder(&line, assignment, on: day, by: caller)
        case .claim: try assignToClaim(&line, assignment, on: day)
        case .sendBack: line.sendBack()
        case .recorded: try assignToRecorded(&line, assignment, on: day)
        case .interest:
            line.assign(assignment.amount, on: day)
            try post(
                "unidentified-assigned-interest", about: "bank-line/\(line.number)", on: day,
                ["category": line.category.rawValue], ["amount": assignment.amount])
        case .returned:
            var receipt = try bankLine(assignment.line ?? 0)
            guard receipt.state == .returning, receipt.category == line.category,
                receipt.assignment?.amount == assignment.amount
            else { throw Refusal(.assignmentUnfit, at: "/line", ["what": receipt.state.rawValue]) }
            line.assign(assignment.amount, on: day)
            try finishReturn(&receipt, on: day)
        }
        save(line)
    }

    /// The bank has sent an unidentified receipt back.
    mutating func finishReturn(_ receipt: inout BankLine, on day: Day) throws(Refusal) {
        guard let amount = receipt.assignment?.amount else {
            preconditionFailure("a receipt goes back as it was decided")
        }
        receipt.assign(amount, on: day)
        save(receipt)
        try post(
            "unidentified-returned", about: "bank-line/\(receipt.number)", on: day,
            ["category": receipt.category.rawValue], ["amount": amount])
    }

    private mutating func assignToOrder(
        _ line: inout BankLine, _ assignment: BankLine.Assignment, on day: Day, by caller: Caller
    ) throws(Refusal) {
        var order = try order(assignment.order ?? 0)
        let isCredit = line.facts.direction == .credit
        guard order.category == line.category, (order.direction == .collect) == isCredit, order.direction != .even
        else {
            throw Refusal(
                .assignmentUnfit, at: "/order", ["what": "\(order.category.rawValue) \(order.direction.rawValue)"])
        }
        try pay(
            &order, assignment.amount, from: isCredit ? .parked : .bank, on: day,
            reference: line.facts.reference ?? "bank-line/\(line.number)", by: caller)
        line.assign(assignment.amount, order: order.number, on: day)
    }

    /// What the party owes for the claim and no run has taken up yet, oldest first, the last in part.
    private mutating func assignToClaim(
        _ line: inout BankLine, _ assignment: BankLine.Assignment, on day: Day
    ) throws(Refusal) {
        let claim = try claim(assignment.claim ?? 0)
        let owed = legs(ofClaim: claim.number).filter {
            $0.counterparty == assignment.party && !$0.kind.isPayable && $0.category == line.category && $0.waits
        }
        let total = owed.map(\.amount).total
        guard assignment.amount <= total else {
            throw Refusal(.assignmentUnfit, at: "/claim", ["what": "\(assignment.party ?? "") \(total)"])
        }
        var left = assignment.amount
        for leg in owed where left > .zero {
            let part = split(leg, at: min(leg.amount, left))
            try settle(part, from: .parked, on: day)
            left -= part.amount
        }
        line.assign(assignment.amount, on: day)
    }

    /// The same money had been recorded by hand: that line takes this one's place on the statement.
    private mutating func assignToRecorded(
        _ line: inout BankLine, _ assignment: BankLine.Assignment, on day: Day
    ) throws(Refusal) {
        var recorded = try bankLine(assignment.line ?? 0)
        guard let statement = line.statement, recorded.source == .manual, recorded.statement == nil,
            recorded.category == line.category,
            recorded.facts.direction == line.facts.direction, recorded.facts.amount == line.left,
            assignment.amount == line.left, line.left == line.facts.amount
        else { throw Refusal(.assignmentUnfit, at: "/line", ["what": "\(recorded.facts.amount)"]) }
        recorded.bringForward(to: statement)
        save(recorded)
        line.withdraw(on: day)
        try post(
            "unidentified-recorded", about: "bank-line/\(line.number)", on: day,
            ["category": line.category.rawValue], ["amount": assignment.amount])
    }
}
