import Accounting

extension Sharing {
    /// Whether the bank bears at least a percentage of the loss (RULES §3).
    ///
    /// One layer is judged exactly by its weights. Of several, the worst case is judged: a layer with a limit may be
    /// filled by a large loss until it matters little, or take its full percentage of a small one, and each layer is
    /// taken at whichever leaves the bank less. Layers that take a named amount, such as a deposit, lessen the loss
    /// itself and are left out. Caps are not looked at: they pass losses to those their excess names.
    func leavesBank(atLeast minimum: Ratio) -> Bool {
        let layers = layers.filter { $0.from == nil }
        if layers.count == 1 {
            let (bank, all) = layers[0].bankParts
            return Int128(bank) * Int128(Layer.hundred.billionths) >= Int128(minimum.billionths) * all
        }
        // To 18 places; what is cut off beyond them is no fen of any amount, and is forgiven.
        let scale: Int128 = 1_000_000_000_000_000_000
        let hundred = Int128(Layer.hundred.billionths)
        var worst: Int128 = 0
        for layer in layers.reversed() {
            let (bank, all) = layer.bankParts
            let percent = Int128(layer.percent.billionths)
            let full = (Int128(bank) * scale / all * percent + worst * (hundred - percent)) / hundred
            worst = layer.limit == nil ? full : min(full, worst)
        }
        return (worst + 100) * hundred >= Int128(minimum.billionths) * scale
    }
}

extension Layer {
    /// The bank's parts, and those of all, in billionths.
    fileprivate var bankParts: (bank: Int64, all: Int128) {
        let bank = bearers.first { $0.party == Share.bank }?.parts ?? .zero
        return (bank.billionths, bearers.reduce(0) { $0 + Int128($1.parts.billionths) })
    }
}
