import Accounting
import Clearing
import JSON

/// A filed loan as the API shows it; what a bank keeps as its guarantee certificate (备案确认).
public struct LoanView: JSONRepresentable, Sendable {
    private let loan: Loan

    public init(_ loan: Loan) { self.loan = loan }

    public var json: JSON {
        let filed = loan.filed
        return [
            "loan": .integer(loan.number), "outcome": .string(loan.outcome), "state": .string(loan.state.rawValue),
            "programme": .string(filed.programme), "terms_version": .integer(Int64(loan.termsVersion)),
            "bank": .string(filed.bank),
            "branch": .string(filed.branch), "business_number": .string(filed.businessNumber),
            "borrower": .string(filed.borrower),
            "borrower_name": .string(filed.borrowerName), "industry": .string(filed.industry),
            "contract_number": .string(filed.contractNumber), "note_number": .string(filed.noteNumber),
            "guarantee_number": .text(filed.guaranteeNumber), "entrust_number": .text(filed.entrustNumber),
            "principal": .fen(filed.principal), "rate": .string("\(filed.rate)"),
            "fee_rate": .text(filed.feeRate.map { "\($0)" }),
            "disbursed": .day(filed.disbursed), "matures": .day(filed.matures), "first_loan": .bool(filed.isFirstLoan),
            "tags": .array(filed.tags.map(JSON.string)), "filed_at": .moment(loan.filedAt),
            "balance": .fen(loan.report.balance),
            "exposure": .fen(loan.exposure), "reported_on": .day(loan.report.asOf),
            "interest_paid_to": .day(loan.report.interestPaidTo), "five_class": .integer(Int64(loan.report.fiveClass)),
            "overdue_since": .day(loan.report.overdueSince), "in_force_from": .day(loan.inForceFrom),
            "released_on": .day(loan.releasedOn),
            "open_claim": .number(loan.openClaim), "batch": .number(loan.ties.batch),
            "renews": .number(loan.ties.renews), "replaces": .number(loan.ties.replaces),
            "guarantor": .text(loan.ties.guarantor), "awaits": .text(loan.awaits?.rawValue),
            "extended_to": .day(loan.extensionOfTerm?.until), "covered_to": .day(loan.extensionOfTerm?.coveredTo),
        ]
    }
}

extension Loan {
    /// What the bank was answered: accepted, pending, rejected.
    fileprivate var outcome: String {
        switch state {
        case .pending: "pending"
        case .declined: "rejected"
        default: "accepted"
        }
    }
}
