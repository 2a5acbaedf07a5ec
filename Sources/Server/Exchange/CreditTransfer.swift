import Accounting
import Clearing
import Commands
import Foundation
import Store
import XMLCoder

/// A released run's payments for the account-holding bank: ISO 20022 pain.001.001.09, CustomerCreditTransferInitiation.
///
/// One payment block a category, since categories are never mixed. Collection notices and orders of nothing are no payments
/// and are left out. The only key that comes back with the bank's statement is EndToEndId, which names run and order.
struct CreditTransfer {
    private let message: Pain001

    /// - Throws: `Problem` 409 where the run is not released, pays nobody, or somebody's account is not registered.
    init(_ payees: RunPayees) throws(Problem) {
        let run = payees.file.run
        guard run.state == .released, let releasedAt = run.secondAt ?? run.releasedAt else { throw .notReleased }
        let orders = payees.file.orders.filter { $0.direction == .pay && $0.amount > .zero }
        guard !orders.isEmpty else { throw .nothingToPay }
        let debtor = try payees.payer()
        let creditors = try payees.sides(of: orders)
        let message = "\(payees.book)-R\(run.number)"
        let payments = Set(orders.map(\.category.rawValue)).sorted().map { category in
            let block = orders.filter { $0.category.rawValue == category }
            return Pain001.Payment(
                PmtInfId: "\(category)-\(message.suffix(26))", NbOfTxs: "\(block.count)",
                CtrlSum: block.map(\.amount).total.plain, ReqdExctnDt: Pain001.DateChoice(Dt: "\(run.dueOn)"),
                Dbtr: debtor.named,
                DbtrAcct: debtor.account, DbtrAgt: debtor.agent,
                CdtTrfTxInf: block.compactMap { order in creditors[order.party].map { Pain001.Transfer(order, to: $0) }
                })
        }
        self.message = Pain001(
            CstmrCdtTrfInitn: Pain001.Initiation(
                GrpHdr: Pain001.GroupHeader(
                    MsgId: String(message.suffix(35)), CreDtTm: "\(releasedAt)", NbOfTxs: "\(orders.count)",
                    CtrlSum: orders.map(\.amount).total.plain, InitgPty: debtor.named),
                PmtInf: payments))
    }

    func xml() throws -> [UInt8] {
        let encoder = XMLEncoder()
        encoder.outputFormatting = [.prettyPrinted]
        return Array(
            try encoder.encode(
                message, withRootKey: "Document", rootAttributes: ["xmlns": Pain001.namespace],
                header: XMLHeader(version: 1.0, encoding: "UTF-8")))
    }
}

/// Payer or payee, as the message names them.
private struct Side {
    let named: Pain001.Named
    let account: Pain001.Account
    let agent: Pain001.Agent

    init?(_ party: Party, _ account: PayeeAccount?) {
        guard let account else { return nil }
        named = Pain001.Named(Nm: String(party.nameChinese.prefix(140)))
        self.account = Pain001.Account(Id: Pain001.Account.Choice(Othr: Pain001.Account.Other(Id: account.number)))
        agent = Pain001.Agent(
            FinInstnId: Pain001.Agent.Institution(
                ClrSysMmbId: Pain001.Agent.Member(ClrSysId: Pain001.Agent.System(), MmbId: account.bankCode),
                Nm: String(account.bankName.prefix(140))))
    }
}

extension RunPayees {
    /// The bureau pays, from its own account in the register.
    fileprivate func payer() throws(Problem) -> Side {
        let bureaus = parties.values.filter { $0.kind == .bureau }.sorted { $0.id < $1.id }
        guard let side = bureaus.compactMap({ Side($0, $0.account) }).first else {
            throw .accountMissing(bureaus.map(\.id))
        }
        return side
    }

    fileprivate func sides(of orders: [PaymentOrder]) throws(Problem) -> [String: Side] {
        var sides: [String: Side] = [:]
        for order in orders { sides[order.party] = parties[order.party].flatMap { Side($0, order.payee) } }
        let missing = Set(orders.map(\.party)).subtracting(sides.keys)
        guard missing.isEmpty else { throw .accountMissing(missing.sorted()) }
        return sides
    }
}

extension Pain001.Transfer {
    fileprivate init(_ order: PaymentOrder, to side: Side) {
        self.init(
            PmtId: Pain001.Identification(EndToEndId: order.endToEndId),
            Amt: Pain001.Amount(InstdAmt: Pain001.Amount.Currency(value: order.amount.plain)), CdtrAgt: side.agent,
            Cdtr: side.named,
            CdtrAcct: side.account,
            RmtInf: Pain001.Remittance(Ustrd: "清算批次 \(order.run) 指令 \(order.number) \(order.category.rawValue)"))
    }
}

extension Problem {
    fileprivate static let notReleased = Problem(
        status: 409, code: "wrong-state", chinese: "批次尚未放行，不能导出付款报文。",
        english: "The run is not released yet; its payments cannot go to the bank.")
    fileprivate static let nothingToPay = Problem(
        status: 409, code: "nothing-to-pay", chinese: "该批次没有付款指令，只有收款通知。",
        english: "The run pays nobody; it holds collection notices only.")
    fileprivate static func accountMissing(_ parties: [String]) -> Problem {
        let list = parties.joined(separator: ", ")
        return Problem(
            status: 409, code: "account-missing", chinese: "以下机构未登记收付款账户：\(list)；请先登记。",
            english: "No bank account is registered for: \(list); register it first.")
    }
}
