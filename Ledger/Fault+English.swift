extension Fault {
    /// What is wrong and what to do, for an accountant.
    public var english: String {
        switch self {
        case .fileMissing: "this file is needed in a set of books and is not there"
        case .notUTF8: "the file cannot be read as UTF-8; save it as UTF-8"
        case .malformedYAML(let problem): "this is not YAML: \(problem)"
        case .duplicateKey(let key): "'\(key)' stands more than once in one place; keep one of them"
        case .unknownKey(let key): "'\(key)' is not known here; check its spelling or remove it"
        case .missingKey(let key): "'\(key)' is missing; add it"
        case .expected(let need): "\(need.english) is needed here"
        case .duplicateCode(let code): "account \(code) already stands in the chart; a code stands once"
        case .malformedAccount(let text):
            "'\(text)' is not an account; write code, colon, sub-account: letters, digits, '_', '.', '-' or {dimension}"
        case .unknownAccount(let code): "account \(code) is not in chart.yaml; add it there or correct the code"
        case .unknownDimension(let name, let account): "account \(account) has no dimension {\(name)} in chart.yaml"
        case .wrongSubaccount(let text, let forms):
            forms.isEmpty
                ? "'\(text)': this account has no sub-accounts in chart.yaml; book on the code itself"
                : "'\(text)' does not fit the sub-accounts of chart.yaml: \(forms.joined(separator: " or "))"
        case .unnamedAmount: "the line does not say which amount it books; add amount: and a name"
        case .sameAccount(let account): "debit and credit are the same account, \(account)"
        case .mixedBooks:
            "a line must stay within the financial accounts, the budgetary accounts (with book: budgetary) or the memo pairs"
        case .missingRule(let event): "the event \(event) is raised by the programme and has no rule; add one"
        case .otherDimensions(let event, let raised):
            "the rule of \(event) must use exactly the dimensions the event brings: \(raised.joined(separator: ", "))"
        case .otherAmounts(let event, let raised):
            "the rule of \(event) must book exactly the amounts the event brings: \(raised.joined(separator: ", "))"
        case .terms(_, let pointer, let detail): "\(pointer.isEmpty ? "terms" : pointer): \(detail)"
        case .unquotedNumber(let text):
            "put '\(text)' between quotes: ratios are exact decimal texts, amounts whole fen"
        case .duplicateTerms(let programme, let from):
            "terms of \(programme) from \(from) stand in another file already"
        case .dateOutsideYear(let day, let year): "\(day) is not in the year \(year) of this calendar"
        case .makeupOnWeekday(let day): "\(day) is not a weekend; only a Saturday or Sunday can be made a working day"
        case .duplicateDate(let day): "\(day) stands twice in this calendar"
        case .makeupInHoliday(let day): "\(day) is both a holiday and a make-up working day"
        case .endBeforeStart: "the last day of the holiday lies before its first"
        case .duplicateYear(let year): "the year \(year) has a calendar already"
        }
    }
}

extension Fault.Need {
    var english: String {
        switch self {
        case .mapping: "a mapping (key: value)"
        case .list: "a list"
        case .text: "a text"
        case .wholeNumber: "a whole number"
        case .date: "a date of the calendar, as 2026-01-31,"
        case .oneOf(let choices): "one of \(choices.joined(separator: ", "))"
        }
    }
}
