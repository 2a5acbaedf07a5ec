import Accounting

extension Model {
    mutating func take(_ cap: Cap, _ window: String, _ amount: Int, _ claim: inout Claim) {
        caps[Model.account(cap.id, window, claim, defers: cap.defers), default: 0] += amount
        if let place = claim.uses.firstIndex(where: { $0.cap == cap.id && $0.window == window }) {
            claim.uses[place].amount += amount
        } else {
            claim.uses.append(Use(cap: cap.id, window: window, amount: amount))
        }
    }

    private mutating func giveBack(_ use: Use, _ amount: Int, _ claim: Claim) {
        let defers = claim.version.caps.first { $0.id == use.cap }!.defers
        caps[Model.account(use.cap, use.window, claim, defers: defers), default: 0] -= amount
    }

    mutating func releaseCaps(_ number: Int) {
        for use in claims[number]!.uses { giveBack(use, use.amount, claims[number]!) }
        claims[number]!.uses = []
    }

    /// Fen for fen, the newest window first; what was put off had taken nothing.
    mutating func restoreCaps(_ number: Int, _ party: String, by amount: Int, setOff: Int = 0) {
        for cap in claims[number]!.version.caps where cap.on.contains(party) {
            var left = cap.defers ? amount - setOff : amount
            for place in claims[number]!.uses.indices.reversed() {
                let use = claims[number]!.uses[place]
                guard use.cap == cap.id, use.window != "deferred" else { continue }
                let part = min(left, use.amount)
                giveBack(use, part, claims[number]!)
                claims[number]!.uses[place].amount -= part
                left -= part
            }
        }
    }

    /// All of this year's; no year that is over is changed.
    mutating func restoreThisYear(_ number: Int) {
        for cap in claims[number]!.version.caps {
            let window = account(cap, claims[number]!, year: today.year).window
            for place in claims[number]!.uses.indices {
                let use = claims[number]!.uses[place]
                guard use.cap == cap.id, use.window == window else { continue }
                giveBack(use, use.amount, claims[number]!)
                claims[number]!.uses[place].amount = 0
            }
        }
    }

    /// Takes fen out of what waits for a year.
    mutating func leaveLine(_ number: Int, _ amount: Int) {
        let place = claims[number]!.uses.firstIndex { $0.window == "deferred" }!
        giveBack(claims[number]!.uses[place], amount, claims[number]!)
        claims[number]!.uses[place].amount -= amount
    }

    /// Caps count by the year of approval.
    mutating func moveYears(_ number: Int) {
        var claim = claims[number]!
        guard claim.admittedOn!.year != today.year, let cap = claim.version.caps.first(where: \.defers),
            let place = claim.uses.firstIndex(where: { $0.window != "deferred" && $0.cap == cap.id })
        else { return }
        let old = claim.uses[place]
        let (window, _) = account(cap, claim, year: today.year)
        guard old.window != window else { return }
        let room = max(0, limit(cap, year: today.year) - used(cap, claim, year: today.year))
        claim.uses.remove(at: place)
        guard old.amount > 0 else { return claims[number] = claim }
        giveBack(old, old.amount, claim)
        let kept = min(old.amount, room)
        take(cap, window, kept, &claim)
        if kept < old.amount {
            take(cap, "deferred", old.amount - kept, &claim)
            let fund = claim.place(of: "fund")!
            claim.shares[fund].amount -= old.amount - kept
            claim.shares[fund].deferred += old.amount - kept
        }
        claims[number] = claim
    }
}
