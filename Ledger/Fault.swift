import Accounting

/// What can be wrong in a set of books' definition.
public enum Fault: Hashable, Sendable {
    // Files
    case fileMissing
    case notUTF8
    case malformedYAML(String)
    // Form
    case duplicateKey(String)
    case unknownKey(String)
    case missingKey(String)
    case expected(Need)
    // Chart
    case duplicateCode(String)
    // Posting rules
    case malformedAccount(String)
    case unknownAccount(String)
    case unknownDimension(String, account: String)
    case wrongSubaccount(String, forms: [String])
    case unnamedAmount
    case sameAccount(String)
    case mixedBooks
    case missingRule(String)
    case otherDimensions(event: String, raised: [String])
    case otherAmounts(event: String, raised: [String])
    // Terms
    case terms(code: String, pointer: String, detail: String)
    case unquotedNumber(String)
    case duplicateTerms(programme: String, from: Day)
    // Calendars
    case dateOutsideYear(Day, year: Int)
    case makeupOnWeekday(Day)
    case duplicateDate(Day)
    case makeupInHoliday(Day)
    case endBeforeStart
    case duplicateYear(Int)

    /// What a value should have been.
    public enum Need: Hashable, Sendable {
        case mapping, list, text, wholeNumber, date
        case oneOf([String])
    }
}

extension Fault {
    /// Stable; programs may rely on it.
    public var code: String {
        switch self {
        case .fileMissing: "file-missing"
        case .notUTF8: "not-utf8"
        case .malformedYAML: "malformed-yaml"
        case .duplicateKey: "duplicate-key"
        case .unknownKey: "unknown-key"
        case .missingKey: "missing-key"
        case .expected: "wrong-value"
        case .duplicateCode: "duplicate-code"
        case .malformedAccount: "malformed-account"
        case .unknownAccount: "unknown-account"
        case .unknownDimension: "unknown-dimension"
        case .wrongSubaccount: "wrong-subaccount"
        case .unnamedAmount: "unnamed-amount"
        case .sameAccount: "same-account"
        case .mixedBooks: "mixed-books"
        case .missingRule: "missing-rule"
        case .otherDimensions: "other-dimensions"
        case .otherAmounts: "other-amounts"
        case .terms(let code, _, _): "terms-\(code)"
        case .unquotedNumber: "unquoted-number"
        case .duplicateTerms: "duplicate-terms"
        case .dateOutsideYear: "date-outside-year"
        case .makeupOnWeekday: "makeup-on-weekday"
        case .duplicateDate: "duplicate-date"
        case .makeupInHoliday: "makeup-in-holiday"
        case .endBeforeStart: "end-before-start"
        case .duplicateYear: "duplicate-year"
        }
    }
}
