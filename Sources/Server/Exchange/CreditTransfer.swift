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

    /// All of a run as it was released, or one order of it as it has to be paid now, under its present EndToEndId.
    ///
    /// - Throws: `Problem` 409 where the run is not released, pays nobody, or somebody's account is not registered; where the
    ///   order is not to be paid.
    init(_ payees: RunPayees, order single: Int64? = nil) throws(Problem) {
        let run = payees.file.run
        guard run.state == .released, let releasedAt = run.secondAt ?? run.releasedAt else { throw .notReleased }
        let orders = payees.file.orders.filter { order in
            order.direction == .pay && order.amount > .zero
                && (single == nil || order.number == single && (order.state == .issued || order.state == .reopened))
        }
        guard !orders.isEmpty else { throw .nothingToPay }
        let debtors = payees.ownAccounts()
        let initiator = try payees.payer(debtors)
        let creditors = try payees.sides(of: orders, isAnew: single != nil)
        let again = single.map { _ in orders.map { "-O\($0.number).\($0.attempt)" }.joined() } ?? ""
        let message = "\(payees.book)-R\(run.number)\(again)"
        let payments = Set(orders.map(\.category.rawValue)).sorted().map { category in
            let block = orders.filter { $0.category.rawValue == category }
            let debtor = debtors[block[0].category] ?? initiator
            return Pain001.Payment(
                PmtInfId: "\(category)-\(message.suffix(26))", NbOfTxs: "\(block.count)",
                CtrlSum: block.map(\.amount).total.plain, ReqdExctnDt: Pain001.DateChoice(Dt: "\(run.dueOn)"),
                Dbtr: debtor.named,
                DbtrAcct: debtor.account, DbtrAgt: debtor.agent,
                CdtTrfTxInf: block.compactMap { order in
                    creditors[order.party].map {
                        Pain001.Transfer(order, order.endToEndId(single == nil ? 1 : order.attempt), to: $0)
                    }
                })
        }
        self.message = Pain001(
            CstmrCdtTrfInitn: Pain001.Initiation(
                GrpHdr: Pain001.GroupHeader(
                    MsgId: String(message.suffix(35)), CreDtTm: "\(releasedAt)", NbOfTxs: "\(orders.count)",
                    CtrlSum: orders.map(\.amount).total.plain, InitgPty: initiator.named),
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
        self.init(party.nameChinese, account)
    }

    init(_ name: String, _ account: PayeeAccount) {
        named = Pain001.Named(Nm: String(name.prefix(140)))
        self.account = Pain001.Account(Id: Pain001.Account.Choice(Othr: Pain001.Account.Other(Id: account.number)))
        agent = Pain001.Agent(
            FinInstnId: Pain001.Agent.Institution(
                ClrSysMmbId: Pain001.Agent.Member(ClrSysId: Pain001.Agent.System(), MmbId: account.bankCode),
                Nm: String(account.bankName.prefix(140))))
    }
}

extension RunPayees {
    private var bureaus: [Party] { parties.values.filter { $0.kind == .bureau }.sorted { $0.id < $1.id } }

    /// Each category is paid from its own account, where one is registered.
    fileprivate func ownAccounts() -> [Clearing.Category: Side] {
        guard let bureau = bureaus.first else { return [:] }
        return accounts.mapValues { Side(bureau.nameChinese, $0.account) }
    }

    /// The bureau pays: from the account it is registered with, where a category has none of its own.
    fileprivate func payer(_ own: [Clearing.Category: Side]) throws(Problem) -> Side {
        if let side = bureaus.compactMap({ Side($0, $0.account) }).first { return side }
        guard let side = own.min(by: { $0.key.rawValue < $1.key.rawValue })?.value else {
            throw .accountMissing(bureaus.map(\.id))
        }
        return side
    }

    /// What is given again goes to the account in the register now: often the old one was why the bank refused it.
    fileprivate func sides(of orders: [PaymentOrder], isAnew: Bool) throws(Problem) -> [String: Side] {
        var sides: [String: Side] = [:]
        for order in orders {
            let isChanged = isAnew && order.attempt > 1
            sides[order.party] = parties[order.party].flatMap { party in
                Side(party, isChanged ? party.account ?? order.payee : order.payee)
            }
        }
        let missing = Set(orders.map(\.party)).subtracting(sides.keys)
        guard missing.isEmpty else { throw .accountMissing(missing.sorted()) }
        return sides
    }
}

extension Pain001.Transfer {
    fileprivate init(_ order: PaymentOrder, _ endToEndId: String, to side: Side) {
        self.init(
            PmtId: Pain001.Identification(EndToEndId: endToEndId),
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
        status: 409, code: "nothing-to-pay", chinese: "没有待付的付款指令（收款通知和已付指令除外）。",
        english: "There is nothing to pay: collection notices and orders already paid are left out.")
    fileprivate static func accountMissing(_ parties: [String]) -> Problem {
        let list = parties.joined(separator: ", ")
        return Problem(
            status: 409, code: "account-missing", chinese: "以下机构未登记收付款账户：\(list)；请先登记。",
            english: "No bank account is registered for: \(list); register it first.")
    }
}
