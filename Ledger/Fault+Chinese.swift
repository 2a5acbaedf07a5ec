extension Fault {
    /// 写给会计看的说明：错在哪里、怎么改。 What is wrong and what to do, for an accountant.
    public var chinese: String {
        switch self {
        case .fileMissing: "账套定义缺少此文件"
        case .notUTF8: "文件不是 UTF-8 编码，请另存为 UTF-8"
        case .malformedYAML(let problem): "YAML 格式有误：\(problem)"
        case .duplicateKey(let key): "“\(key)”在同一处重复出现，只保留一个"
        case .unknownKey(let key): "此处没有“\(key)”这一项，请核对拼写或删除"
        case .missingKey(let key): "缺少“\(key)”，请补上"
        case .expected(let need): "此处应为\(need.chinese)"
        case .duplicateCode(let code): "科目 \(code) 在科目表中重复，一个编码只能出现一次"
        case .malformedAccount(let text): "“\(text)”不是科目写法：编码、冒号、明细，由字母、数字、“_”“.”“-”或 {辅助核算项} 组成"
        case .unknownAccount(let code): "科目 \(code) 不在 chart.yaml 中，请先在科目表中设置或改正编码"
        case .unknownDimension(let name, let account): "科目 \(account) 在 chart.yaml 中没有辅助核算项 {\(name)}"
        case .wrongSubaccount(let text, let forms):
            forms.isEmpty
                ? "“\(text)”：该科目在 chart.yaml 中没有明细，请直接使用科目编码"
                : "“\(text)”与 chart.yaml 的明细设置不符：\(forms.joined(separator: " 或 "))"
        case .unnamedAmount: "分录行没有写明金额名称，请补上 amount: 名称"
        case .sameAccount(let account): "借贷双方是同一科目 \(account)"
        case .mixedBooks: "一行分录须同属财务会计、预算会计（并注明 book: budgetary）或备查科目，不得混记"
        case .missingRule(let event): "程序会产生事件 \(event)，但没有分录规则，请补上"
        case .otherDimensions(let event, let raised):
            "事件 \(event) 的规则必须且只能使用该事件的辅助核算项：\(raised.joined(separator: "、"))"
        case .otherAmounts(let event, let raised): "事件 \(event) 的规则必须且只能记录该事件的金额：\(raised.joined(separator: "、"))"
        case .terms(let code, let pointer, _): "条款有误（\(pointer.isEmpty ? "全文" : pointer)）：\(TermsWords.chinese(code))"
        case .unquotedNumber(let text): "“\(text)”请加引号：比率为精确小数文本，金额为整数分"
        case .duplicateTerms(let programme, let from): "\(programme) 自 \(from) 起的条款已在另一文件中"
        case .dateOutsideYear(let day, let year): "\(day) 不在本日历的 \(year) 年内"
        case .makeupOnWeekday(let day): "\(day) 不是周末，只有周六、周日才可调休上班"
        case .duplicateDate(let day): "\(day) 在本日历中重复"
        case .makeupInHoliday(let day): "\(day) 既是放假日又是调休上班日"
        case .endBeforeStart: "假期的截止日早于起始日"
        case .duplicateYear(let year): "\(year) 年已有日历"
        }
    }
}

extension Fault.Need {
    var chinese: String {
        switch self {
        case .mapping: "“键: 值”的形式"
        case .list: "列表"
        case .text: "文字"
        case .wholeNumber: "整数"
        case .date: "日期，如 2026-01-31"
        case .oneOf(let choices): "下列之一：\(choices.joined(separator: "、"))"
        }
    }
}
