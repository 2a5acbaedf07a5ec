import Clearing

// What papers call things, Chinese first.

extension Category {
    var said: (chinese: String, english: String) {
        switch self {
        case .risk: ("风险补偿资金", "risk pool")
        case .subsidy: ("贷款贴息资金", "interest subsidies")
        case .rebate: ("担保费补贴资金", "fee rebates")
        case .clearing: ("清算资金", "clearing")
        }
    }
}

extension PaymentOrder.Direction {
    var said: (chinese: String, english: String) {
        switch self {
        case .pay: ("应付贵方", "To be paid to you")
        case .collect: ("应收贵方", "To be paid by you")
        case .even: ("收付相抵", "Even")
        }
    }
}

extension Leg.Kind {
    var said: (chinese: String, english: String) {
        switch self {
        case .compensation: ("风险补偿款", "compensation")
        case .deferred: ("递延补偿款", "deferred compensation")
        case .share: ("分担款", "share")
        case .forward: ("转付分担款", "share passed on")
        case .chain: ("逐级索偿款", "claimed up the chain")
        case .chainForward: ("转付逐级索偿款", "claimed up the chain, passed on")
        case .recovery: ("追偿款（基金）", "recovery, the fund's part")
        case .recoveryShare: ("追偿款（其他分担方）", "recovery, another's part")
        case .recoveryForward: ("转付追偿款", "recovery passed on")
        case .advance: ("先行代付款", "advance")
        case .advanceReturn: ("归还先行代付款", "advance returned")
        case .insurerAdvance: ("代保险人先付款", "advance for the insurer")
        case .insurerReturn: ("保险赔款", "insurer's payment")
        case .clawback: ("追回款", "clawback")
        case .clawbackInterest: ("追回利息", "interest on a clawback")
        case .clawbackShare: ("追回款（其他分担方）", "clawback, another's part")
        case .clawbackForward: ("转付追回款", "clawback passed on")
        case .trueUp: ("年末清算返还款", "true-up")
        case .trueUpShare: ("年末清算返还款（其他分担方）", "true-up, another's part")
        case .trueUpForward: ("转付年末清算返还款", "true-up passed on")
        case .subsidy: ("贷款贴息", "interest subsidy")
        case .subsidyReturn: ("退回多付贴息", "interest subsidy returned")
        case .rebate: ("担保费补贴", "guarantee-fee subsidy")
        case .rebateReturn: ("退回多付担保费补贴", "guarantee-fee subsidy returned")
        }
    }
}
