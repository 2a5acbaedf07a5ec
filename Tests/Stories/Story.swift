import Accounting

/// A day's events and the books they must give, as an accountant writes them down: see `Days`.
///
/// A story opens a book, then tells events in order, a line each, and between them tables of what must stand where. Every
/// table has a comment line above it that says how its figures were worked out. What is not understood is a fault of the
/// story, never passed over.
struct Story: Sendable {
    let title: String
    let opened: String
    let pool: Money
    let lines: [(number: Int, line: Line)]

    enum Line: Sendable, Equatable {
        /// The clock stands here from now on.
        case on(String)
        case step(StoryStep)
        /// A step that must be refused, with this code.
        case refused(String, StoryStep)
        case table(Table)
    }

    /// Figures that must stand where the story says.
    enum Table: Sendable, Equatable {
        /// Account and balance on its normal side; nil for one that must not be open.
        case balances([String: Money?])
        case shares(claim: Int64, [String: Share])
        case orders(run: Int64, [String])
        /// What became of a file's records, in file order.
        case outcomes(file: Int64, [String])

        struct Share: Sendable, Equatable {
            let amount, putOff: Money
        }
    }

    struct Fault: Error, Equatable, CustomStringConvertible {
        let line: Int
        let why: String
        var description: String { "line \(line): \(why)" }
    }

    init(_ text: String) throws(Fault) {
        var reader = StoryReader(text)
        title = try reader.title()
        (opened, pool) = try reader.opening()
        lines = try reader.lines()
    }
}

/// Reads a story line by line, strictly.
struct StoryReader {
    private var rest: ArraySlice<(number: Int, text: String)>
    private var hasComment = false

    init(_ text: String) {
        rest =
            text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .map { (number: $0.offset + 1, text: String($0.element)) }[...]
    }

    mutating func title() throws(Story.Fault) -> String {
        guard let first = rest.popFirst(), first.text.hasPrefix("# ") else {
            throw Story.Fault(line: 1, why: "a story begins with its title, `# …`")
        }
        return String(first.text.dropFirst(2))
    }

    mutating func opening() throws(Story.Fault) -> (String, Money) {
        while let line = rest.popFirst() {
            if line.text.isEmpty || line.text.hasPrefix("#") { continue }
            guard let match = line.text.wholeMatch(of: /opened (\d{4}-\d\d-\d\d), pool ([\d,]+\.\d\d)/),
                let pool = Money(written: match.2)
            else { throw Story.Fault(line: line.number, why: "the first line opens the book: opened DAY, pool AMOUNT") }
            return (String(match.1), pool)
        }
        throw Story.Fault(line: 1, why: "the book is never opened")
    }

    mutating func lines() throws(Story.Fault) -> [(number: Int, line: Story.Line)] {
        var lines: [(number: Int, line: Story.Line)] = []
        while let (number, text) = rest.popFirst() {
            if text.hasPrefix("#") {
                hasComment = true
            } else if text.isEmpty {
                hasComment = false
            } else {
                lines.append((number, try line(text, number)))
            }
        }
        guard lines.contains(where: { if case .table = $0.line { true } else { false } }) else {
            throw Story.Fault(line: 1, why: "a story without a table proves nothing")
        }
        return lines
    }

    private mutating func line(_ text: String, _ number: Int) throws(Story.Fault) -> Story.Line {
        if let match = text.wholeMatch(of: /on (\d{4}-\d\d-\d\d(?: \d\d:\d\d)?)/) { return .on(String(match.1)) }
        if let table = try table(text, number) { return .table(table) }
        if let match = text.wholeMatch(of: /refused ([A-Za-z0-9-]+): (.*)/) {
            return .refused(String(match.1), try step(match.2, number))
        }
        return .step(try step(text[...], number))
    }

    private func step(_ text: Substring, _ number: Int) throws(Story.Fault) -> StoryStep {
        guard let step = StoryStep(text) else {
            throw Story.Fault(line: number, why: "this is not understood: \(text)")
        }
        return step
    }

