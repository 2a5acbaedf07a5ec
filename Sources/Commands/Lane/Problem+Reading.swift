import JSON

extension Problem {
    /// A body that cannot be read: what is wrong, and where.
    public init(_ problem: JSON.Problem) {
        self.init(
            status: 400, code: problem.code.rawValue, chinese: problem.code.chinese, english: problem.detail,
            pointer: problem.pointer)
    }
}

extension JSON.Problem.Code {
    fileprivate var chinese: String {
        switch self {
        case .malformed: "请求体不是合法的 JSON，请更正后重发。"
        case .duplicateField: "字段重复，请只保留一个。"
        case .unknownField: "未知字段，请对照接口说明更正或删除。"
        case .missingField: "缺少必填字段，请补充。"
        case .wrongType: "字段类型不符，请对照接口说明更正。"
        case .outOfRange: "数值超出允许范围，请更正。"
        case .notAnInteger: "金额和数字须为整数（分），不得使用小数或指数。"
        case .badUTF8: "文本不是有效的 UTF-8，请更正编码。"
        case .tooDeep: "JSON 嵌套过深，请简化。"
        case .badFormat: "字段格式不符，请对照接口说明更正。"
        }
    }
}
