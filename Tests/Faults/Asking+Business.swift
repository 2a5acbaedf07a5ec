import Accounting
import House
import JSON

/// The requests of a storm. Each bears a mark that no other has, by which its effect is told from every other's.
extension Asking {
    static let programme = "yongchuan-credit"
    private static let borrower = "91500118MA2789195C"

    /// - Parameter number: its mark: the loan's business number.
    static func fileLoan(_ number: Int, of bank: String, principal: Int64, on day: Day) -> Asking {
        var body = Sample.loan(number: number, principal: principal, disbursed: "\(day + -10)")
        body.replace("matures", by: .string("\(day + 355)"))
        return Asking(
            "file-loan", by: "\(bank)/maker", body,
            leaving: [
                "loan \(bank) YW-\(number) \(principal)", "entry loan-filed YW-\(number) \(principal)",
                "notice loan.filed YW-\(number)",
            ])
    }

    /// The loan is non-performing from `day` on, with a hundred fen repaid.
    static func reportBalance(_ number: Int, _ loan: Int64, of bank: String, principal: Int64, on day: Day) -> Asking {
        Asking(
            "report-balance", by: "\(bank)/maker", at: ["loan": "\(loan)"],
            [
                "as_of": .string("\(day)"), "balance": .integer(principal - 100),
                "interest_paid_to": .string("\(day + -5)"),
                "five_class": 3, "overdue_since": .string("\(day + -2)"),
            ],
            leaving: ["report loan/\(loan) \(day) \(principal - 100)", "entry loan-repaid YW-\(number) 100"])
    }

    /// - Parameter principal: what the loan's newest report says.
    static func fileClaim(_ number: Int, _ loan: Int64, of bank: String, principal: Int64, on day: Day) -> Asking {
        var body = Sample.claim(loan: loan, number: number, principal: principal, calculatedOn: "\(day)")
        body.replace("interest_paid_to", by: .string("\(day + -5)"))
        return Asking(
            "file-claim", by: "\(bank)/maker", body,
            leaving: [
                "claim loan/\(loan) \(principal)", "entry claim-received loan/\(loan) \(principal)",
                "notice claim.filed loan/\(loan)",
            ])
    }

    /// The fund's share is frozen, and counts on three caps.
    static func admit(_ claim: Int64, principal: Int64) -> Asking {
        let used = "entry cap-used claim/\(claim) \(principal.fundShare)"
        return Asking(
            "admit-claim", by: "bureau/clerk", at: ["claim": "\(claim)"],
            leaving: [used, used, used, "notice claim.admitted claim/\(claim)"])
    }

    static func propose(_ claim: Int64) -> Asking {
        Asking(
            "propose-approval", by: "bureau/clerk", at: ["claim": "\(claim)"],
            leaving: ["notice claim.proposed claim/\(claim)"])
    }

    static func approve(_ claim: Int64, principal: Int64) -> Asking {
        Asking(
            "approve-claim", by: "bureau/approver", at: ["claim": "\(claim)"],
            leaving: [
                "entry claim-approved claim/\(claim) \(principal)",
                "leg compensation claim/\(claim) \(principal.fundShare)",
                "notice claim.approved claim/\(claim)",
            ])
    }

    /// - Parameter gross: its mark, unique among the claim's recoveries; a multiple of 5, so that the fund's four fifths are whole.
    static func reportRecovery(_ gross: Int64, on claim: Int64, of bank: String, on day: Day) -> Asking {
        let restored = "entry cap-restored claim/\(claim) \(gross.fundShare)"
        return Asking(
            "report-recovery", by: "\(bank)/maker", at: ["claim": "\(claim)"],
            ["gross": .integer(gross), "received_on": .string("\(day)"), "costs": []],
            leaving: [
                "recovery claim/\(claim) \(gross)", "leg recovery claim/\(claim) \(gross.fundShare)",
                "entry recovery-reported claim/\(claim) \(gross.fundShare)",
                "notice recovery.reported claim/\(claim) \(gross)",
                restored, restored, restored,
            ])
    }

    /// - Parameter voucher: its mark.
    static func recordAppropriation(_ voucher: Int, amount: Int64, on day: Day) -> Asking {
        Asking(
            "record-appropriation", by: "bureau/clerk",
            [
                "category": "risk", "source": "district", "amount": .integer(amount), "arrived_on": .string("\(day)"),
                "voucher": .string("V-\(voucher)"),
            ],
            leaving: [
                "entry appropriation-risk appropriation/V-\(voucher) \(amount)",
                "notice appropriation.recorded appropriation/V-\(voucher)",
            ])
    }
}

/// Settlement.
extension Asking {
    static func proposeRun(dueOn day: Day) -> Asking {
        Asking(
            "propose-run", by: "bureau/clerk", ["due_on": .string("\(day)")],
            leaving: ["run \(day)", "notice run.proposed \(day)"])
    }

    static func release(_ run: Int64, dueOn day: Day, by person: String = "bureau/approver") -> Asking {
        Asking(
            "release-run", by: person, at: ["run": "\(run)"],
            leaving: ["released run/\(run)", "notice run.released \(day)"])
    }

    /// - Parameter claims: what the fund pays with this order, by claim.
    static func recordPayment(_ order: Int64, amount: Int64, on day: Day, claims: [(claim: Int64, amount: Int64)])
        -> Asking
    {
        Asking(
            "record-payment", by: "bureau/clerk", at: ["order": "\(order)"],
            ["amount": .integer(amount), "paid_on": .string("\(day)"), "bank_reference": .string("B-\(order)")],
            leaving: ["payment order/\(order) B-\(order) \(amount)", "notice order.paid order/\(order)"]
                + claims.flatMap {
                    [
                        "entry compensation-paid claim/\($0.claim) \($0.amount)",
                        "entry subrogation-recorded claim/\($0.claim) \($0.amount)",
                    ]
                })
    }
}

extension Int64 {
    /// 80 %, floored: what `yongchuan-credit` has the fund bear.
    var fundShare: Int64 { self * 4 / 5 }
}

extension JSON {
    fileprivate mutating func replace(_ name: String, by value: JSON) {
        guard case .object(var members) = self, let place = members.firstIndex(where: { $0.name == name }) else {
            preconditionFailure("what is replaced is there")
        }
        members[place].value = value
        self = .object(members)
    }
}
