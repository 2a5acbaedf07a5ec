import Accounting
import Clearing
import Commands
import Store

// The tables of RULES §12, each by itself or in a set.
extension ReadingAsk {
    func bearerSheet() async throws -> Sheet {
        var sheet = Sheet(
            "bearers-\(now.day)", ("各方分担", "Bearers"),
            [
                .init("party", "机构"), .init("claims", "已批准笔数"), .init("borne", "分担额"), .init("paid", "已支付"),
                .init("recovered", "已收回"), .init("pending", "在途笔数"), .init("pending_amount", "在途金额"),
            ])
        for row in try await reader.bearers(reach) {
            sheet.add([
                .text(row.party), .number(row.claims), .money(row.borne), .money(row.paid), .money(row.recovered),
                .number(row.pending), .money(row.pendingAmount),
            ])
        }
        return sheet
    }

    func answerSheet(_ from: Day, _ until: Day) async throws -> Sheet {
        var sheet = Sheet(
            "answers-\(from)-\(until)", ("确认时效", "Confirmation times"),
            [
                .init("party", "机构"), .init("asked", "通知笔数"), .init("confirmed", "确认"), .init("disputed", "异议"),
                .init("deemed", "视同确认"), .init("waiting", "待确认"), .init("late", "逾期"),
                .init("average_minutes", "平均用时（分钟）"),
            ])
        for row in try await reader.answers(reach, from: from, until: until, today: now.day) {
            sheet.add([
                .text(row.party), .number(row.asked), .number(row.confirmed), .number(row.disputed),
                .number(row.deemed), .number(row.waiting), .number(row.late),
                row.minutes.map(Sheet.Cell.number) ?? .none,
            ])
        }
        return sheet
    }

    func ageingSheet(_ asOf: Day) async throws -> Sheet {
        var sheet = Sheet(
            "ageing-\(asOf)", ("未结清款项账龄", "Ageing of unsettled items"),
            [
                .init("party", "机构"), .init("kind", "款项"), .init("count", "笔数"), .init("oldest", "最早到期日"),
                .init("not_due", "未到期"), .init("up_to_30", "30日以内"), .init("up_to_60", "31至60日"),
                .init("up_to_90", "61至90日"), .init("older", "90日以上"), .init("total", "合计"),
            ])
        for row in try await reader.ageing(reach, asOf: asOf) {
            sheet.add([
                .text(row.counterparty), .text(row.kind.rawValue), .number(row.count), .text("\(row.oldest)"),
                .money(row.notDue), .money(row.upTo30), .money(row.upTo60), .money(row.upTo90), .money(row.older),
                .money(row.total),
            ])
        }
        return sheet
    }

    func vintageSheet() async throws -> Sheet {
        var sheet = Sheet(
            "vintages-\(now.day)", ("分年度追偿率", "Recovery by vintage"),
            [
                .init("year", "补偿年度"), .init("claims", "笔数"), .init("compensated", "补偿额"),
                .init("recovered", "已追回"), .init("recovery_rate", "追偿率"),
            ])
        for row in try await reader.vintages(reach) {
            sheet.add([
                .number(row.year), .number(row.claims), .money(row.compensated), .money(row.recovered),
                .quotient(row.recovered, of: row.compensated),
            ])
        }
        return sheet
    }

    func budgetSheet(_ from: Day, _ until: Day) async throws -> Sheet {
        var sheet = Sheet(
            "budget-\(from)-\(until)", ("专户收支与预算执行", "Budget execution"),
            [
                .init("account", "专户"), .init("opening", "期初"), .init("paid_in", "拨入"), .init("other_in", "其他收入"),
                .init("paid_out", "支出"), .init("closing", "期末"), .init("execution_rate", "执行率"),
            ])
        for row in try await reader.budget(reach, from: from, until: until) {
            sheet.add([
                .text(row.account), .money(row.opening), .money(row.paidIn), .money(row.otherIn),
                .money(row.paidOut), .money(row.closing), .quotient(row.paidOut, of: row.opening + row.paidIn),
            ])
        }
        return sheet
    }
}

extension Leverage {
    /// The pool first, then guarantor by guarantor.
    func sheet(_ asOf: Day) -> Sheet {
        var sheet = Sheet(
            "leverage-\(asOf)", ("放大倍数", "Leverage"),
            [
                .init("party", "主体"), .init("balance", "在保（责任）余额"), .init("base", "本金或净资产"),
                .init("base_as_of", "净资产截至"), .init("leverage", "放大倍数"),
            ])
        sheet.add([.text("pool"), .money(filed), .money(principal), .text("\(asOf)"), .quotient(filed, of: principal)])
        for guarantor in guarantors {
            sheet.add([
                .text(guarantor.party), .money(guarantor.responsibility),
                guarantor.netAssets.map(Sheet.Cell.money) ?? .none,
                .text(guarantor.netAssetsOf.map { "\($0)" } ?? ""),
                guarantor.netAssets.map { .quotient(guarantor.responsibility, of: $0) } ?? .none,
            ])
        }
        return sheet
    }
}
