import Accounting
import Yams

extension Page {
    /// `chart.yaml`: a list of accounts. A code that stands twice counts once. Nil where an account could not be read: the
    /// posting rules would then be blamed for what the chart lacks.
    mutating func chart(_ root: Node) -> Chart? {
        guard let nodes = list(root) else { return nil }
        var accounts: [Account] = []
        var isWhole = true
        for node in nodes {
            guard let account = account(node) else {
                isWhole = false
                continue
            }
            guard !accounts.contains(where: { $0.code == account.code }) else {
                report(.duplicateCode(account.code), node.line)
                continue
            }
            accounts.append(account)
        }
        return isWhole ? Chart(accounts) : nil
    }

    private mutating func account(_ node: Node) -> Account? {
        guard
            let section = section(node, required: ["code", "zh", "en", "kind", "side", "floor"], optional: ["sub"])
        else { return nil }
        let code = text(section["code"])
        let chinese = text(section["zh"])
        let english = text(section["en"])
        let kind = choice(section["kind"], of: Account.Kind.allCases.map { ($0.rawValue, $0) })
        let side = choice(section["side"], of: Account.Side.allCases.map { ($0.rawValue, $0) })
        let hasFloor = choice(section["floor"], of: [("yes", true), ("no", false)])
        let forms = forms(section["sub"])
        guard let code, let chinese, let english, let kind, let side, let hasFloor else { return nil }
        guard let name = AccountName(code), name.code.count == code.count else {
            report(.malformedAccount(code), section["code"]?.line ?? section.line)
            return nil
        }
        return Account(
            code: code,
            chinese: chinese,
            english: english,
            kind: kind,
            normalSide: side,
            hasFloor: hasFloor,
            forms: forms
        )
    }

    /// `sub: "{party}:{claim}"`, or a list of such.
    private mutating func forms(_ node: Node?) -> [AccountForm] {
        guard let node else { return [] }
        let nodes: [Node]
        if case .sequence(let items) = node { nodes = Array(items) } else { nodes = [node] }
        return nodes.compactMap { node in
            guard let text = text(node) else { return nil }
            guard let parts = AccountTemplate.parts(text) else {
                report(.malformedAccount(text), node.line)
                return nil
            }
            return AccountForm(parts)
        }
    }
}
