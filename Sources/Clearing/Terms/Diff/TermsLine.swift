import Accounting

/// One thing a version of terms says, in words that need no knowledge of its document.
public struct TermsLine: Sendable, Equatable {
    /// Where it stands in the document; of two versions the same things stand in the same place, caps by their id and bearers by
    /// their party.
    public let place: String
    public let name: Words
    public let value: Words
}

/// What parties are called; who is not known is called by its id.
public struct PartyNames: Sendable {
    private let names: [String: Words]

    public init(_ parties: [Party]) {
        names = Dictionary(parties.map { ($0.id, Words($0.nameChinese, $0.nameEnglish)) }) { first, _ in first }
    }

    public func words(for party: String) -> Words {
        switch party {
        case Share.bank: Words("银行", "the bank")
        case Share.fund: Words("基金", "the fund")
        default: names[party] ?? .same(party)
        }
    }

    func list(_ parties: [String]) -> Words { parties.map(words(for:)).listed }
}

extension Terms {
    /// All the version says, in the order of RULES §3.
    public func lines(_ parties: PartyNames) -> [TermsLine] {
        head + cover(parties) + capLines(parties)
            + [
                TermsLine(
                    place: "bank_minimum", name: Words("银行最低分担", "the bank bears at least"), value: bankMinimum.percent)
            ]
            + filingLines + claimLines + payLines(parties) + breakerLines + [recoveryLine]
    }

    private var head: [TermsLine] {
        [
            TermsLine(place: "name", name: Words("方案名称", "name"), value: Words(name.chinese, name.english)),
            TermsLine(place: "from", name: Words("生效日", "in force from"), value: .same(from)),
            TermsLine(
                place: "until", name: Words("终止日（当日起不再受理）", "no filings from"),
                value: until.map(Words.same) ?? Words("无", "open")),
        ]
    }

    private func cover(_ parties: PartyNames) -> [TermsLine] {
        let interest = Words(
            "本金，及不超过 \(base.interestDays) 天的正常利息（一年按 \(base.dayCount) 天）",
            "principal, and at most \(base.interestDays) days of interest (\(base.dayCount) days a year)")
        return [
            TermsLine(
                place: "base", name: Words("损失基数", "covered loss"),
                value: base.interestDays == 0 ? Words("只计本金", "principal only") : interest),
            TermsLine(
                place: "remainder", name: Words("分摊尾差", "the odd fen"),
                value: remainder == .largest
                    ? Words("最大余数法", "largest remainder")
                    : Words("归", "to ") + parties.words(for: remainder.party ?? "")),
        ] + layers.enumerated().flatMap { $1.lines(number: $0 + 1, of: layers.count, parties) }
    }

    private func capLines(_ parties: PartyNames) -> [TermsLine] {
        caps.map { cap in
            TermsLine(place: "caps/\(cap.id)", name: Words("限额 \(cap.id)", "cap \(cap.id)"), value: cap.words(parties))
        }
    }

    private func payLines(_ parties: PartyNames) -> [TermsLine] {
        let silence =
            confirm.silence == .deemed
            ? Words("逾期视同确认", "silence is consent") : Words("逾期报主管部门", "silence goes to the supervisor")
        let shortage =
            pay.shortage == .fifo
            ? Words("先到先付", "first come, first paid") : Words("按比例", "shared pro rata")
        return [
            TermsLine(
                place: "confirm/working_days", name: Words("分担方确认期限", "days to answer"),
                value: Words("\(confirm.workingDays) 个工作日", "\(confirm.workingDays) working days")),
            TermsLine(place: "confirm/silence", name: Words("逾期未答", "silence"), value: silence),
            TermsLine(
                place: "pay/advance", name: Words("先行代付", "who pays for all"),
                value: pay.advance.map(parties.words(for:)) ?? Words("无，各付各的", "nobody: each pays its own")),
            TermsLine(
                place: "pay/within_days", name: Words("代付后报告期限", "to report an advance"),
                value: .days(pay.withinDays)),
            TermsLine(
                place: "pay/chain", name: Words("逐级索偿", "claims up the chain"),
                value: pay.chain.isEmpty ? Words("无", "none") : parties.list(pay.chain)),
            TermsLine(place: "pay/shortage", name: Words("资金或额度不足时", "too little cash or room"), value: shortage),
        ]
    }

    private var breakerLines: [TermsLine] {
        [
            TermsLine(place: "breaker/warn", name: Words("熔断预警", "breaker warns at"), value: breaker.warn.hundredths),
            TermsLine(
                place: "breaker/suspend", name: Words("暂停新增备案", "breaker suspends filings at"),
                value: breaker.suspend.hundredths),
            TermsLine(
                place: "breaker/least_filed", name: Words("备案满多少起判断", "breaker judges from filings of"),
                value: .yuan(breaker.leastFiled)),
        ]
    }

    private var recoveryLine: TermsLine {
        let words: [RecoveryWaterfall.Step: Words] = [
            .costs: Words("费用", "costs"), .principal: Words("本金", "principal"), .interest: Words("利息", "interest"),
            .penalty: Words("罚息", "penalty"),
        ]
        return TermsLine(
            place: "recovery/order", name: Words("追回款受偿顺序", "recoveries pay"),
            value: recoveryOrder.compactMap { words[$0] }.listed)
    }
}

extension Layer {
    fileprivate func lines(number: Int, of count: Int, _ parties: PartyNames) -> [TermsLine] {
        let head = count == 1 ? Words("", "") : Words("第 \(number) 层", "layer \(number): ")
        var takes = Words("承担前层余额的 ", "takes of what is left ") + percent.percent
        if let limit { takes = takes + Words("，至多 ", ", at most ") + .yuan(limit) }
        if let from { takes = takes + Words("，以申请所列 \(from) 为限", ", up to the claim's \(from)") }
        let lines = bearers.map { bearer in
            TermsLine(
                place: "layers/\(number)/\(bearer.party)",
                name: head + parties.words(for: bearer.party) + Words("分担", " bears"), value: weight(of: bearer))
        }
        guard count > 1 else { return lines }
        return [TermsLine(place: "layers/\(number)", name: head + Words("范围", "range"), value: takes)] + lines
    }
}

extension Layer {
    /// As a percentage where the parts are parts of a hundred; else among what they add up to.
    private func weight(of bearer: Bearer) -> Words {
        let whole = bearers.reduce(Int128(0)) { $0 + Int128($1.parts.billionths) }
        if whole == Int128(Layer.hundred.billionths) { return bearer.parts.percent }
        return Int64(exactly: whole).map { .same("\(bearer.parts) / \(Ratio(billionths: $0))") } ?? .same(bearer.parts)
    }
}

extension Remainder {
    fileprivate var party: String? { if case .to(let party) = self { party } else { nil } }
}

extension Words {
    static func yuan(_ amount: Money) -> Words { Words("\(amount) 元", "\(amount) yuan") }
    static func days(_ days: Int) -> Words { Words("\(days) 天", "\(days) days") }
}

extension Ratio {
    /// `20` as `20%`.
    var percent: Words { .same("\(self)%") }

    /// `0.03` as `3%`.
    var hundredths: Words {
        let (whole, overflow) = billionths.multipliedReportingOverflow(by: 100)
        return overflow ? .same(self) : Ratio(billionths: whole).percent
    }
}
