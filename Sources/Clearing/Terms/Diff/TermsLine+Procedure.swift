import Accounting

// How loans and claims are filed, and what caps say, in words.
extension Terms {
    var filingLines: [TermsLine] {
        let modes = filing.modes.map { $0 == .single ? Words("逐笔", "single") : Words("批量", "in batches") }.listed
        let fixed = [
            TermsLine(place: "filing/mode", name: Words("备案方式", "filings"), value: modes),
            TermsLine(
                place: "filing/first", name: Words("谁先决定", "who decides first"),
                value: filing.first == .bank
                    ? Words("银行先放款（见贷即保）", "the bank lends, the guarantee follows")
                    : Words("担保机构先决定（见保即贷）", "the guarantor decides, the bank lends afterwards")),
            TermsLine(
                place: "filing/lend_within", name: Words("担保机构先决定时的放款期限", "to lend where the guarantor decides first"),
                value: Words("\(filing.lendWithin) 个工作日", "\(filing.lendWithin) working days")),
            TermsLine(
                place: "filing/automatic_up_to", name: Words("批量自动受理上限", "accepted at once in batches up to"),
                value: .yuan(filing.automaticUpTo)),
            TermsLine(
                place: "filing/days", name: Words("放款后备案期限", "to file after disbursement"),
                value: Words("\(filing.days) 个工作日", "\(filing.days) working days")),
            TermsLine(
                place: "filing/leverage", name: Words("资金池放大倍数", "filed balance, times the pool"),
                value: Words("\(filing.leverage) 倍", "\(filing.leverage)")),
        ]
        let limits: [(String, Words, Money?)] = [
            ("per_borrower", Words("单户在保余额上限", "balance filed per borrower"), filing.perBorrower),
            ("per_bank", Words("单家银行在保余额上限", "balance filed per bank"), filing.perBank),
            ("per_programme", Words("方案在保余额上限", "balance filed in the programme"), filing.perProgramme),
        ]
        return fixed
            + limits.map { name, words, limit in
                TermsLine(place: "filing/\(name)", name: words, value: .limit(limit))
            }
            + filing.excludedBorrowers.map {
                TermsLine(
                    place: "filing/excluded_borrowers/\($0)", name: Words("不予受理的借款人", "borrower excluded"),
                    value: .same($0))
            }
            + filing.excludedIndustries.map {
                TermsLine(
                    place: "filing/excluded_industries/\($0)", name: Words("不予支持的行业", "industry excluded"),
                    value: .same($0))
            }
    }

    var claimLines: [TermsLine] {
        [
            TermsLine(
                place: "claim/overdue_days", name: Words("逾期多少天可申请", "overdue before a claim"),
                value: .days(claim.overdueDays)),
            TermsLine(
                place: "claim/or_nonperforming", name: Words("划为不良即可申请", "or once non-performing"),
                value: claim.orNonperforming ? Words("是", "yes") : Words("否", "no")),
            TermsLine(
                place: "claim/within_days", name: Words("申请期限", "to claim"), value: .days(claim.withinDays)),
            TermsLine(
                place: "claim/under_way_limit", name: Words("单家银行在途申请上限", "undecided claims per bank"),
                value: .limit(claim.underWayLimit)),
        ]
            + claim.documents.map {
                TermsLine(place: "claim/documents/\($0)", name: Words("申请材料", "document"), value: .same($0))
            }
            + claim.files.map {
                TermsLine(
                    place: "claim/files/\($0)", name: Words("须附文件的材料", "document attached as a file"), value: .same($0))
            }
    }
}

extension Terms.Cap {
    /// A sentence: on whom, how much, over what, and where the rest goes.
    func words(_ parties: PartyNames) -> Words {
        parties.list(on) + Words("合计不超过 ", " together at most ") + limit.words + Words("，按", ", per ") + window.words
            + Words("累计；超出部分", "; what exceeds it ") + excess.words(parties)
    }
}

extension Terms.Cap.Limit {
    fileprivate var words: Words {
        switch self {
        case .amount(let amount):
            .yuan(amount)
        case .rate(let rate, let factor, .annualised):
            Words("年化解除责任额×\(factor)×", "\(factor) × annualised released principal × ") + rate.hundredths
        case .rate(let rate, let factor, .plain):
            Words("解除责任额×\(factor)×", "\(factor) × released principal × ") + rate.hundredths
        case .percentOfOpeningPool(let percent):
            Words("年初资金池的 ", "of the pool when the year opened ") + percent.percent
        case .percentOfPremium(let percent):
            Words("保费的 ", "of the premium ") + percent.percent
        }
    }
}

extension Terms.Cap.Window {
    fileprivate var words: Words {
        switch self {
        case .claim: Words("每笔申请", "claim")
        case .borrower: Words("借款人", "borrower")
        case .borrowerYear: Words("借款人每年", "borrower and year")
        case .bankYear: Words("银行每年", "bank and year")
        case .bank: Words("银行历年", "bank over all years")
        case .poolYear: Words("资金池每年", "year of the pool")
        case .policy: Words("保单", "policy")
        }
    }
}

extension Excess {
    fileprivate func words(_ parties: PartyNames) -> Words {
        switch self {
        case .to(let party): Words("由", "is borne by ") + parties.words(for: party) + Words("承担", "")
        case .deferred: Words("递延", "is put off")
        case .proRata(let bearers):
            Words("按比例由 ", "is shared by ")
                + bearers.map { parties.words(for: $0.party) + .same(" \($0.parts)") }.listed + Words(" 承担", "")
        }
    }
}

extension Words {
    fileprivate static func limit(_ amount: Money?) -> Words { amount.map(Words.yuan) ?? Words("不限", "none") }
}
