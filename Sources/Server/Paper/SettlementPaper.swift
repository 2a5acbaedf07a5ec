import Accounting
import Clearing
import Store

/// The settlement statement of one party in one run (清算结算单), as a page and as a table.
struct SettlementPaper: Sendable {
    let title, book, code, printed, party, party_en, party_id, run: String
    let orders: [Order]

    struct Order: Sendable {
        let number, category, direction, direction_en, payable, collectible, net, capitals: String
        let end_to_end_id, state: String
        let paid_on: String?
        let legs: [Line]
    }

    struct Line: Sendable {
        let number, kind, claim, loan, bearer, payable, collectible: String
    }

    init(_ settlement: PartySettlement, at now: Moment) {
        title = "清算结算单 \(settlement.run) \(settlement.party.id)"
        (book, code) = (settlement.book.chinese, settlement.book.code)
        printed = "\(now)"
        (party, party_en) = (settlement.party.nameChinese, settlement.party.nameEnglish)
        party_id = settlement.party.id
        run = "\(settlement.run)"
        orders = settlement.orders.map { Order($0, settlement) }
    }
}

extension SettlementPaper.Order {
    init(_ order: PaymentOrder, _ settlement: PartySettlement) {
        let legs = settlement.legs(of: order)
        number = "\(order.number)"
        category = "\(order.category.said.chinese) \(order.category.said.english)"
        (direction, direction_en) = order.direction.said
        payable = "\(legs.filter(\.kind.isPayable).map(\.amount).total)"
        collectible = "\(legs.filter { !$0.kind.isPayable }.map(\.amount).total)"
        net = "\(order.amount)"
        capitals = order.amount.capitals
        end_to_end_id = order.endToEndId
        state = order.state.rawValue
        paid_on = order.paidOn.map { "\($0)" }
        self.legs = legs.map { leg in
            SettlementPaper.Line(
                number: "\(leg.number)", kind: "\(leg.kind.said.chinese) \(leg.kind.said.english)",
                claim: "\(leg.claim)", loan: settlement.loans[leg.claim].map { "\($0)" } ?? "", bearer: leg.bearer,
                payable: leg.kind.isPayable ? "\(leg.amount)" : "",
                collectible: leg.kind.isPayable ? "" : "\(leg.amount)")
        }
    }
}

extension PartySettlement {
    /// A line a leg; orders can be added up from them.
    var sheet: Sheet {
        var sheet = Sheet(
            "\(book.code)-run-\(run)-\(party.id)", ("清算结算单", "Settlement statement"),
            [
                .init("order", "指令"), .init("category", "资金类别"), .init("direction", "方向"),
                .init("order_amount", "轧差净额"),
                .init("state", "状态"), .init("paid_on", "支付日期"), .init("end_to_end_id", "端到端标识"), .init("leg", "序号"),
                .init("kind", "款项"), .init("claim", "申请"), .init("loan", "贷款"), .init("bearer", "分担方"),
                .init("payable", "应付对方"), .init("collectible", "应收对方"),
            ])
        for order in orders {
            for leg in legs(of: order) {
                sheet.add([
                    .number(order.number), .text(order.category.rawValue), .text(order.direction.rawValue),
                    .money(order.amount), .text(order.state.rawValue), .text(order.paidOn.map { "\($0)" } ?? ""),
                    .text(order.endToEndId), .number(leg.number), .text(leg.kind.rawValue), .number(leg.claim),
                    loans[leg.claim].map(Sheet.Cell.number) ?? .none, .text(leg.bearer),
                    .money(leg.kind.isPayable ? leg.amount : .zero), .money(leg.kind.isPayable ? .zero : leg.amount),
                ])
            }
        }
        return sheet
    }
}
