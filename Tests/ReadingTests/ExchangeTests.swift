import Foundation
import FoundationXML
import House
import JSON
import Store
import Testing

@testable import Server

@Suite struct ExchangeTests {
    @Test func `orders as CSV read back as they are, accounts to the last digit and formulas harmless`() async throws {
        try await Desk.with { desk in
            let file = try await desk.answer("runs/1/orders.csv", by: "bureau/clerk")
            #expect(
                file.contentType == "text/csv; charset=utf-8; header=present" && file.fileName == "yongchuan-run-1.csv")
            #expect(Array(file.body.prefix(3)) == [0xEF, 0xBB, 0xBF])
            let rows = parse(String(decoding: file.body.dropFirst(3), as: UTF8.self))
            #expect(rows[0] == OrderTable.header)
            let orders = try await desk.read("runs/1", by: "bureau/clerk")["orders"]?.items ?? []
            #expect(rows.count == orders.count + 1)
            for (row, order) in zip(rows.dropFirst(), orders) {
                #expect(row.count == 15)
                #expect(
                    Int64(row[1]) == order["order"]?.integer && row[3] == order["party"]?.word
                        && row[5] == order["direction"]?.word)
                #expect(Int64(row[6].filter { $0 != "." }) == order["amount"]?.integer)
                #expect(row[11] == order["end_to_end_id"]?.word && row[12] == "paid" && row[13] == "2026-07-03")
                // A reference that begins like a formula begins with a tab in the file.
                #expect(row[14] == "\t=B-\(row[1])")
            }
            let bank = try #require(rows.first { $0[3] == "bank-b" })
            #expect(bank[4] == "永川bank-b，“分理处”" && bank[6] == "160000.00" && bank[10] == "\t6222000000000000003")
        }
    }

    /// RFC 4180, as a reader of its own.
    private func parse(_ text: String) -> [[String]] {
        var rows: [[String]] = [[""]]
        var isQuoted = false
        var characters = Array(text.unicodeScalars)[...]
        while let character = characters.popFirst() {
            let place = rows.count - 1
            switch character {
            case "\"" where isQuoted && characters.first == "\"":
                rows[place][rows[place].count - 1].unicodeScalars.append("\"")
                characters = characters.dropFirst()
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: rows[place].append("")
            case "\r" where !isQuoted: continue
            case "\n" where !isQuoted: rows.append([""])
            default: rows[place][rows[place].count - 1].unicodeScalars.append(character)
            }
        }
        return rows.filter { $0 != [""] }
    }

    @Test func `a cell is quoted when it must be, and only then`() {
        var csv = CSV(header: ["a", "b"])
        csv.add([.text("x,\"y\"\r\nz"), .money(.init(fen: -123_456_789))])
        csv.add([.text("+1"), .number(7)])
        csv.add([.text("123456789012"), .text("plain")])
        let text = String(decoding: csv.bytes.dropFirst(3), as: UTF8.self)
        #expect(text == "a,b\r\n\"x,\"\"y\"\"\r\nz\",-1234567.89\r\n\"\t+1\",7\r\n\"\t123456789012\",plain\r\n")
    }

    @Test func `payments as pain.001 name run, order, payer and payee, and count and sum up`() async throws {
        try await Desk.with { desk in
            let file = try await desk.answer("runs/1/pain.001.xml", by: "bureau/clerk")
            #expect(file.contentType == "application/xml" && file.fileName == "yongchuan-run-1-pain.001.xml")
            let text = String(decoding: file.body, as: UTF8.self)
            #expect(text.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns="), "\(text)")
            #expect(text.contains("<InstdAmt Ccy=\"CNY\">160000.00</InstdAmt>"))
            let document = try XMLDocument(data: Data(file.body))
            let root = try #require(document.rootElement())
            #expect(
                root.name == "Document"
                    && root.namespace(forPrefix: "")?.stringValue == "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09")
            let initiation = try #require(root.elements(forName: "CstmrCdtTrfInitn").first)
            let header = try #require(initiation.elements(forName: "GrpHdr").first)
            #expect(header.names == ["MsgId", "CreDtTm", "NbOfTxs", "CtrlSum", "InitgPty"])
            #expect(
                header.text("MsgId") == "yongchuan-R1" && header.text("CreDtTm") == "2026-07-03T10:00:00.000000+08:00")
            // The fund pays bank-a 101,087.50 and bank-b 160,000.00; what bearers owe is collected, not paid.
            #expect(header.text("NbOfTxs") == "2" && header.text("CtrlSum") == "261087.50")
            let payments = initiation.elements(forName: "PmtInf")
            #expect(payments.count == 1)
            let payment = try #require(payments.first)
            #expect(
                payment.names == [
                    "PmtInfId", "PmtMtd", "NbOfTxs", "CtrlSum", "ReqdExctnDt", "Dbtr", "DbtrAcct", "DbtrAgt",
                    "CdtTrfTxInf", "CdtTrfTxInf",
                ])
            #expect(payment.text("PmtInfId") == "risk-yongchuan-R1" && payment.text("PmtMtd") == "TRF")
            #expect(
                payment.text("ReqdExctnDt/Dt") == "2026-07-03"
                    && payment.text("DbtrAcct/Id/Othr/Id") == "6222000000000000001")
            #expect(payment.text("DbtrAgt/FinInstnId/ClrSysMmbId/MmbId") == "104653007017")
            let transfers = payment.elements(forName: "CdtTrfTxInf")
            #expect(transfers.map { $0.text("Amt/InstdAmt") } == ["101087.50", "160000.00"])
            #expect(transfers.map { $0.text("Cdtr/Nm") } == ["永川bank-a，“分理处”", "永川bank-b，“分理处”"])
            #expect(transfers.map { $0.text("CdtrAcct/Id/Othr/Id") } == ["6222000000000000002", "6222000000000000003"])
            let orders = try await desk.read("runs/1", by: "bureau/clerk")["orders"]?.items ?? []
            let paid = orders.filter { $0["direction"] == "pay" }.compactMap { $0["end_to_end_id"]?.word }
            #expect(transfers.map { $0.text("PmtId/EndToEndId") } == paid && paid.allSatisfy { $0.utf8.count <= 35 })
            for transfer in transfers {
                #expect(transfer.names == ["PmtId", "Amt", "CdtrAgt", "Cdtr", "CdtrAcct", "RmtInf"])
            }
        }
    }

    @Test func `a run goes to the bank when it is released, and not before`()
        async throws
    {
        try await Desk.with { house in
            try await house.must("file-loan", Sample.loan(principal: 20_000_000), by: "bank-c/maker")
            house.clock.set("2026-07-01 09:00")
            try await house.must(
                "report-balance", Sample.overdue(balance: 20_000_000), by: "bank-c/maker", at: ["loan": "1"])
            try await house.must("file-claim", Sample.claim(principal: 20_000_000), by: "bank-c/maker")
            try await house.must("admit-claim", by: "bureau/clerk", at: ["claim": "1"])
            try await house.must("propose-approval", by: "bureau/clerk", at: ["claim": "1"])
            try await house.must("approve-claim", by: "bureau/approver", at: ["claim": "1"])
            try await house.must("propose-run", ["due_on": "2026-07-01"], by: "bureau/clerk")
        } _: { desk in
            #expect(try await desk.refusal("runs/1/pain.001.xml", by: "bureau/clerk") == "wrong-state")
            #expect(try await desk.refusal("runs/1/orders.csv", by: "bureau/clerk") == nil)
            try await desk.house.must("release-run", by: "bureau/approver", at: ["run": "1"])
            #expect(try await desk.refusal("runs/1/pain.001.xml", by: "bureau/clerk") == nil)
        }
    }
}

extension XMLElement {
    fileprivate var names: [String?] { (children ?? []).filter { $0.kind == .element }.map(\.name) }

    fileprivate func text(_ path: String) -> String? {
        path.split(separator: "/").reduce(self as XMLElement?) { $0?.elements(forName: String($1)).first }?.stringValue
    }
}
