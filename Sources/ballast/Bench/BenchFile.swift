import Accounting
import Commands
import Crypto
import Foundation
import JSON

/// Files made for measuring, written line by line.
struct BenchFile {
    let folder: URL

    struct Written {
        let path: String
        let records: Int
    }

    /// Loans drawn ten days ago, a few for each borrower.
    func filings(_ count: Int) throws -> Written {
        let today = BenchBook.now().day
        let (drawn, due) = ("\(today + -10)", "\(today + 355)")
        return try write("filings", today, records: count, sum: Int64(count) * BenchBook.principal) { place in
            let borrower = BenchBook.borrower(place / FileBench.drawdowns, of: 90_000)
            return [
                "programme": "bench", "branch": "main", "business_number": .string("YW-\(place)"),
                "borrower": .string(borrower), "borrower_name": "测试有限公司", "industry": "制造业",
                "contract_number": .string("HT-\(place)"), "note_number": .string("JJ-\(place)"),
                "principal": .integer(BenchBook.principal), "rate": "0.0435", "disbursed": .string(drawn),
                "matures": .string(due),
            ]
        }
    }

    /// Balances of every loan, a day after the other; each day a little is repaid.
    func balances(_ loans: Int, days: Int) throws -> Written {
        let today = BenchBook.now().day
        let steps = (0..<days).map { Int64($0) }
        let sum = steps.reduce(0) { $0 + Int64(loans) * (BenchBook.principal - $1 * 100) }
        return try write("balances", today, records: loans * days, sum: sum) { place in
            let day = place / loans
            return [
                "loan": .integer(Int64(place % loans + 1)), "as_of": .string("\(today + (day + 1 - days))"),
                "balance": .integer(BenchBook.principal - Int64(day) * 100),
                "interest_paid_to": .string("\(today + -10)"), "five_class": 1,
            ]
        }
    }

    private func write(_ kind: String, _ day: Day, records: Int, sum: Int64, _ record: (Int) -> JSON) throws -> Written
    {
        let path = folder.appendingPathComponent("ballast-bench-\(kind).ndjson").path
        FileManager.default.createFile(atPath: path, contents: nil)
        guard let file = FileHandle(forWritingAtPath: path) else { throw LoadClient.Failure(description: path) }
        let header: JSON = [
            "header": [
                "bank": .string(BenchBook.bank), "type": .string(kind), "business_date": .string("\(day)"),
                "sequence": 1, "version": 1,
            ]
        ]
        var piece = header.bytes + [0x0A]
        var hash = SHA256()
        for place in 0..<records {
            let line = record(place).bytes + [0x0A]
            hash.update(data: line)
            piece += line
            if piece.count > 1 << 20 {
                try file.write(contentsOf: piece)
                piece.removeAll(keepingCapacity: true)
            }
        }
        let digest = hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        let trailer: JSON = [
            "trailer": ["count": .integer(Int64(records)), "sum": .integer(sum), "digest": .string(digest)]
        ]
        try file.write(contentsOf: piece + trailer.bytes + [0x0A])
        try file.close()
        return Written(path: path, records: records)
    }
}
