import Accounting
import Clearing
import JSON

extension StoryReport {
    /// Every claim with the fen each bearer bears, a table a programme since each has its own bearers.
    mutating func claims() {
        sheet.heading("补偿申请与分担", "Claims, and who bears how much of each")
        for programme in data.scenario.programmes {
            let claims = record.claims.sorted { $0.key < $1.key }.filter {
                $0.value.admitted.word("programme") == programme
            }
            guard !claims.isEmpty else { continue }
            sheet.blank()
            sheet.say("\(names.programme(programme)) · \(names.programmeInEnglish(programme))")
            sheet.add(table(of: claims.map { ($0.key, $0.value.admitted) }))
        }
        let states = Dictionary(grouping: readings.claims) { $0.word("state") }.map {
            "\(Names.state($0.key)) \($0.value.count)"
        }
        sheet.blank()
        sheet.say("现在的状态 Where they stand now: " + states.sorted().joined(separator: "，"))
    }

    private func table(of claims: [(place: Int, json: JSON)]) -> Table {
        let bearers = bearers(of: claims.map(\.json))
        var table = Table(
            [.number("申请", "claim"), .text("银行", "bank"), .number("损失基数", "base")]
                + bearers.map { .number(names.bearer($0), $0) } + [.text("触及限额", "caps")])
        for (place, claim) in claims {
            let caps = Set((data.expected[place] ?? []).flatMap(\.loweredBy)).sorted()
            table.add(
                ["\(place)", claim.word("bank"), "\(claim.money("base"))"]
                    + bearers.map { "\(StoryReport.share(of: $0, in: claim))" } + [caps.joined(separator: " ")])
        }
        table.close(
            with: ["合计", "total", "\(claims.map { $0.json.money("base") }.total)"]
                + bearers.map { bearer in "\(claims.map { StoryReport.share(of: bearer, in: $0.json) }.total)" } + [""])
        return table
    }

    /// In the order of the shares, the bank last.
    private func bearers(of claims: [JSON]) -> [String] {
        var seen: [String] = []
        for share in claims.flatMap({ $0["shares"]?.items ?? [] }) where !seen.contains(share.word("party")) {
            seen.append(share.word("party"))
        }
        return seen.filter { $0 != Share.bank } + [Share.bank]
    }

    private static func share(of party: String, in claim: JSON) -> Money {
        claim["shares"]?.items.first { $0.word("party") == party }?.money("amount") ?? .zero
    }

    /// Shares that a bearer disputed, and what the bureau made of it.
    mutating func disputes() {
        sheet.heading("异议与裁定", "Disputed, and resolved by the bureau")
        var table = Table([
            .number("申请", "claim"), .text("分担方", "bearer"), .text("代码", "code"), .number("原份额", "asked"),
            .number("先认可", "accepted"), .number("裁定", "resolved"), .number("转银行承担", "passed to the bank"),
        ])
        for dispute in record.disputes {
            let resolved = dispute.resolved.money("amount")
            table.add([
                "\(dispute.claim)", names.party(dispute.disputed.word("party")), dispute.disputed.word("code"),
                "\(dispute.asked)",
                "\(dispute.disputed.money("accepted"))", "\(resolved)", "\(dispute.asked - resolved)",
            ])
        }
        sheet.add(table)
        for dispute in record.disputes { sheet.say("理由 reason: \(dispute.disputed.word("note"))") }
    }
}
