import Accounting

/// Money that comes in for a purpose, and the closing of periods and years.
extension Model {
    mutating func appropriate(
        _ category: String, _ source: String, _ amount: Int, on day: Day, _ voucher: String, by who: String
    )
        throws(No)
    {
        try need(who, "clerk")
        try mustBePast(day)
        let subject = "appropriation/\(voucher)"
        if entries[subject] != nil { throw No("already-exists") }
        try mustBeOpen(day)
        let places = ["central": "3101.01", "city": "3101.02", "district": "3101.03", "other": "3101.04"]
        let fund =
            category == "risk" ? places[source]! : category == "subsidy" ? "3102:\(source)" : "3103:\(source)"
        enter(
            subject, "appropriation-\(category)", on: day,
            [(Model.cash(category), amount), (fund, amount), ("6001", amount)])
        addLine(category, "credit", amount, called: voucher)
    }

    mutating func interest(_ category: String, _ amount: Int, on day: Day, _ voucher: String, by who: String) throws(No)
    {
        try need(who, "clerk")
        try mustBePast(day)
        let subject = "interest/\(voucher)"
        if entries[subject] != nil { throw No("already-exists") }
        try mustBeOpen(day)
        enter(
            subject, "deposit-interest", on: day,
            [(Model.cash(category), amount), ("4604:\(category)", amount), ("6609", amount)])
        addLine(category, "credit", amount, called: voucher)
    }

    private mutating func enter(
        _ subject: String, _ event: String, on day: Day, _ effects: [(account: String, amount: Int)]
    ) {
        entries[subject] = Plain(event: event, day: day, effects: effects)
        apply(effects, on: day)
    }

    /// Accounts that have a floor move now; principal, income and expense count by their day.
    private mutating func apply(_ effects: [(account: String, amount: Int)], on day: Day) {
        if day < today { isBackdated = true }
        for (account, amount) in effects {
            if account.hasPrefix("1002") || account.hasPrefix("310") { accounts[account, default: 0] += amount }
            if !account.hasPrefix("1002") { note(account, amount, on: day) }
        }
        if effects.contains(where: { $0.account.hasPrefix("3101") }) { followPool() }
    }

    mutating func proposeTransfer(_ name: String, from: String, to: String, _ amount: Int, by who: String) throws(No) {
        try need(who, "clerk")
        if entries["transfer/\(name)"] != nil { throw No("already-exists") }
        propose("transfer transfer/\(name)", .transfer(from: from, to: to, amount: amount), by: who)
    }

    mutating func approveTransfer(_ name: String, by who: String) throws(No) {
        try need(who, "approver")
        let content = try adopt("transfer transfer/\(name)", by: who)
        guard case .transfer(let from, let to, let amount) = content else { return }
        let funds = ["risk": "3101.03", "subsidy": "3102:district", "rebate": "3103:district"]
        enter(
            "transfer/\(name)", "earmark-transferred", on: today,
            [
                (Model.cash(to), amount), (Model.cash(from), -amount), (funds[from]!, -amount), (funds[to]!, amount),
            ])
        addLine(from, "debit", amount, called: "transfer/\(name)")
        addLine(to, "credit", amount, called: "transfer/\(name)")
    }

    mutating func proposeReversal(_ subject: String, dated: Day?, by who: String) throws(No) {
        try need(who, "clerk")
        if let dated { try mustBePast(dated) }
        _ = try reversible(subject, on: dated ?? today)
        propose("reverse \(entry(subject))", .reverse(dated), by: who)
    }

    mutating func approveReversal(_ subject: String, by who: String) throws(No) {
        try need(who, "approver")
        let content = try adopt("reverse \(entry(subject))", by: who)
        guard case .reverse(let dated) = content else { return }
        let wrong = try reversible(subject, on: dated ?? today)
        entries[entry(subject)] = Plain(event: "entry-reversed", day: dated ?? today, effects: [])
        apply(wrong.effects.map { ($0.account, -$0.amount) }, on: dated ?? today)
        // The bank has to show that the money went, or never was there.
        for (account, amount) in wrong.effects {
            guard let category = Model.category(of: account) else { continue }
            addLine(category, amount > 0 ? "debit" : "credit", abs(amount), called: entry(subject))
        }
    }

