/// Everything that may lower a line of a run. Kept as bits, shown as words.
public struct SubsidyReasons: OptionSet, Sendable, Hashable {
    public let rawValue: Int32

    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// Overdue or non-performing on some days.
    public static let overdue = SubsidyReasons(rawValue: 1)
    /// After the original maturity; an extension earns nothing.
    public static let matured = SubsidyReasons(rawValue: 1 << 1)
    /// The longest time a loan earns is over.
    public static let maxDays = SubsidyReasons(rawValue: 1 << 2)
    /// Before or after the programme's own window.
    public static let window = SubsidyReasons(rawValue: 1 << 3)
    /// The borrower's loans together are above the household cap.
    public static let householdCap = SubsidyReasons(rawValue: 1 << 4)
    public static let shareOfContractRate = SubsidyReasons(rawValue: 1 << 5)
    public static let stacking = SubsidyReasons(rawValue: 1 << 6)
    public static let yearlyCap = SubsidyReasons(rawValue: 1 << 7)
    public static let budget = SubsidyReasons(rawValue: 1 << 8)
    /// Earlier periods come out differently from what was approved.
    public static let correction = SubsidyReasons(rawValue: 1 << 9)
    /// Subsidised under another programme.
    public static let otherProgramme = SubsidyReasons(rawValue: 1 << 10)

    /// The reference rate of the day it was drawn is not known.
    public static let noFixing = SubsidyReasons(rawValue: 1 << 11)

    // On guarantee fees.
    public static let feeUnknown = SubsidyReasons(rawValue: 1 << 12)
    public static let feeTooHigh = SubsidyReasons(rawValue: 1 << 13)
    /// No more than the fee itself is given.
    public static let fee = SubsidyReasons(rawValue: 1 << 14)
    /// Not of the kind the subsidy is for.
    public static let kind = SubsidyReasons(rawValue: 1 << 15)
    /// Came in a batch file, which counts less.
    public static let batchWeight = SubsidyReasons(rawValue: 1 << 16)
    /// The borrower has more guaranteed than the greatest band.
    public static let tooLarge = SubsidyReasons(rawValue: 1 << 17)

    private static let named: [(reason: SubsidyReasons, word: String)] = [
        (.overdue, "overdue"), (.matured, "matured"), (.maxDays, "max-days"), (.window, "window"),
        (.householdCap, "household-cap"), (.shareOfContractRate, "share-of-contract-rate"), (.stacking, "stacking"),
        (.yearlyCap, "yearly-cap"), (.budget, "budget"), (.correction, "correction"),
        (.otherProgramme, "other-programme"), (.noFixing, "no-fixing"), (.feeUnknown, "fee-unknown"),
        (.feeTooHigh, "fee-too-high"), (.fee, "fee"), (.kind, "kind"), (.batchWeight, "batch-weight"),
        (.tooLarge, "too-large"),
    ]

    /// Every word there is.
    public static var allWords: [String] { named.map(\.word) }

    /// All bits that mean something.
    public static var all: SubsidyReasons { SubsidyReasons(named.map(\.reason)) }

    public var words: [String] { SubsidyReasons.named.filter { contains($0.reason) }.map(\.word) }

    public init?(word: String) {
        guard let found = SubsidyReasons.named.first(where: { $0.word == word }) else { return nil }
        self = found.reason
    }
}

extension SubsidyRate {
    var reasons: SubsidyReasons {
        SubsidyReasons(
            loweredBy.map {
                switch $0 {
                case .shareOfContractRate: .shareOfContractRate
                case .stacking: .stacking
                case .noFixing: .noFixing
                }
            })
    }
}

extension [FeeReason] {
    var reasons: SubsidyReasons {
        SubsidyReasons(
            map {
                switch $0 {
                case .feeUnknown: .feeUnknown
                case .feeTooHigh: .feeTooHigh
                case .fee: .fee
                case .elsewhere: .otherProgramme
                case .overdue: .overdue
                case .kind: .kind
                case .batchWeight: .batchWeight
                case .tooLarge: .tooLarge
                case .yearlyCap: .yearlyCap
                }
            })
    }
}
