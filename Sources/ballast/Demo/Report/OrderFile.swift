import Accounting
import Foundation
import JSON

/// A file with a run's orders, and whether it says what the run says: the same payments, to the fen.
struct OrderFile: Sendable {
    let name: String
    let bytes: [UInt8]
    let isRight: Bool

    /// Every order, payments and collections, a line each.
    init(csv bytes: [UInt8], of run: JSON) {
        self.bytes = bytes
        name = "run-\(run["run"]?.number ?? 0).csv"
        let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n").dropFirst().filter {
            !$0.isEmpty
        }
        let cells = lines.map { $0.components(separatedBy: ",") }
        func sum(_ direction: String) -> Money? {
            let amounts = cells.filter { $0.count > 6 && $0[5] == direction }.map { OrderFile.yuan($0[6]) }
            return amounts.contains(nil) ? nil : amounts.compactMap { $0 }.total
        }
        isRight =
            lines.count == run["orders"]?.items.count && sum("pay") == run.money("payable")
            && sum("collect") == run.money("collectible")
    }

    /// Payments only, as pain.001; the control sum and every single amount.
    init(xml bytes: [UInt8], of run: JSON) {
        self.bytes = bytes
        name = "run-\(run["run"]?.number ?? 0)-pain.001.xml"
        let text = String(decoding: bytes, as: UTF8.self)
        let payments = (run["orders"]?.items ?? []).filter { $0.word("direction") == "pay" }
        let amounts = OrderFile.contents(of: "InstdAmt", in: text).map(OrderFile.yuan)
        isRight =
            OrderFile.contents(of: "CtrlSum", in: text).first.flatMap(OrderFile.yuan) == run.money("payable")
            && OrderFile.contents(of: "NbOfTxs", in: text).first == "\(payments.count)"
            && amounts == payments.map { $0.money("amount") }
            && OrderFile.contents(of: "EndToEndId", in: text) == payments.map { $0.word("end_to_end_id") }
    }

    /// `1234.56`, exactly so.
    static func yuan(_ text: String) -> Money? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].count == 2, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E })
        else {
            return nil
        }
        return Int64(parts[0] + parts[1]).map(Money.init(fen:))
    }

    /// What stands in every element of that name, in order.
    static func contents(of element: String, in text: String) -> [String] {
        text.components(separatedBy: "<\(element)").dropFirst().compactMap { rest in
            guard rest.first == ">" || rest.first == " ", let start = rest.firstIndex(of: ">"),
                let end = rest.range(of: "</\(element)>")
            else { return nil }
            return String(rest[rest.index(after: start)..<end.lowerBound]).trimmingCharacters(
                in: .whitespacesAndNewlines)
        }
    }
}
