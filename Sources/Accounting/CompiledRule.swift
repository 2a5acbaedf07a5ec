/// A posting rule made ready to be used tens of thousands of times a second: dimensions and amounts are looked up
/// once an event, not once a line, and a name that several lines share is put together once.
struct CompiledRule: Sendable {
    let rule: PostingRule
    private let dimensions: [String]
    private let amounts: [String]
    private let names: [Name]
    private let lines: [Line]

    /// An account's name whose dimensions are places in the list of values.
    private struct Name: Sendable {
        enum Piece: Sendable { case text(String), value(Int) }
        let pieces: [Piece]
    }

    private enum Choice: Sendable {
        case always(Int)
        case by(value: Int, names: [String: Int])
    }

    private struct Line: Sendable {
        let debit: Choice
        let credit: Choice
        let amount: Int
        let isBudgetary: Bool
    }

    init(_ rule: PostingRule) {
        let dimensions = rule.dimensions.sorted()
        let amounts = rule.amounts.sorted()
        var templates: [AccountTemplate] = []
        func place(_ name: String, in list: [String]) -> Int {
            guard let place = list.firstIndex(of: name) else {
                preconditionFailure("\(name) is one of the rule's own names")
            }
            return place
        }
        func name(_ template: AccountTemplate) -> Int {
            if let known = templates.firstIndex(of: template) { return known }
            templates.append(template)
            return templates.count - 1
        }
        func choice(_ choice: PostingRule.Choice) -> Choice {
            switch choice {
            case .always(let template): .always(name(template))
            case .by(let dimension, let accounts):
                .by(value: place(dimension, in: dimensions), names: accounts.mapValues(name))
            }
        }
        self.lines = rule.lines.map { line in
            Line(
                debit: choice(line.debit),
                credit: choice(line.credit),
                amount: place(line.amount, in: amounts),
                isBudgetary: line.isBudgetary
            )
        }
        self.names = templates.map { template in
            Name(pieces: CompiledRule.pieces(of: template) { place($0, in: dimensions) })
        }
        self.rule = rule
        self.dimensions = dimensions
        self.amounts = amounts
    }

    /// Neighbouring literals become one text, colons included.
    private static func pieces(of template: AccountTemplate, place: (String) -> Int) -> [Name.Piece] {
        var pieces: [Name.Piece] = []
        var text = ""
        for (index, part) in template.parts.enumerated() {
            if index > 0 { text += ":" }
            switch part {
            case .literal(let literal): text += literal
            case .dimension(let name):
                pieces += [.text(text), .value(place(name))]
                text = ""
            }
        }
        return text.isEmpty ? pieces : pieces + [.text(text)]
    }

    func postings(for event: Event, budgetary: Bool) throws(RuleError) -> [Posting] {
        let values = try values(of: event)
        let amounts = try amounts(of: event)
        var built = [AccountName?](repeating: nil, count: names.count)
        func name(_ choice: Choice) throws(RuleError) -> AccountName {
            let place = try self.place(choice, values, event)
            if let name = built[place] { return name }
            let name = AccountName(checked: text(of: names[place], values))
            built[place] = name
            return name
        }
        var postings: [Posting] = []
        postings.reserveCapacity(lines.count)
        for line in lines where budgetary || !line.isBudgetary {
            let amount = amounts[line.amount]
            guard amount > .zero else { continue }
            let debit = try name(line.debit)
            let credit = try name(line.credit)
            guard debit != credit else { throw .sameAccount(event: event.name) }
            postings.append(Posting(debit: debit, credit: credit, amount: amount))
        }
        return postings
    }

    private func place(_ choice: Choice, _ values: [String], _ event: Event) throws(RuleError) -> Int {
        switch choice {
        case .always(let place): return place
        case .by(let value, let names):
            guard let place = names[values[value]] else {
                throw .noAccountForDimension(event: event.name, name: dimensions[value])
            }
            return place
        }
    }

    private func text(of name: Name, _ values: [String]) -> String {
        var text = ""
        for piece in name.pieces {
            switch piece {
            case .text(let literal): text += literal
            case .value(let place): text += values[place]
            }
        }
        return text
    }

    private func values(of event: Event) throws(RuleError) -> [String] {
        var values: [String] = []
        values.reserveCapacity(dimensions.count)
        for name in dimensions {
            guard let value = event.dimensions[name] else { throw .missingDimension(event: event.name, name: name) }
            guard AccountName.isPart(value.utf8) else { throw .malformedDimension(event: event.name, name: name) }
            values.append(value)
        }
        return values
    }

    private func amounts(of event: Event) throws(RuleError) -> [Money] {
        var found: [Money] = []
        found.reserveCapacity(amounts.count)
        for name in amounts {
            guard let amount = event.amounts[name] else { throw .missingAmount(event: event.name, name: name) }
            guard amount >= .zero else { throw .negativeAmount(event: event.name, name: name) }
            found.append(amount)
        }
        if event.amounts.count > amounts.count, let other = event.amounts.keys.filter({ !amounts.contains($0) }).min() {
            throw .unbookedAmount(event: event.name, name: other)
        }
        return found
    }
}
