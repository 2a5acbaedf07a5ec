import Accounting
import Clearing

/// An order with the legs it nets and the run it belongs to.
struct CheckedOrder {
    let order: PaymentOrder
    let legs: [Leg]
    let run: Run?

    func check(_ findings: inout Findings) {
        let name = "order \(order.number)"
        if run == nil { findings.add(name, "its run \(order.run) does not exist", "所属清算批次 \(order.run) 不存在") }
        let asked = legs.filter { $0.cancelledOn == nil }
        let net = asked.reduce(Int64(0)) { $0 &+ ($1.kind.isPayable ? $1.amount.fen : -$1.amount.fen) }
        let signed = order.direction == .collect ? -order.amount.fen : order.amount.fen
        findings.compare(name, ("amount", "金额"), signed, net, .legs)
        let isWithdrawn = asked.isEmpty && order.direction == .collect
        if legs.isEmpty || (order.direction == .even || isWithdrawn) != (order.amount == .zero) {
            findings.add(name, "it nets no legs, or to nothing without saying so", "无收付明细，或轧差为零而方向不符")
        }
        for leg in legs where leg.counterparty != order.party || leg.category != order.category || leg.run != order.run
        {
            findings.add(
                "leg \(leg.number)", "is of another party, category or run than its order \(order.number)",
                "与指令 \(order.number) 的对象、类别或批次不符")
        }
        checkMoney(name, asked, &findings)
        if let run, (run.state == .released) != (order.state != .proposed) {
            findings.add(name, "is \(order.state.rawValue) in a run that is \(run.state.rawValue)", "状态与清算批次不符")
        }
    }

    /// The legs that are settled are what has been paid; they were settled between the first movement of money and the last.
    private func checkMoney(_ name: String, _ asked: [Leg], _ findings: inout Findings) {
        let settled = asked.filter { $0.settledOn != nil }
        let net = settled.reduce(Int64(0)) { $0 &+ ($1.kind.isPayable ? $1.amount.fen : -$1.amount.fen) }
        // A payment that came back keeps its legs settled: the money waits in 2307.09.
        let paid = order.state == .reopened ? order.amount.fen : order.paid.fen
        findings.compare(name, ("paid", "已付"), order.direction == .collect ? -paid : paid, net, .legs)
        let isDone = order.state == .paid || order.state == .reopened
        if isDone == asked.contains(where: { $0.settledOn == nil }) {
            findings.add(name, "is \(order.state.rawValue) and not all its legs agree", "状态与收付明细的结清情况不符")
        }
        for leg in settled {
            guard let day = leg.settledOn, let first = order.settledOn, let last = order.paidOn, first <= day,
                day <= last
            else {
                findings.add(
                    "leg \(leg.number)", "was not settled on a day its order \(order.number) was paid",
                    "结清日与指令 \(order.number) 的支付日不符")
                continue
            }
        }
    }
}
