extension Explanation {
    /// The named steps of the five calculators.
    public enum Rule: String, Sendable, CaseIterable {
        case sharePrincipal = "share.principal"
        case shareInterest = "share.interest"
        case shareBase = "share.base"
        case shareLayer = "share.layer"
        case shareBearer = "share.bearer"
        case shareRateLimit = "share.rate-limit"
        case shareCap = "share.cap"
        case shareKept = "share.kept"
        case shareExcess = "share.excess"
        case shareDeferred = "share.deferred"
        case recoverCosts = "recover.costs"
        case recoverPrincipal = "recover.principal"
        case recoverCarry = "recover.carry"
        case recoverInterest = "recover.interest"
        case recoverPenalty = "recover.penalty"
        case recoverSurplus = "recover.surplus"
        case subsidyRate = "subsidy.rate"
        case subsidySegment = "subsidy.segment"
        case subsidyProduct = "subsidy.product"
        case subsidyAmount = "subsidy.amount"
        case subsidyYearlyCap = "subsidy.yearly-cap"
        case subsidyBudget = "subsidy.budget"
        case subsidyFunders = "subsidy.funders"
        case feeCharged = "fee.charged"
        case feeEarned = "fee.earned"
        case feeRefund = "fee.refund"
        case feeReguarantee = "fee.reguarantee"
        case feeRebate = "fee.rebate"
        case calendarWorkingDay = "calendar.is-working-day"
        case calendarAdd = "calendar.add-working-days"
        case calendarDeadline = "calendar.deadline"
        case calendarReceived = "calendar.received"
    }
}

extension Explanation.Rule {
    public var chinese: String { words.chinese }
    public var english: String { words.english }

    private var words: (chinese: String, english: String) {
        switch self {
        case .sharePrincipal: ("本金减处置抵押物所得，不低于零", "principal less collateral proceeds, at least zero")
        case .shareInterest: ("本金×利率×天数÷计息基数，四舍五入一次", "principal × rate × days ÷ day count, rounded once")
        case .shareBase: ("本金加承保利息", "principal plus covered interest")
        case .shareLayer:
            (
                "本层取余额×比例（舍去分以下）、限额、专项金额三者最小",
                "the layer takes the least of left × percent (floored), its limit and its named amount"
            )
        case .shareBearer: ("本层金额按份数分给各分担方", "the layer split over its bearers by parts")
        case .shareRateLimit:
            ("代偿率×系数×Σ（已解保本金×天数）÷365，舍去分以下", "rate × factor × Σ (released principal × days) ÷ 365, floored")
        case .shareCap: ("余量＝限额减已用，不低于零；超出部分转出", "headroom = limit less used, at least zero; what is above it leaves")
        case .shareKept:
            ("封顶后各方按原分担额比例保留（最大余数法）", "what the capped parties keep, by largest remainder over what they bore")
        case .shareExcess: ("超出部分由指定方承担", "the excess borne by the party named for it")
        case .shareDeferred: ("超出部分暂缓，不消灭", "the excess deferred, not extinguished")
        case .recoverCosts: ("先偿还垫付的追偿费用（按欠额最大余数法）", "costs first, by largest remainder over what is owed")
        case .recoverPrincipal: ("各方按所担金额比例收回本金", "principal to every bearer, pro rata to what it bore")
        case .recoverCarry:
            (
                "累计应得减已得；取整后按差额大小补分，任何一方不退回",
                "cumulative entitlement less paid; left-over fen by largest difference, nobody gives a fen back"
            )
        case .recoverInterest: ("银行未获补偿的利息", "the bank's uncovered interest")
        case .recoverPenalty: ("银行未获补偿的罚息", "the bank's uncovered penalty interest")
        case .recoverSurplus: ("剩余归借款人", "the rest belongs to the borrower")
        case .subsidyRate: ("适用贴息率：方案利率经各项上限", "the rate used: that of the programme, as limited")
        case .subsidySegment: ("合格余额×天数", "eligible balance × days")
        case .subsidyProduct: ("本期积数", "the products of the period")
        case .subsidyAmount:
            ("累计积数×利率÷计息基数四舍五入，减以前各期", "running total × rate ÷ day count, rounded, less earlier periods")
        case .subsidyYearlyCap: ("同一借款人在同一银行的年度上限", "yearly cap of one borrower at one bank")
        case .subsidyBudget: ("预算不足时的应付金额", "what the budget leaves payable")
        case .subsidyFunders:
            ("各级出资按比例分担（最大余数法，同余先列者得）", "split over the funders by largest remainder, ties to the first")
        case .feeCharged: ("担保额×费率×全期天数÷计息基数", "guaranteed × rate × days of the full term ÷ day count")
        case .feeEarned: ("担保额×费率×实际天数÷计息基数", "guaranteed × rate × days really run ÷ day count")
        case .feeRefund: ("已收减已赚", "charged less earned")
        case .feeReguarantee:
            (
                "担保额×再担保比例×再担保费率×全期天数÷计息基数",
                "guaranteed × reguaranteed share × its rate × days of the full term ÷ day count"
            )
        case .feeRebate: ("补贴、已赚担保费、剩余额度三者最小", "the least of the rebate, the fee earned and what is left of the cap")
        case .calendarWorkingDay: ("是否工作日（含调休）", "whether it is a working day, make-up days included")
        case .calendarAdd: ("起始日之后数满工作日", "working days counted strictly after the start")
        case .calendarDeadline: ("起始日加日历天数，遇休息日顺延", "start plus calendar days, rolled forward to a working day")
        case .calendarReceived:
            ("截止时间后或休息日收到的，计入下一工作日", "received after the cut-off or on a rest day counts the next working day")
        }
    }
}
