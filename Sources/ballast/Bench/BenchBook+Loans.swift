import Accounting
import Commands
import JSON

extension BenchBook {
    static let principal: Int64 = 1_234_567

    /// Files `count` loans more and reports each in default, many at once; gives their numbers in order of place. `from` is
    /// the first place.
    func addLoans(_ count: Int, from: Int, bank: String = BenchBook.bank, programme: String = "bench") async throws
        -> [Int64]
    {
        let today = BenchBook.now().day
        let numbers = try await inParallel(from..<(from + count)) { [self] place in
            let reply = try await perform(
                "file-loan",
                [
                    "programme": .string(programme), "branch": "main", "business_number": .string("YW-\(place)"),
                    "borrower": .string(BenchBook.borrower(place)), "borrower_name": "测试有限公司", "industry": "制造业",
                    "contract_number": .string("HT-\(place)"), "note_number": .string("JJ-\(place)"),
                    "principal": .integer(BenchBook.principal), "rate": "0.0435",
                    "disbursed": .string("\(today + -10)"),
                    "matures": .string("\(today + 355)"),
                ], by: "\(bank)/maker", key: "loan-\(place)")
            guard case .integer(let loan)? = try JSON.parse(reply.body)["loan"] else {
                throw LoadClient.Failure(description: "a loan without a number")
            }
            return loan
        }
        return try await inParallel(numbers.indices) { [self] place in
            let loan = numbers[place]
            try await perform(
                "report-balance",
                [
                    "as_of": .string("\(today + -1)"), "balance": .integer(BenchBook.principal),
                    "interest_paid_to": .string("\(today + -9)"),
                    "five_class": 3, "overdue_since": .string("\(today + -9)"),
                ], by: "\(bank)/maker", at: ["loan": "\(loan)"], key: "report-\(loan)")
            return loan
        }
    }

    private func inParallel(_ range: Range<Int>, _ work: @escaping @Sendable (Int) async throws -> Int64) async throws
        -> [Int64]
    {
        try await withThrowingTaskGroup(of: [(Int, Int64)].self) { group in
            let workers = 512
            for worker in 0..<workers {
                group.addTask {
                    var done: [(Int, Int64)] = []
                    var place = range.lowerBound + worker
                    while place < range.upperBound {
                        done.append((place, try await work(place)))
                        place += workers
                    }
                    return done
                }
            }
            var all: [(Int, Int64)] = []
            for try await part in group { all += part }
            return all.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// A credit code with its check character (GB 32100-2015), one of so many borrowers, ninety thousand at most.
    static func borrower(_ place: Int, of count: Int = 10_000) -> String {
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
        let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
        let digits = String(place % count + 10_000)
        let body = Array("91500118MA1\(digits)6")
        let sum = zip(body, weights).reduce(0) { $0 + alphabet.firstIndex(of: $1.0)! * $1.1 }
        return String(body) + String(alphabet[(31 - sum % 31) % 31])
    }

    /// The request that claims loan `number`, ready for the wire.
    func claimRequest(_ number: Int64, place: Int, token: String, key: String) -> [UInt8] {
        let today = BenchBook.now().day
        let body: JSON = [
            "loan": .integer(number), "borrower": .string(BenchBook.borrower(place)), "borrower_name": "测试有限公司",
            "contract_number": .string("HT-\(place)"), "principal": .integer(BenchBook.principal),
            "interest_paid_to": .string("\(today + -9)"), "calculated_on": .string("\(today)"), "documents": [],
        ]
        let bytes = body.bytes
        let head =
            "POST /v1/books/bench/claims HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(token)\r\n"
            + "Idempotency-Key: \(key)\r\nContent-Type: application/json\r\nContent-Length: \(bytes.count)\r\n\r\n"
        return Array(head.utf8) + bytes
    }
}
