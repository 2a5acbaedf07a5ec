import Testing

@testable import ballast

@Suite struct TableTests {
    @Test func `a Chinese character takes two columns, a mark that joins it none`() {
        #expect("永川".columns == 4)
        #expect("abc".columns == 3)
        #expect("（元）".columns == 6)
        #expect("e\u{301}".columns == 1)
        #expect("─…".columns == 2)
    }

    @Test func `text is cut between characters and never half way through a wide one`() {
        #expect("风险补偿基金".cut(to: 12) == "风险补偿基金")
        #expect("风险补偿基金".cut(to: 11) == "风险补偿基…")
        #expect("风险补偿基金".cut(to: 10) == "风险补偿…")
        #expect("reguarantor".cut(to: 6) == "regua…")
    }

    @Test func `words and amounts line up under heads in two languages`() {
        var table = Table([.text("银行", "bank"), .number("金额", "amount")])
        table.add(["茶竹村镇银行", "1,234.56"])
        table.add(["bank-a", "12,345,678.90"])
        table.close(with: ["合计", "12,346,913.46"])
        #expect(
            table.lines() == [
                "银行                   金额",
                "bank                 amount",
                "───────────────────────────",
                "茶竹村镇银行       1,234.56",
                "bank-a        12,345,678.90",
                "───────────────────────────",
                "合计          12,346,913.46",
            ])
    }

    @Test func `where a table is too wide its longest words give way, never its amounts`() {
        var table = Table([.text("名称", "name"), .text("代码", "code"), .number("金额", "amount")])
        table.add(["石松银行永川支行", "bank-a", "2,571,777.30"])
        let lines = table.lines(widest: 32)
        #expect(lines[3] == "石松银行…   bank-a  2,571,777.30")
        #expect(lines.allSatisfy { $0.columns <= 32 })
    }

    @Test func `long sentences break at blanks and between Chinese characters`() {
        #expect("below the tier one release".wrapped(to: 14) == ["below the tier", "one release"])
        #expect("不得审批本人提交的事项".wrapped(to: 10) == ["不得审批本", "人提交的事", "项"])
        #expect("".wrapped(to: 10) == [])
    }

    @Test func `a sheet has no colours where it is not for a terminal`() {
        var plain = Sheet(isColoured: false)
        plain.heading("备案", "Filed")
        plain.mark(true, "ok")
        #expect(plain.lines == ["", "■ 备案  Filed", "✔ ok"])
        var coloured = Sheet(isColoured: true)
        coloured.mark(false, "no")
        #expect(coloured.lines == ["\u{1B}[1;31m✘ \u{1B}[0mno"])
    }
}
