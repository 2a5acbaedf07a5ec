/// Chinese sentences for the codes with which terms are refused (RULES §3).
enum TermsWords {
    /// What is wrong; for a code without a sentence of its own, the code.
    static func chinese(_ code: String) -> String { sentences[code] ?? code }

    static let sentences = [
        "unknown-field": "没有这一项，请核对拼写或删除",
        "missing-field": "缺少这一项",
        "wrong-type": "值的类型不对",
        "out-of-range": "数值超出允许范围",
        "not-an-integer": "须为整数（金额以分计）",
        "bad-format": "写法不符合要求",
        "weights-negative": "同层分担比例不得为负",
        "weights-all-zero": "同层分担比例不得全为零",
        "percent-over-100": "分层比例不得超过 100",
        "last-layer-not-all": "最后一层须承接全部余额（100，且不设限额）",
        "bank-below-minimum": "银行分担比例低于最低要求",
        "unknown-party": "该主体不是任何一层的分担方",
        "duplicate-party": "同一主体重复出现",
        "duplicate-cap": "限额编号重复",
        "excess-to-capped-party": "超限部分不得转给同受该限额约束的主体",
        "defer-unsupported": "只能有一项限额递延，且只限基金本身",
        "window-unfit": "限额的计算方式与累计口径不相配",
        "unknown-document": "须提交文件的材料不在材料清单之内",
        "chain-unanchored": "约定逐级索偿的，须由担保机构先行代付",
        "breaker-order": "预警线不得高于暂停线",
        "duplicate-entry": "列表中有重复项",
        "duplicate-field": "同一项重复出现",
        "duplicate-loan": "同一笔贷款重复出现",
        "balance-negative": "余额不得为负",
        "no-calendar": "该年度没有工作日历",
        "too-large": "数额过大",
        "malformed": "格式有误",
        "bad-utf8": "不是 UTF-8 编码",
        "too-deep": "嵌套过深",
        "dates-out-of-order": "日期先后颠倒",
    ]
}
