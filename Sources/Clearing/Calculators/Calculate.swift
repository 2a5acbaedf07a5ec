import JSON

/// The five calculators behind one door, for the command line and the API (RULES §4).
///
///     {"kind": "fee", "input": {…}}   one case, or an array of cases
///
/// `id`, `title` and `expect` may stand beside and are not looked at; `"explain": true` asks for the steps of one
/// case.
public enum Calculate {
    private enum Kind: String, CaseIterable { case share, recover, subsidy, fee, calendar }

    /// The result of a case, or of each case of an array in the same order. A pointer in a problem begins with the
    /// place in the array.
    public static func result(of json: JSON, explain: Bool) throws(InputProblem) -> JSON {
        try InputProblem.gathering {
            guard case .array(let cases) = json else { return try result(of: json, at: "", explain: explain) }
            return .array(
                try cases.enumerated().map { place, json in
                    try result(of: json, at: "/\(place)", explain: explain)
                }
            )
        }
    }

    private static func result(of json: JSON, at pointer: String, explain: Bool) throws -> JSON {
        var fields = try Fields(json, at: pointer)
        let kind = try fields.choice("kind", of: Kind.self)
        let input = try fields.required("input")
        let isExplained = try fields.optionalBool("explain") ?? explain
        for name in ["id", "title", "expect"] { _ = fields.value(name) }
        try fields.end()
        var explanation = Explanation(isWanted: isExplained)
        let result = try result(of: kind, input, at: fields.pointer(to: "input"), &explanation)
        guard isExplained, case .object(let members) = result else { return result }
        return .object(members + [.init(name: "explain", value: explanation.steps.json)])
    }

    private static func result(
        of kind: Kind,
        _ input: JSON,
        at pointer: String,
        _ explanation: inout Explanation
    ) throws -> JSON {
        switch kind {
        case .share: try ShareCase(input, at: pointer).result(explaining: &explanation)
        case .recover: try RecoverCase(input, at: pointer).result(explaining: &explanation)
        case .subsidy: try SubsidyCase(input, at: pointer).result(explaining: &explanation)
        case .fee: try FeeCase(input, at: pointer).result(explaining: &explanation)
        case .calendar: try CalendarCase(input, at: pointer).result(explaining: &explanation)
        }
    }
}
