import Accounting
import Commands
import JSON
import Ledger
import Store

// How the pool's money moved.
extension ReadingRoutes {
    static let fund = [
        ReadingRoute("fund-statement", ["from", "until", "format"]) { ask in
            let (from, until) = try ask.yearOr("from", "until")
            guard let statement = try await ask.reader.fundStatement(ask.reach, from: from, until: until) else {
                throw Problem.notThere
            }
            let sheet = statement.sheet.named("fund-statement-\(from)-\(until)")
            switch try ask.query.choice("format", of: SheetFormat.self) ?? .json {
            case .json: return ReadingAnswer(ask.view(statement, from, until))
            case .csv: return try ask.answer(sheet, [])
            case .xlsx:
                return ReadingAnswer(
                    file: "\(sheet.name).xlsx", Workbook.contentType,
                    try Workbook([sheet, ask.movementSheet(statement), statement.commitments]).bytes())
            }
        }
    ]
}

extension ReadingAsk {
    fileprivate func view(_ statement: FundStatement, _ from: Day, _ until: Day) -> JSON {
        func balance(_ code: String) -> JSON { (statement.balances[code] ?? .zero).json }
        return [
            "from": from.json, "until": until.json, "opening": statement.opening.json,
            "paid_in": [
                "central": statement.paidIn(from: "3101.01").json, "city": statement.paidIn(from: "3101.02").json,
                "district": statement.paidIn(from: "3101.03").json, "other": statement.paidIn(from: "3101.04").json,
            ],
            "interest": statement.paidIn(from: "4604").json, "compensation": statement.paidOut(to: "2302").json,
            "recoveries": statement.paidIn(from: "1218.02").json,
            "clawbacks": statement.paidIn(from: "1218.03").json, "advanced": statement.advanced.json,
            "returned": statement.returned.json, "other_in": statement.otherIn.json,
            "other_out": statement.otherOut.json, "closing": statement.closing.json,
            "at_end": [
                "payable": balance("2302"), "deferred": balance("2302.09"), "committed": balance("9002"),
                "expected_claims": balance("2601"), "recoveries_due": balance("1218.02"), "exposure": balance("9001"),
                "filed_balance_counted": balance("9008"), "subrogated": balance("1231"),
            ],
            "movements": .array(statement.movements.map { view($0) }),
        ]
    }

    /// Every movement by event and by the account on the other side.
    fileprivate func movementSheet(_ statement: FundStatement) -> Sheet {
        var sheet = Sheet(
            "movements", ("变动明细", "Movements"),
            [
                .init("event", "业务"), .init("name_zh", "名称"), .init("account", "对方科目"), .init("in", "增加"),
                .init("out", "减少"),
            ])
        for movement in statement.movements {
            sheet.add([
                .text(movement.event), .text(name(of: movement.event)?.chinese ?? ""), .text(movement.other),
                .money(movement.paidIn), .money(movement.paidOut),
            ])
        }
        return sheet
    }

    private func view(_ movement: FundStatement.Movement) -> JSON {
        let name = name(of: movement.event)
        return [
            "event": .string(movement.event), "name_zh": (name?.chinese).json, "name_en": (name?.english).json,
            "account": .string(movement.other), "in": movement.paidIn.json, "out": movement.paidOut.json,
        ]
    }
}
