/// The books' definition: which accounts there are, and how every event is booked.
public struct Rulebook: Sendable {
    public let chart: Chart
    /// In the order of their file.
    public let rules: [PostingRule]
    private let compiled: [String: CompiledRule]

    /// Every event must have one rule, and every account of a rule its place in the chart; the loader has refused
    /// rules where that is not so.
    public init(chart: Chart, rules: [PostingRule]) {
        self.chart = chart
        self.rules = rules
        self.compiled = Dictionary(rules.map { ($0.event, CompiledRule($0)) }) { _, again in
            preconditionFailure("event \(again.rule.event) has two rules")
        }
        for code in rules.flatMap(\.lines).flatMap({ $0.debit.templates + $0.credit.templates }).map(\.code) {
            precondition(chart.account(code: code) != nil, "account \(code) of a posting rule is not in the chart")
        }
    }

    public func rule(for event: String) -> PostingRule? { compiled[event]?.rule }

    /// What an event puts into the books. `budgetary` is true for a fund that keeps the budgetary book too; the
    /// event's dimensions and amounts are the same either way. Lines of zero are left out.
    public func entry(for event: Event, budgetary: Bool) throws(RuleError) -> Entry {
        guard let rule = compiled[event.name] else { throw .unknownEvent(event.name) }
        let postings = try rule.postings(for: event, budgetary: budgetary)
        return Entry(event: event.name, date: event.date, reference: event.reference, postings: postings)
    }
}
