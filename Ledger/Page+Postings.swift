import Accounting
import Yams

extension Page {
    /// `postings.yaml`: a mapping of event to rule. Accounts are looked up in the chart.
    mutating func rules(_ root: Node, chart: Chart) -> [PostingRule] {
        var rules: [PostingRule] = []
        var lines: [String: Int] = [:]
        for (event, keyNode, node) in members(of: root) ?? [] {
            lines[event] = keyNode.line
            if let rule = rule(event, node, chart) { rules.append(rule) }
        }
        for raised in RaisedEvent.all {
            if let line = lines[raised.name] {
                rules.first { $0.event == raised.name }.map { compare($0, with: raised, line) }
            } else {
                report(.missingRule(raised.name), 1)
            }
        }
        return rules
    }

    /// A rule that is not whole is not compared: what is wrong with it has been said.
    private mutating func compare(_ rule: PostingRule, with raised: RaisedEvent, _ line: Int) {
        if rule.dimensions != raised.dimensions {
            report(.otherDimensions(event: raised.name, raised: raised.dimensions.sorted()), line)
        }
        if rule.amounts != raised.amounts {
            report(.otherAmounts(event: raised.name, raised: raised.amounts.sorted()), line)
        }
    }

    private mutating func rule(_ event: String, _ node: Node, _ chart: Chart) -> PostingRule? {
        guard let section = section(node, required: ["zh", "en", "lines"]) else { return nil }
        let chinese = text(section["zh"])
        let english = text(section["en"])
        guard let chinese, let english, let nodes = section["lines"].flatMap({ list($0) }) else { return nil }
        let lines = nodes.compactMap { line($0, chart) }
        guard lines.count == nodes.count, !lines.isEmpty else {
            if nodes.isEmpty { report(.missingKey("lines"), node.line) }
            return nil
        }
        return PostingRule(event: event, chinese: chinese, english: english, lines: lines)
    }

    private mutating func line(_ node: Node, _ chart: Chart) -> PostingRule.Line? {
        guard let section = section(node, required: ["debit", "credit", "amount"], optional: ["book"]) else {
            return nil
        }
        let debit = choice(section["debit"], chart)
        let credit = choice(section["credit"], chart)
        let amount = text(section["amount"])
        let isBudgetary = section["book"].map { choice($0, of: [("budgetary", true)]) ?? false } ?? false
        guard let debit, let credit, let amount else { return nil }
        let line = PostingRule.Line(debit: debit, credit: credit, amount: amount, isBudgetary: isBudgetary)
        return isSound(line, chart, node.line) ? line : nil
    }

    /// `"2302:{payee}:{claim}"`, or `{ by: source, central: "3101.01", … }`.
    private mutating func choice(_ node: Node?, _ chart: Chart) -> PostingRule.Choice? {
        guard let node else { return nil }
        guard case .mapping = node else { return template(node, chart).map { .always($0) } }
        guard let members = members(of: node) else { return nil }
        guard let by = members.first(where: { $0.key == "by" }) else {
            report(.missingKey("by"), node.line)
            return nil
        }
        let options = members.filter { $0.key != "by" }
        var accounts: [String: AccountTemplate] = [:]
        for option in options { accounts[option.key] = template(option.value, chart) }
        guard let dimension = text(by.value), accounts.count == options.count, !accounts.isEmpty else { return nil }
        return .by(dimension: dimension, accounts: accounts)
    }

    private mutating func template(_ node: Node, _ chart: Chart) -> AccountTemplate? {
        guard let text = text(node) else { return nil }
        guard let template = AccountTemplate(text) else {
            report(.malformedAccount(text), node.line)
            return nil
        }
        guard let account = chart.account(code: template.code) else {
            report(.unknownAccount(template.code), node.line)
            return nil
        }
        if let fault = account.fault(in: template) {
            report(fault, node.line)
            return nil
        }
        return template
    }
}
