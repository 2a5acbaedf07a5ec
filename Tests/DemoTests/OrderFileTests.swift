import JSON
import Testing

@testable import ballast

@Suite struct OrderFileTests {
    private static let run: JSON = [
        "run": 3, "payable": 73_620_491, "collectible": 100,
        "orders": [
            ["direction": "pay", "amount": 73_620_490, "end_to_end_id": "R3-O1-risk-bank-a"],
            ["direction": "collect", "amount": 100, "end_to_end_id": "R3-O2-clearing-city"],
            ["direction": "pay", "amount": 1, "end_to_end_id": "R3-O3-risk-bank-b"],
        ],
    ]

    private static func table(_ amounts: [String]) -> [UInt8] {
        let rows = zip(["pay", "collect", "pay"], amounts).map { "3,1,risk,bank-a,甲,\($0),\($1),CNY\r\n" }
        return Array(("\u{FEFF}run,order,category,party,name,direction,amount,currency\r\n" + rows.joined()).utf8)
    }

    private static func message(sum: String = "736204.91", second: String = "0.01") -> [UInt8] {
        let payments = [("R3-O1-risk-bank-a", "736204.90"), ("R3-O3-risk-bank-b", second)].map {
            "<PmtId><EndToEndId>\($0)</EndToEndId></PmtId><InstdAmt Ccy=\"CNY\">\($1)</InstdAmt>"
        }
        return Array("<GrpHdr><NbOfTxs>2</NbOfTxs><CtrlSum>\(sum)</CtrlSum></GrpHdr>\(payments.joined())".utf8)
    }

    @Test func `a table of orders is right when payments and collections add up to the run`() {
        #expect(OrderFile(csv: Self.table(["736204.90", "1.00", "0.01"]), of: Self.run).isRight)
        #expect(!OrderFile(csv: Self.table(["736204.90", "1.00", "0.02"]), of: Self.run).isRight)
        #expect(!OrderFile(csv: Self.table(["736204.90", "1.00", "1e-2"]), of: Self.run).isRight)
        #expect(!OrderFile(csv: Self.table(["736204.91", "1.00"]), of: Self.run).isRight)
        #expect(OrderFile(csv: [], of: Self.run).name == "run-3.csv")
    }

    @Test func `a message to the bank is right when its sum and every payment are the run's`() {
        #expect(OrderFile(xml: Self.message(), of: Self.run).isRight)
        #expect(!OrderFile(xml: Self.message(sum: "736204.90"), of: Self.run).isRight)
        #expect(!OrderFile(xml: Self.message(second: "0.02"), of: Self.run).isRight)
        #expect(!OrderFile(xml: [], of: Self.run).isRight)
    }
}