    /// How the books call what undoes an entry.
    private func entry(_ subject: String) -> String { "entry/\(entryNumbers[subject] ?? 999_999)" }

    private func reversible(_ subject: String, on day: Day) throws(No) -> Plain {
        guard entryNumbers[subject] != nil else { throw No("unknown-entry") }
        guard let plain = entries[subject], plain.event != "entry-reversed" else { throw No("not-reversible") }
        if entries[entry(subject)] != nil { throw No("already-exists") }
        guard day >= plain.day else { throw No("date-implausible") }
        try mustBeOpen(day)
        return plain
    }

    /// What stands in the way of closing, as far as the notebook knows it.
    func mustBeClosable(_ until: Day) throws(No) {
        guard until <= today + -1 else { throw No("date-implausible") }
        try mustBeOpen(until)
        let isOrderOpen = orders.values.contains {
            runs[$0.run]!.due <= until && ($0.state == "proposed" || $0.state == "issued")
        }
        let isYearOpen = until >= Day("2025-12-31")! && !results(until: Day("2025-12-31")!).isEmpty
        guard !isOrderOpen && !isYearOpen else { throw No("not-closable") }
    }

    mutating func proposeClosing(_ until: Day, by who: String) throws(No) {
        try need(who, "clerk")
        try mustBeClosable(until)
        propose("close period/\(until)", .close, by: who)
    }

    mutating func approveClosing(_ until: Day, by who: String) throws(No) {
        try need(who, "approver")
        _ = try adopt("close period/\(until)", by: who)
        try mustBeClosable(until)
        closedUntil = until
    }

    mutating func proposeReopening(_ until: Day?, by who: String) throws(No) {
        try need(who, "clerk")
        try mustBeClosed(beyond: until)
        propose("reopen period", .reopen(until), by: who)
    }

    mutating func approveReopening(by who: String) throws(No) {
        try need(who, "approver")
        let content = try adopt("reopen period", by: who)
        guard case .reopen(let until) = content else { return }
        try mustBeClosed(beyond: until)
        closedUntil = until
    }

    private func mustBeClosed(beyond until: Day?) throws(No) {
        guard let closedUntil, until.map({ $0 < closedUntil }) ?? true else { throw No("period-open") }
    }

    /// Income and expense that is left at the end of a day, by account.
    func results(until day: Day) -> [String: Int] {
        var results: [String: Int] = [:]
        for posting in dated where "456".contains(posting.account.first!) && posting.day <= day {
            results[posting.account, default: 0] += posting.amount
        }
        return results.filter { $0.value != 0 }
    }

    mutating func carryForward(_ year: Int, by who: String) throws(No) {
        try need(who, "clerk")
        guard year < today.year else { throw No("date-implausible") }
        let last = Day(year: year, month: 12, day: 31)!
        let left = results(until: last)
        guard !left.isEmpty else { return }
        let sources = ["3101.01", "3101.02", "3101.03", "3101.04"]
        let held = sources.map { max(0, balance($0, until: last)) }
        let rest =
            balance("3301", until: last) + left.filter { $0.key == "4609" }.map(\.value).reduce(0, +)
            - left.filter { $0.key.hasPrefix("5001") }.map(\.value).reduce(0, +)
        for (account, amount) in left { note(account, -amount, on: last) }
        for earmark in [
            "risk": "3101.08", "clearing": "3101.08", "subsidy": "3102:interest", "rebate": "3103:interest",
        ] {
            let interest = left["4604:\(earmark.key)"] ?? 0
            note(earmark.value, interest, on: last)
            accounts[earmark.value, default: 0] += interest
        }
        let whole = held.reduce(0, +)
        let moved = rest < 0 ? -min(-rest, whole) : rest
        let parts = whole > 0 ? largest(abs(moved), held) : [0, 0, moved, 0]
        for (source, part) in zip(sources, parts) {
            note(source, moved < 0 ? -part : part, on: last)
            accounts[source, default: 0] += moved < 0 ? -part : part
        }
        note("3301", rest - moved - balance("3301", until: last), on: last)
        followPool()
    }
}
