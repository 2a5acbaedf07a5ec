import House
import JSON

/// The fund's bank, as far as tests need it: two accounts, and what it says of them.
enum Bank {
    static let risk = "6222000000000000001"
    static let clearing = "6222000000000000009"

    static func register(_ house: House) async throws {
        for (category, number) in [("risk", risk), ("clearing", clearing)] {
            try await house.must(
                "register-bank-account",
                [
                    "category": .string(category), "bank_name": "永川银行", "bank_code": "104653007017",
                    "number": .string(number),
                ], by: "office/admin")
        }
    }

    /// A guaranteed claim of 1,000,003 fen, approved, in run 1 of 2026-07-01, released: order 1 collects 303,263 of district, 2 and
    /// 3 collect 202,175 of national and reguarantor, 4 pays 101,087 to bank-a.
    static func released(_ house: House) async throws {
        try await register(house)
        try await house.claimed(1_000_003, programme: "yongchuan-guaranteed")
        try await house.approved(1)
        try await house.released("2026-07-01")
    }

    /// A movement; what is below nothing goes out.
    static func line(
        _ reference: String, _ signed: Int64, _ id: String? = nil, on day: String = "2026-07-01",
        returned: String? = nil
    ) -> JSON {
        var line: JSON = [
            "reference": .string(reference), "direction": signed < 0 ? "debit" : "credit",
            "amount": .integer(abs(signed)),
            "booked_on": .string(day),
        ]
        if let id { line = line.with("end_to_end_id", .string(id)) }
        if let returned { line = line.with("return_reason", .string(returned)) }
        return line
    }

    static func statement(
        _ sequence: Int64, _ account: String, day: String = "2026-07-01", from opening: Int64, to closing: Int64,
        _ lines: [JSON]
    ) -> JSON {
        [
            "kind": "statement",
            "statements": [
                [
                    "id": .string("S-\(account.suffix(1))-\(sequence)"), "account": .string(account),
                    "sequence": .integer(sequence), "day": .string(day), "opening": .integer(opening),
                    "closing": .integer(closing), "lines": .array(lines),
                ]
            ],
        ]
    }

    static func notification(_ id: String, _ account: String, day: String = "2026-07-01", _ lines: [JSON]) -> JSON {
        [
            "kind": "notification",
            "statements": [
                [
                    "id": .string(id), "account": .string(account), "day": .string(day), "lines": .array(lines),
                ]
            ],
        ]
    }

    /// What became of each line of the first statement.
    static func outcomes(_ answered: Answered) -> [String] {
        answered["statements", "0", "lines"].items.map { $0["outcome"]?.word ?? "" }
    }
}

extension House {
    /// An order's state, what is paid of it, and its present EndToEndId.
    func order(_ number: Int64) async throws -> String {
        try await read { transaction in
            try transaction.one(
                "select state, paid, end_to_end_id from clearing.payment_order where order_no = \(number)"
            ) { "\(try $0.string("state")) \(try $0.int64("paid")) \(try $0.string("end_to_end_id"))" } ?? ""
        }
    }
}
