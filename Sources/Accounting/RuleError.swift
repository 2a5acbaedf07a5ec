/// Why an event could not be turned into an entry. Each is a fault of the caller or of the rules, never of a user;
/// values of dimensions stay out of the text.
public enum RuleError: Error, Hashable, Sendable {
    case unknownEvent(String)
    case missingDimension(event: String, name: String)
    /// Not 1…64 letters, digits, `_`, `.` or `-`.
    case malformedDimension(event: String, name: String)
    /// The rule chooses an account by this dimension and has none for its value.
    case noAccountForDimension(event: String, name: String)
    case missingAmount(event: String, name: String)
    /// No line of the rule books this amount.
    case unbookedAmount(event: String, name: String)
    case negativeAmount(event: String, name: String)
    /// With these dimensions a line would debit and credit one account.
    case sameAccount(event: String)
}

extension RuleError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownEvent(let event): "no posting rule for event \(event)"
        case .missingDimension(let event, let name): "event \(event) needs the dimension \(name)"
        case .malformedDimension(let event, let name):
            "dimension \(name) of event \(event) must be 1 to 64 letters, digits, '_', '.' or '-'"
        case .noAccountForDimension(let event, let name):
            "the rule of event \(event) has no account for this value of \(name)"
        case .missingAmount(let event, let name): "event \(event) needs the amount \(name)"
        case .unbookedAmount(let event, let name): "the rule of event \(event) does not book the amount \(name)"
        case .negativeAmount(let event, let name):
            "amount \(name) of event \(event) is negative; book the opposite event"
        case .sameAccount(let event): "event \(event) would debit and credit the same account"
        }
    }
}
