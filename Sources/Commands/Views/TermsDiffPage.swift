import Accounting
import Clearing

/// A comparison of two versions to be read or printed, in one language.
public struct TermsDiffPage: Sendable {
    private let diff: TermsDiff
    private let language: Refusal.Language

    public init(_ diff: TermsDiff, in language: Refusal.Language) {
        self.diff = diff
        self.language = language
    }

    private func say(_ chinese: String, _ english: String) -> String { language == .chinese ? chinese : english }

    private var title: String {
        let name = diff.after.terms.name
        return say(
            "\(name.chinese)（\(diff.after.terms.programme)）第 \(diff.before.version) 版与第 \(diff.after.version) 版对照",
            "\(name.english) (\(diff.after.terms.programme)): version \(diff.before.version) and version \(diff.after.version)"
        )
    }

    private var applies: String {
        let (before, after) = (diff.before, diff.after)
        return say(
            "第 \(before.version) 版自 \(before.terms.from) 起（\(before.state.chinese)），第 \(after.version) 版自 \(after.terms.from) 起（\(after.state.chinese)）。"
                + "分担与保障按贷款备案日的版本，申请程序按申请日的版本，已备案贷款的分担不变。",
            "Version \(before.version) from \(before.terms.from) (\(before.state.rawValue)), version \(after.version) from \(after.terms.from) (\(after.state.rawValue)). "
                + "Shares and cover follow the version of the day a loan is filed, procedure that of the day of the claim; what is filed keeps its shares."
        )
    }

    private var count: String {
        diff.changes.isEmpty
            ? say("两版内容相同。", "Both say the same.")
            : say("变化 \(diff.changes.count) 项：", "\(diff.changes.count) changes:")
    }

    private var example: String {
        say("以损失 \(TermsDiff.example) 元为例（未计限额）：", "Of a loss of \(TermsDiff.example) yuan, caps left out:")
    }

    private func value(_ words: Words?) -> String { words?.said(in: language) ?? say("（无）", "(nothing)") }

    /// Plain text, one change a line.
    public var text: String {
        let changes = diff.changes.enumerated().map { place, change in
            "\(place + 1). \(change.name.said(in: language)): \(value(change.before)) → \(value(change.after))"
        }
        let shares = diff.shares.map { share in
            "\(share.name.said(in: language)): \(share.before) → \(share.after)"
        }
        return ([title, applies, "", count] + changes + ["", example] + shares).joined(separator: "\n") + "\n"
    }

    /// A page that needs nothing but itself.
    public var html: String {
        let changes = diff.changes.map { change in
            row([change.name.said(in: language), value(change.before), value(change.after)])
        }
        let shares = diff.shares.map { share in
            row([share.name.said(in: language), "\(share.before)", "\(share.after)"], figures: true)
        }
        let (old, new) = (
            say("第 \(diff.before.version) 版", "Version \(diff.before.version)"),
            say("第 \(diff.after.version) 版", "Version \(diff.after.version)")
        )
        return """
            <!doctype html>
            <html lang="\(say("zh-Hans", "en"))">
            <head>
            <meta charset="utf-8">
            <title>\(title.escaped)</title>
            <style>
            body { max-width: 52rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.6 "Songti SC", "SimSun", "Noto Serif CJK SC", serif; }
            h1 { font-size: 1.4rem; } table { border-collapse: collapse; width: 100%; margin: 0 0 1.5rem; }
            th, td { border: 1px solid #888; padding: .3rem .6rem; text-align: left; vertical-align: top; }
            td.figure { text-align: right; font-variant-numeric: tabular-nums; }
            </style>
            </head>
            <body>
            <h1>\(title.escaped)</h1>
            <p>\(applies.escaped)</p>
            <p>\(count.escaped)</p>
            \(table([say("事项", "What"), old, new], changes))
            <p>\(example.escaped)</p>
            \(table([say("分担方", "Who"), old, new], shares))
            </body>
            </html>

            """
    }

    private func table(_ head: [String], _ rows: [String]) -> String {
        guard !rows.isEmpty else { return "" }
        let cells = head.map { "<th>\($0.escaped)</th>" }.joined()
        return "<table>\n<thead><tr>\(cells)</tr></thead>\n<tbody>\n\(rows.joined(separator: "\n"))\n</tbody>\n</table>"
    }

    private func row(_ cells: [String], figures: Bool = false) -> String {
        let cells = cells.enumerated().map { place, text in
            figures && place > 0 ? "<td class=\"figure\">\(text.escaped)</td>" : "<td>\(text.escaped)</td>"
        }
        return "<tr>\(cells.joined())</tr>"
    }
}

extension TermsVersion.State {
    fileprivate var chinese: String {
        switch self {
        case .proposed: "待核定"
        case .adopted: "已核定"
        case .rejected: "未通过"
        }
    }
}

extension String {
    /// As HTML shows it: names and papers are what somebody typed.
    fileprivate var escaped: String {
        var escaped = ""
        for character in unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