    private mutating func table(_ text: String, _ number: Int) throws(Story.Fault) -> Story.Table? {
        if text == "balances" {
            return .balances(try rows(number) { (row) throws(Story.Fault) in try Self.balance(row.text, row.number) })
        }
        if let match = text.wholeMatch(of: /shares of claim (\d+)/), let claim = Int64(match.1) {
            return .shares(
                claim: claim, try rows(number) { (row) throws(Story.Fault) in try Self.share(row.text, row.number) })
        }
        if let match = text.wholeMatch(of: /outcomes of file (\d+)/), let file = Int64(match.1) {
            let outcomes = try rows(number) { (row) throws(Story.Fault) in try Self.outcome(row.text, row.number) }
            return .outcomes(file: file, outcomes.sorted { $0.key < $1.key }.map(\.value))
        }
        guard let match = text.wholeMatch(of: /orders of run (\d+)/), let run = Int64(match.1) else { return nil }
        let orders = try rows(number) { (row) throws(Story.Fault) in (row.text, try Self.order(row.text, row.number)) }
        return .orders(run: run, orders.values.sorted())
    }

    /// The indented lines below a table's head, by their first word.
    private mutating func rows<T>(
        _ number: Int, _ read: ((number: Int, text: String)) throws(Story.Fault) -> (String, T)
    ) throws(Story.Fault) -> [String: T] {
        guard hasComment else { throw Story.Fault(line: number, why: "say above the table how it was worked out") }
        var rows: [String: T] = [:]
        while let row = rest.first, row.text.hasPrefix("  ") {
            rest.removeFirst()
            let (name, value) = try read((row.number, String(row.text.drop { $0 == " " })))
            guard rows.updateValue(value, forKey: name) == nil else {
                throw Story.Fault(line: row.number, why: "\(name) stands twice")
            }
        }
        guard !rows.isEmpty else { throw Story.Fault(line: number, why: "the table is empty") }
        return rows
    }

    /// Account, what people call it, balance.
    private static func balance(_ text: String, _ number: Int) throws(Story.Fault) -> (String, Money?) {
        let words = text.split(separator: " ")
        guard words.count >= 3, let account = words.first, let last = words.last else {
            throw Story.Fault(line: number, why: "account, its name, balance are needed")
        }
        if last == "–" { return (String(account), nil) }
        guard let amount = Money(written: last) else { throw Story.Fault(line: number, why: "\(last) is no amount") }
        return (String(account), amount)
    }

    private static func share(_ text: String, _ number: Int) throws(Story.Fault) -> (String, Story.Table.Share) {
        guard let match = text.wholeMatch(of: /([a-z-]+) +([\d,]+\.\d\d)(?: \+ ([\d,]+\.\d\d) put off)?/),
            let amount = Money(written: match.2), let putOff = Money(written: match.3 ?? "0.00")
        else { throw Story.Fault(line: number, why: "a share is: party AMOUNT, or party AMOUNT + AMOUNT put off") }
        return (String(match.1), Story.Table.Share(amount: amount, putOff: putOff))
    }

    private static func outcome(_ text: String, _ number: Int) throws(Story.Fault) -> (String, String) {
        guard let match = text.wholeMatch(of: /record ([1-9]) +((?:accepted|pending|rejected) .*)/) else {
            throw Story.Fault(line: number, why: "an outcome is: record NUMBER accepted|pending|rejected …")
        }
        return (String(match.1), String(match.2))
    }

    private static func order(_ text: String, _ number: Int) throws(Story.Fault) -> String {
        guard
            let match = text.wholeMatch(
                of: /(risk|subsidy|rebate|clearing) +([a-z-]+) +(pay|collect|even) +([\d,]+\.\d\d)/),
            let amount = Money(written: match.4)
        else { throw Story.Fault(line: number, why: "an order is: category party pay|collect|even AMOUNT") }
        return "\(match.1) \(match.2) \(match.3) \(amount)"
    }
}

extension Money {
    /// `1,234.56`, grouped as it is printed; nil for anything else.
    init?(written text: some StringProtocol) {
        guard let fen = Int64(String(text.filter { $0 != "," && $0 != "." })) else { return nil }
        self.init(fen: fen)
        guard "\(self)" == text else { return nil }
    }
}
