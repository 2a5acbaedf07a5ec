import Accounting

extension Model {
    mutating func proposeRun(_ due: Day, by who: String) throws(No) {
        try need(who, "clerk")
        try mustBePast(due)
        if runs.values.contains(where: { $0.due == due }) { return }
        let taken = affordable(due)
        guard !taken.isEmpty else { throw No("nothing-due") }
        let run = Run(number: runs.count + 1, due: due, proposedBy: who)
        runs[run.number] = run
        let groups = Dictionary(grouping: taken.map { legs[$0]! }) { "\($0.category) \($0.counterparty)" }
        for key in groups.keys.sorted() {
            let net = groups[key]!.map(\.signed).reduce(0, +)
            let parts = key.split(separator: " ").map(String.init)
            let order = Order(
                number: orders.count + 1, run: run.number, category: parts[0], party: parts[1],
                direction: net > 0 ? "pay" : net < 0 ? "collect" : "even", amount: abs(net))
            orders[order.number] = order
            for leg in groups[key]! {
                legs[leg.number]!.run = run.number
                legs[leg.number]!.order = order.number
            }
        }
    }

    /// What a run takes up: all that comes in, and of what goes out what cash and the year bear, oldest first; of programmes
    /// that share, all that is due of one together, and before it what was carried.
    private mutating func affordable(_ due: Day) -> [Int] {
        let waiting = legs.values.filter { $0.waits && $0.due <= due }
            .sorted { ($0.acceptedAt, $0.claim, $0.number) < ($1.acceptedAt, $1.claim, $1.number) }
        let bound = legs.values.filter { $0.run != nil && $0.settledOn == nil && $0.category == "risk" && $0.isPayable }
        var cash = max(0, (accounts["1002.01"] ?? 0) - bound.map(\.amount).reduce(0, +))
        let paying = waiting.filter { $0.category == "risk" && $0.isPayable }
        var taken = waiting.filter { $0.category != "risk" || !$0.isPayable }.map(\.number)
        for batch in batches(paying) {
            let isShared = claims[legs[batch[0]]!.claim]!.version.isShared
            for (number, amount) in zip(batch, amounts(batch, within: cash, due)) {
                if isShared && amount == 0 { legs[number]!.isCarried = true }
                guard amount > 0 else { continue }
                split(number, at: amount, carrying: isShared)
                if legs[number]!.kind == "deferred" { enterYear(number, due) }
                cash -= amount
                taken.append(number)
            }
        }
        return taken
    }

    private func batches(_ paying: [Leg]) -> [[Int]] {
        var batches: [(key: String, legs: [Int])] = []
        for leg in paying.filter(\.isCarried) + paying.filter({ !$0.isCarried }) {
            let claim = claims[leg.claim]!
            let key = claim.version.isShared ? "\(claim.programme) \(leg.isCarried)" : "\(leg.number)"
            if let place = batches.firstIndex(where: { $0.key == key }) {
                batches[place].legs.append(leg.number)
            } else {
                batches.append((key, [leg.number]))
            }
        }
        return batches.map(\.legs)
    }

    private func amounts(_ batch: [Int], within cash: Int, _ due: Day) -> [Int] {
        var wanted = batch.map { legs[$0]!.amount }
        let later = batch.indices.filter { legs[batch[$0]]!.kind == "deferred" }
        if let first = later.first {
            let claim = claims[legs[batch[first]]!.claim]!
            let cap = claim.version.caps.first(where: \.defers)!
            let taken = caps[account(cap, claim, year: due.year).name] ?? 0
            let room = max(0, limit(cap, year: due.year) - taken)
            for (place, part) in zip(later, Model.within(room, later.map { wanted[$0] })) { wanted[place] = part }
        }
        return Model.within(cash, wanted)
    }

    private static func within(_ available: Int, _ wanted: [Int]) -> [Int] {
        guard wanted.reduce(0, +) > available else { return wanted }
        return available > 0 ? largest(available, wanted) : wanted.map { _ in 0 }
    }

    /// What a year had put off counts in the year of the run that takes it up.
    private mutating func enterYear(_ leg: Int, _ due: Day) {
        let amount = legs[leg]!.amount
        leaveLine(legs[leg]!.claim, amount)
        var claim = claims[legs[leg]!.claim]!
        let cap = claim.version.caps.first(where: \.defers)!
        take(cap, "\(due.year)", amount, &claim)
        claims[claim.number] = claim
    }

    mutating func release(_ number: Int, by who: String) throws(No) {
        try need(who, "approver")
        guard let run = runs[number] else { throw No("unknown-run") }
        guard run.proposedBy != who else { throw No("four-eyes") }
        let own = orders.values.filter { $0.run == number }.sorted { $0.number < $1.number }
        switch run.state {
        case "proposed":
            runs[number]!.releasedBy = who
            let payable = own.filter { $0.direction == "pay" }.map(\.amount).reduce(0, +)
            runs[number]!.state = payable > 100_000_000 ? "releasing" : "released"
        case "releasing":
            guard run.releasedBy != who else { throw No("four-eyes") }
            runs[number]!.state = "released"
        default: throw No("wrong-state")
        }
        guard runs[number]!.state == "released" else { return }
        for order in own {
            orders[order.number]!.state = order.direction == "even" ? "paid" : "issued"
            if order.direction == "even" { settle(order.number, received: 0) }
        }
    }

    /// Money of an order has moved; out of the unidentified receipts it moves no cash.
    mutating func pay(_ number: Int, _ amount: Int, isParked: Bool = false) throws(No) {
        let order = orders[number]!
        guard order.state != "proposed" && order.state != "paid" else { throw No("wrong-state") }
        guard order.takes(amount) else { throw No("amount-mismatch") }
        orders[number]!.paid += amount
        orders[number]!.state = orders[number]!.open == 0 ? "paid" : "part-paid"
        if order.state == "reopened" {
            accounts[Model.cash(order.category), default: 0] -= amount
            accounts["2307.09", default: 0] -= amount
        } else {
            settle(number, received: order.direction == "pay" ? -amount : amount, isParked: isParked)
        }
    }

    private mutating func settle(_ number: Int, received: Int, isParked: Bool = false) {
        let open = legs.values.filter { $0.order == number && $0.isOpen }.sorted { $0.number < $1.number }
        let out = open.filter(\.isPayable).map(\.amount).reduce(0, +)
        var (cash, parked) = isParked ? (out, received) : (out + received, 0)
        for leg in open {
            if leg.isPayable { settleLeg(leg.number) } else { settle(leg.number, &cash, &parked) }
        }
    }

    private mutating func settle(_ number: Int, _ cash: inout Int, _ parked: inout Int) {
        var next: Int? = number
        for isParked in [false, true] {
            let money = isParked ? parked : cash
            guard let leg = next, money > 0 else { continue }
            let part = min(legs[leg]!.amount, money)
            next = split(leg, at: part, keepingOrder: true)
            settleLeg(leg, isParked: isParked)
            if isParked { parked -= part } else { cash -= part }
        }
    }
}
