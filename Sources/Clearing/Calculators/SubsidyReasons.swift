/// Everything that may lower a line of a subsidy run. Kept as bits, shown as words.
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

    private static let named: [(reason: SubsidyReasons, word: String)] = [
        (.overdue, "overdue"), (.matured, "matured"), (.maxDays, "max-days"), (.window, "window"),
        (.householdCap, "household-cap"), (.shareOfContractRate, "share-of-contract-rate"), (.stacking, "stacking"),
        (.yearlyCap, "yearly-cap"), (.budget, "budget"), (.correction, "correction"),
        (.otherProgramme, "other-programme"), (.noFixing, "no-fixing"),
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
