/// An event that the programme itself raises, with the names it brings. The posting rules of a book must hold a rule
/// of the same names for each; a district may change the accounts, not these.
public struct RaisedEvent: Sendable, Equatable {
    public let name: String
    public let dimensions: Set<String>
    public let amounts: Set<String>

    init(_ name: String, _ dimensions: Set<String>, _ amounts: Set<String> = ["amount"]) {
        self.name = name
        self.dimensions = dimensions
        self.amounts = amounts
    }

    public static let all: [RaisedEvent] =
        money + filings + claims + settlements + recoveries + endings + subsidies + yearEnd

    private static let money = [
        RaisedEvent("appropriation-risk", ["source"]),
        RaisedEvent("appropriation-subsidy", ["source"]),
        RaisedEvent("appropriation-rebate", ["source"]),
        RaisedEvent("deposit-interest", ["category"]),
        RaisedEvent("earmark-transferred", ["from", "to"]),
    ]

    private static let filings = [
        RaisedEvent("loan-filed", ["programme", "bank", "borrower"], ["fund_exposure", "balance"]),
        RaisedEvent("loan-repaid", ["programme", "bank", "borrower"], ["fund_exposure", "balance"]),
        RaisedEvent("batch-filed", ["programme", "bank"], ["fund_exposure", "balance"]),
        RaisedEvent("batch-filed-borrower", ["borrower"], ["balance"]),
        RaisedEvent("batch-repaid", ["programme", "bank"], ["fund_exposure", "balance"]),
        RaisedEvent("batch-repaid-borrower", ["borrower"], ["balance"]),
    ]

    private static let claims = [
        RaisedEvent("claim-received", ["programme", "bank"], ["estimate", "base"]),
        RaisedEvent("claim-ended", ["programme", "bank"], ["estimate", "base"]),
        RaisedEvent("cap-used", ["programme", "cap", "window"]),
        RaisedEvent("cap-restored", ["programme", "cap", "window"]),
        RaisedEvent(
            "claim-approved",
            ["programme", "bank", "borrower", "payee", "claim"],
            ["fund_share", "provision_up", "provision_down", "deferred", "base", "fund_exposure", "balance"]
        ),
        RaisedEvent(
            "approval-lost",
            ["programme", "bank", "borrower", "payee", "claim"],
            ["fund_share", "provision_up", "provision_down", "deferred", "base", "fund_exposure", "balance"]
        ),
        RaisedEvent("share-due", ["party", "claim"]),
    ]

    private static let settlements = [
        RaisedEvent("compensation-deferred", ["payee", "claim"]),
        RaisedEvent("compensation-resumed", ["payee", "claim"]),
        RaisedEvent("compensation-paid", ["programme", "payee", "claim"]),
        RaisedEvent("compensation-set-off", ["payee", "holder", "programme", "claim"]),
        RaisedEvent("subrogation-recorded", ["claim"]),
        RaisedEvent("share-collected", ["party", "payee", "claim"]),
        RaisedEvent("share-forwarded", ["payee", "claim"]),
    ]

    private static let recoveries = [
        RaisedEvent("recovery-reported", ["holder", "programme", "bank", "claim"]),
        RaisedEvent("recovery-received", ["holder", "claim"]),
        RaisedEvent("recovery-received-prior-year", ["holder", "claim"]),
        RaisedEvent("recovery-collected", ["party", "claim"]),
        RaisedEvent("recovery-forwarded", ["party", "claim"]),
    ]

    private static let endings = [
        RaisedEvent("write-off", ["claim"]),
        RaisedEvent("recovery-reported-after-write-off", ["holder", "claim"]),
        RaisedEvent("share-ended", ["party", "claim"]),
        RaisedEvent("advance-paid", ["party", "claim"]),
        RaisedEvent("advance-returned", ["party", "claim"]),
        RaisedEvent("insurer-receivable", ["insurer", "claim"]),
        RaisedEvent("insurer-received", ["insurer", "claim"]),
        RaisedEvent("compensation-cancelled", ["payee", "programme", "bank", "claim"]),
        RaisedEvent("true-up-decided", ["party", "programme", "bank", "claim"]),
        RaisedEvent("clawback-decided", ["party", "programme", "bank", "claim"], ["principal", "interest"]),
        RaisedEvent("clawback-received", ["party", "claim"], ["principal", "interest"]),
        RaisedEvent("clawback-received-prior-year", ["party", "claim"], ["principal", "interest"]),
        RaisedEvent("clawback-collected", ["party", "claim"]),
        RaisedEvent("clawback-forwarded", ["party", "claim"]),
    ]

    private static let subsidies = [
        RaisedEvent("subsidy-encumbered", ["programme", "year"]),
        RaisedEvent("subsidy-released", ["programme", "year"]),
        RaisedEvent("subsidy-verified", ["programme", "payee"]),
        RaisedEvent("subsidy-paid", ["payee", "programme"]),
        RaisedEvent("rebate-approved", ["programme", "payee"]),
        RaisedEvent("rebate-paid", ["payee", "programme"]),
        RaisedEvent("clawback-subsidy-decided", ["party", "programme", "category"], ["principal", "interest"]),
        RaisedEvent("clawback-subsidy-received", ["party", "programme", "category"], ["principal", "interest"]),
    ]

    private static let yearEnd = [
        RaisedEvent("interest-retained", ["category"]),
        RaisedEvent("interest-retained-debit", ["category"]),
        RaisedEvent("close-appropriation", ["source"]),
        RaisedEvent("close-appropriation-debit", ["source"]),
        RaisedEvent("close-other-income", []),
        RaisedEvent("close-other-income-debit", []),
        RaisedEvent("close-compensation", ["programme", "bank"]),
        RaisedEvent("close-compensation-credit", ["programme", "bank"]),
        RaisedEvent("close-subsidy", ["programme"]),
        RaisedEvent("close-subsidy-credit", ["programme"]),
        RaisedEvent("close-rebate", ["programme"]),
        RaisedEvent("close-rebate-credit", ["programme"]),
        RaisedEvent("close-recovery-cost", ["claim"]),
        RaisedEvent("close-recovery-cost-credit", ["claim"]),
        RaisedEvent("close-impairment", []),
        RaisedEvent("close-impairment-credit", []),
        RaisedEvent("close-budget-appropriation", []),
        RaisedEvent("close-budget-appropriation-debit", []),
        RaisedEvent("close-budget-other-income", []),
        RaisedEvent("close-budget-other-income-debit", []),
        RaisedEvent("close-budget-outlay", []),
        RaisedEvent("close-budget-outlay-credit", []),
        RaisedEvent("surplus-to-principal", ["source"]),
        RaisedEvent("deficit-from-principal", ["source"]),
        RaisedEvent("surplus-to-earmark", ["category", "source"]),
        RaisedEvent("deficit-from-earmark", ["category", "source"]),
    ]
}
