import Accounting

/// What one loan gives rise to in a run, and how that came about.
public struct SubsidyRunLine: Sendable, Equatable {
    /// From 1 within the run; loans of one borrower stand together.
    public var line: Int32 = 0
    public let loan: Int64
    /// The loan's bank.
    public let bank, branch, borrower: String
    /// Who is paid where that is not the bank: a guarantor, a reguarantor.
    public let payeeBesides: String?
    /// When the application was complete: who comes first where the budget runs short.
    public let completedAt: Moment
    /// Days of the period on which it earned; 0 where something is given once.
    public let days: Int32
    /// Fen-days of the period; or, where something is given once, the fen it is given on.
    public let product: Int64
    /// Fen-days of earlier periods under the same version: the period gets the increment over what they come to.
    public let productBefore: Int64
    /// Rate used, in quintillionths.
    public let rate: Int64
    /// What the period earned, before and after the yearly cap.
    public let amount, capped: Money
    /// What was approved for earlier periods too little (above zero) or too much.
    public let correction: Money
    /// What is paid, or comes back.
    public var payable: Money
    public var reasons: SubsidyReasons
    /// `payable` by funder, in the order of the terms.
    public var parts: [Int64]

    public init(
        line: Int32 = 0, loan: Int64, bank: String, branch: String, borrower: String, payeeBesides: String? = nil,
        completedAt: Moment, days: Int32, product: Int64, productBefore: Int64, rate: Int64, amount: Money,
        capped: Money, correction: Money,
        payable: Money,
        reasons: SubsidyReasons, parts: [Int64]
    ) {
        self.line = line
        self.loan = loan
        self.bank = bank
        self.branch = branch
        self.borrower = borrower
        self.payeeBesides = payeeBesides
        self.completedAt = completedAt
        self.days = days
        self.product = product
        self.productBefore = productBefore
        self.rate = rate
        self.amount = amount
        self.capped = capped
        self.correction = correction
        self.payable = payable
        self.reasons = reasons
        self.parts = parts
    }

    public var payee: String { payeeBesides ?? bank }

    /// What it would get if the budget were no matter.
    public var due: Money { capped + correction }

    /// Pays so much of what is due; each funder its part by largest, ties to the first. What comes back is split the same way.
    public mutating func pay(_ amount: Money, _ weights: [Int64]) {
        payable = amount
        if amount < due { reasons.insert(.budget) }
        let shares = (amount < .zero ? -amount : amount).largest(over: weights)
        parts = shares.map { amount < .zero ? -$0.fen : $0.fen }
    }

    /// What the digest of a run is made of, big-endian: line int4, loan int8, days int4, product, product before, rate, amount, capped,
    /// correction and payable int8 each, reasons int4, then every funder's part int8; then the payee in UTF-8 where that is not
    /// the bank.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(76 + 8 * parts.count)
        bytes.append(bigEndian: line)
        bytes.append(bigEndian: loan)
        bytes.append(bigEndian: days)
        for number in [product, productBefore, rate, amount.fen, capped.fen, correction.fen, payable.fen] {
            bytes.append(bigEndian: number)
        }
        bytes.append(bigEndian: reasons.rawValue)
        for part in parts { bytes.append(bigEndian: part) }
        bytes += (payeeBesides ?? "").utf8
        return bytes
    }
}

extension [UInt8] {
    fileprivate mutating func append(bigEndian number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }
}
