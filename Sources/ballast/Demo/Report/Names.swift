import Clearing
import Ledger

/// What people call parties, programmes and words of the API.
struct Names {
    private let parties: [String: DemoParty]
    private let people: [String: String]

    init(_ data: DemoData) {
        parties = Dictionary(data.parties.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        people = Dictionary(
            data.parties.flatMap(\.people).map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    /// `石松银行永川支行 bank-a`.
    func party(_ id: String) -> String {
        switch id {
        case Share.fund: "基金 fund"
        case Share.bank: "银行 bank"
        default: "\(parties[id]?.chinese ?? "") \(id)"
        }
    }

    /// A bearer as a column's head: few columns wide.
    func bearer(_ id: String) -> String {
        switch id {
        case Share.fund: return "基金"
        case Share.bank: return "银行自担"
        default: break
        }
        return switch parties[id]?.kind {
        case "guarantor": "区县担保"
        case "reguarantor": "再担保"
        case "national": "国家基金"
        case "insurer": "保险"
        default: id
        }
    }

    /// `周明远`.
    func person(_ id: String) -> String { people[id] ?? id }

    /// `担保贷`: the name without what stands in brackets.
    func programme(_ id: String) -> String {
        guard let terms = Ledger.embedded.programmes.first(where: { $0.programme == id }) else { return id }
        return String(terms.name.chinese.prefix { $0 != "（" })
    }

    /// `guaranteed` of `yongchuan-guaranteed`.
    static func short(_ programme: String) -> String {
        programme.split(separator: "-").last.map(String.init) ?? programme
    }

    func programmeInEnglish(_ id: String) -> String {
        Ledger.embedded.programmes.first { $0.programme == id }?.name.english ?? id
    }

    static func category(_ word: String) -> String {
        switch word {
        case "risk": "风险补偿"
        case "clearing": "代收代付"
        case "subsidy": "贴息"
        case "rebate": "保费补贴"
        default: word
        }
    }

    static func direction(_ word: String) -> String {
        switch word {
        case "pay": "付"
        case "collect": "收"
        default: "平"
        }
    }

    static func state(_ word: String) -> String {
        let chinese =
            switch word {
            case "filed": "已申请"
            case "confirming": "确认中"
            case "confirmed": "已确认"
            case "approved": "已审批"
            case "paid": "已支付"
            case "recovering": "追偿中"
            case "closed": "已结案"
            case "proposed": "待放行"
            case "releasing": "待复核放行"
            case "released": "已放行"
            case "issued": "已发出"
            default: ""
            }
        return "\(chinese) \(word)"
    }

    static func part(_ word: String) -> String {
        switch word {
        case "cost": "追偿费用 costs"
        case "principal": "按分担比例 principal"
        case "interest": "银行利息 interest"
        case "penalty": "银行罚息 penalty"
        default: word
        }
    }
}
