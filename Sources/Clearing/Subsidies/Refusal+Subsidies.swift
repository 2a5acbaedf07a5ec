extension Refusal.Reason {
    /// The sentences of refusals about subsidies.
    var saidOfSubsidies: [String] {
        switch self {
        case .unknownSubsidyRun: ["没有该补贴批次。", "There is no such subsidy run."]
        case .noSubsidyTerms:
            [
                "补贴方案 {programme} 在 {period} 没有生效的条款，请先提出并核定。",
                "Subsidy programme {programme} has no terms in force for {period}; have them proposed and adopted.",
            ]
        case .budgetMissing:
            [
                "补贴方案 {programme} 没有预算或预算为零，请在条款中载明年度预算。",
                "Subsidy programme {programme} has no budget, or one of nothing; adopt terms with the year's budget.",
            ]
        case .fixingMissing:
            [
                "{series} 在 {day} 没有已核定的报价，请先录入并核定。",
                "No {series} in force on {day} has been adopted; have the announcement proposed and adopted.",
            ]
        case .budgetShort:
            [
                "超出 {account} 年度补贴预算，剩余 {room} 元；请作废草稿后重新测算。",
                "The year's subsidy budget ({account}) has room for {room} yuan only; discard the draft and draw up another.",
            ]
        case .draftOpen:
            [
                "该方案已有 {period} 的草稿（批次 {run}），请先核准或作废。",
                "The programme has an open draft for {period}, run {run}; approve or discard it first.",
            ]
        case .periodOverlaps:
            [
                "{period} 与已核准的 {approved} 重叠但不相同。",
                "{period} overlaps {approved}, which is approved, without being the same days.",
            ]
        case .periodUnfit:
            [
                "方案 {programme} 不按 {period} 测算，其期间为 {cut}。",
                "Programme {programme} is not drawn up for {period}; its periods are by {cut}.",
            ]
        case .periodRunning:
            [
                "{period} 至 {until} 才结束，现在只能预览，不能核准。",
                "{period} ends on {until}; until then it can be previewed and not approved.",
            ]
        case .linesChanged:
            [
                "摘要与批次 {run} 的明细不符，请查看现有明细后重新核准。",
                "The digest is not that of the lines of run {run}; look at its lines again before you approve.",
            ]
        default: preconditionFailure("the reason is not about a subsidy")
        }
    }
}
