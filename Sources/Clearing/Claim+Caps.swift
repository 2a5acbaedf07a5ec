import Accounting

/// What a claim has taken of caps, by window: it is given back when a share falls away or money comes back.
extension Claim {
    /// Takes fen of a cap's headroom in a window.
    public mutating func use(_ use: CapUse) {
        if let place = uses.firstIndex(where: { $0.cap == use.cap && $0.window == use.window }) {
            uses[place].amount += use.amount
        } else {
            uses.append(use)
        }
    }

    /// Gives back fen of a cap's headroom, the newest window first; returns what each window gets back. What was put off
    /// had taken no headroom and gives none.
    public mutating func restore(cap: String, by amount: Money) -> [CapUse] {
        var left = amount
        var given: [CapUse] = []
        for place in uses.indices.reversed() where uses[place].cap == cap && uses[place].window != CapUse.putOff {
            let part = min(left, uses[place].amount)
            guard part > .zero else { continue }
            uses[place].amount -= part
            left -= part
            given.append(CapUse(cap: cap, window: uses[place].window, amount: part))
        }
        return given
    }

    /// Gives back all that was taken of a cap in one window.
    public mutating func restore(cap: String, in window: String) -> [CapUse] {
        let given = uses.filter { $0.cap == cap && $0.window == window && $0.amount > .zero }
        for place in uses.indices where uses[place].cap == cap && uses[place].window == window {
            uses[place].amount = .zero
        }
        return given
    }

    /// Takes fen from what was put off under a cap.
    public mutating func restorePutOff(cap: String, by amount: Money) {
        guard let place = uses.firstIndex(where: { $0.cap == cap && $0.window == CapUse.putOff }) else {
            preconditionFailure("what is resumed was put off under this cap")
        }
        uses[place].amount -= amount
        precondition(uses[place].amount >= .zero, "no more is resumed than was put off")
    }

    /// Takes a use out of its window, for another; gives it as it was.
    public mutating func leave(cap: String, for window: String) -> CapUse? {
        guard
            let place = uses.firstIndex(where: {
                $0.cap == cap && $0.window != window && $0.window != CapUse.putOff
            })
        else { return nil }
        return uses.remove(at: place)
    }
}
