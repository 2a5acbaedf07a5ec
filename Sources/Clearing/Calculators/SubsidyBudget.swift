import Accounting
import JSON

extension SubsidyProgramme {
    /// Reduces what is payable to the budget, by the programme's rule (RULES §4, subsidy). The lines stand in order
    /// (period, loan).
    public func applyBudget(to lines: inout [SubsidyLine], explaining explanation: inout Explanation) {
        guard let budget, lines.map(\.capped).total > budget.amount else { return }
        switch budget.exhaustion {
        case .firstCome: serveInOrder(budget.amount, &lines)
        case .factor: reduceAlike(budget.amount, &lines)
        }
        for line in lines {
            explanation.note(
                .subsidyBudget,
                [
                    "loan": .string(line.loan), "bank": .string(line.bank), "period": line.period.json,
                    "before": line.capped.json, "budget": budget.amount.json,
                    "exhaustion": .string(budget.exhaustion.rawValue),
                ],
                line.payable.json
            )
        }
    }

    /// Period by period; within one, by (completed_at, loan).
    private func serveInOrder(_ budget: Money, _ lines: inout [SubsidyLine]) {
        var left = budget
        let order = lines.indices.sorted {
            (lines[$0].period, lines[$0].completedAt, lines[$0].loan)
                < (lines[$1].period, lines[$1].completedAt, lines[$1].loan)
        }
        for place in order {
            lines[place].payable = min(lines[place].capped, left)
            left -= lines[place].payable
        }
    }

    /// The budget over the banks, sorted; then what each bank gets over its lines.
    private func reduceAlike(_ budget: Money, _ lines: inout [SubsidyLine]) {
        let byBank = Dictionary(grouping: lines.indices) { lines[$0].bank }.sorted { $0.key < $1.key }
        let totals = byBank.map { bank in bank.value.map { lines[$0].capped }.total }
        for ((_, places), amount) in zip(byBank, budget.largest(over: totals.map(\.fen))) {
            let parts = amount.largest(over: places.map { lines[$0].capped.fen })
            for (place, part) in zip(places, parts) { lines[place].payable = part }
        }
    }

    /// What each funder pays of a line, ties to the first.
    public func fundersParts(of line: SubsidyLine) -> [Money] {
        line.payable.largest(over: funders.map(\.parts.billionths))
    }
}
