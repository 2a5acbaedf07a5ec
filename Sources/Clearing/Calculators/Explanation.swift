import Accounting
import JSON

/// The steps by which a figure was reached, in order, so that a clerk can redo them by hand.
///
/// When nobody asked for it, noting a step costs one test.
public struct Explanation: Sendable {
    public private(set) var steps: [Step] = []
    private let isWanted: Bool

    public init(isWanted: Bool) { self.isWanted = isWanted }

    /// One step: the rule (RULES §4), what went in and what came out.
    public struct Step: Sendable, Equatable {
        public let rule: Rule
        public let inputs: JSON
        /// Fen in nearly all steps; a ratio, a day or a truth where the rule gives one.
        public let amount: JSON
    }

    mutating func note(_ rule: Rule, _ inputs: @autoclosure () -> JSON, _ amount: @autoclosure () -> JSON) {
        guard isWanted else { return }
        steps.append(Step(rule: rule, inputs: inputs(), amount: amount()))
    }
}

extension Explanation.Step: JSONRepresentable {
    public var json: JSON {
        [
            "rule": .string(rule.rawValue), "zh": .string(rule.chinese), "en": .string(rule.english),
            "inputs": inputs, "amount": amount,
        ]
    }
}

extension Money: JSONRepresentable { public var json: JSON { .integer(fen) } }
extension Ratio: JSONRepresentable { public var json: JSON { .string(description) } }
extension Day: JSONRepresentable { public var json: JSON { .string(description) } }
