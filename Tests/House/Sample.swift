import JSON

/// Requests that are right in every field, to be sent as they are or with one thing changed.
public enum Sample {
    /// Unified social credit codes whose check characters fit.
    public static let borrower = "91500118MA2789195C"
    public static let borrowers = [
        "91500118MA1000001R", "91500118MA1000002W", "91500118MA10000030", "91500118MA10000043", "91500118MA10000056",
        "91500118MA10000069",
    ]

    /// Terms of a small programme, in force since 2024: who bears what, in parts of a hundred, under which caps. `blocks` are
    /// further members, `"filing":{…}`.
    public static func terms(
        _ programme: String, _ bearers: [(party: String, parts: Int)], caps: String = "", _ blocks: String...
    ) throws -> JSON {
        let shares = bearers.map { #"{"party":"\#($0.party)","parts":"\#($0.parts)"}"# }.joined(separator: ",")
        let more = blocks.map { "," + $0 }.joined()
        return try JSON.parse(
            #"{"programme":"\#(programme)","from":"2024-01-01","layers":[{"percent":"100","bearers":[\#(shares)]}],"caps":[\#(caps)]\#(more)}"#
        )
    }

    public static func loan(
        programme: String = "yongchuan-credit", number: Int = 1, borrower: String = "91500118MA2789195C",
        principal: Int64,
        disbursed: String = "2026-02-27"
    ) -> JSON {
        [
            "programme": .string(programme), "branch": "main", "business_number": .string("YW-\(number)"),
            "borrower": .string(borrower),
            "borrower_name": "永川某某有限公司", "industry": "制造业", "contract_number": .string("HT-\(number)"),
            "note_number": .string("JJ-\(number)"), "principal": .integer(principal), "rate": "0.0435",
            "disbursed": .string(disbursed),
            "matures": "2027-02-27",
        ]
    }

    public static func overdue(balance: Int64, asOf: String = "2026-06-30", since: String = "2026-03-21") -> JSON {
        [
            "as_of": .string(asOf), "balance": .integer(balance), "interest_paid_to": .string(since), "five_class": 3,
            "overdue_since": .string(since),
        ]
    }

    public static let documents = [
        "application", "credit-approval", "loan-contract", "disbursement-proof", "default-statement",
        "repayment-history", "commitment",
        "guarantee-contract", "entrust-contract", "use-of-loan", "compensation-notice", "insurance-policy",
        "collateral-disposal",
    ]

    public static func claim(
        loan: Int64 = 1, number: Int = 1, borrower: String = "91500118MA2789195C", principal: Int64,
        calculatedOn: String = "2026-06-30"
    ) -> JSON {
        [
            "loan": .integer(loan), "borrower": .string(borrower), "borrower_name": "永川某某有限公司",
            "contract_number": .string("HT-\(number)"), "principal": .integer(principal),
            "interest_paid_to": "2026-03-21",
            "calculated_on": .string(calculatedOn), "documents": .array(documents.map { ["name": .string($0)] }),
        ]
    }
}
