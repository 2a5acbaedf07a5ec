extension Money {
    /// The amount as papers that pay it write it (大写金额): `人民币壹仟肆佰零玖元伍角`.
    ///
    /// 整 follows where the amount ends at the yuan. 零 stands once for a gap between digits, between 元 and 分 where there is no
    /// 角, and before 角 where the yuan end in nought; not where the digits go on without a gap.
    public var capitals: String {
        let (yuan, rest) = fen.magnitude.quotientAndRemainder(dividingBy: 100)
        let (jiao, cent) = rest.quotientAndRemainder(dividingBy: 10)
        let sign = "人民币" + (self < .zero ? "负" : "")
        if yuan == 0 && rest == 0 { return sign + "零元整" }
        var text = yuan == 0 ? "" : Money.spoken(yuan) + "元"
        if rest == 0 { return sign + text + "整" }
        if yuan > 0 && (jiao == 0 || yuan % 10 == 0) { text += "零" }
        if jiao > 0 { text += Money.numerals[Int(jiao)] + "角" }
        if cent > 0 { text += Money.numerals[Int(cent)] + "分" }
        return sign + text
    }

    private static let numerals = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"]

    /// Number by groups of four digits: 亿 and 万 are said of what stands before them.
    private static func spoken(_ number: UInt64) -> String {
        for (word, size) in [("亿", 100_000_000 as UInt64), ("万", 10_000)] where number >= size {
            let (high, low) = number.quotientAndRemainder(dividingBy: size)
            if low == 0 { return spoken(high) + word }
            return spoken(high) + word + (low < size / 10 ? "零" : "") + spoken(low)
        }
        for (word, size) in [("仟", 1000 as UInt64), ("佰", 100), ("拾", 10)] where number >= size {
            let (digit, low) = number.quotientAndRemainder(dividingBy: size)
            if low == 0 { return numerals[Int(digit)] + word }
            return numerals[Int(digit)] + word + (low < size / 10 ? "零" : "") + spoken(low)
        }
        return numerals[Int(number)]
    }
}
