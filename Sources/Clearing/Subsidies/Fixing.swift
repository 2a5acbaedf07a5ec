import Accounting

/// A reference rate as it was announced on a day (贷款市场报价利率): dated data, proposed by one person and adopted by another.
public struct Fixing: Sendable, Equatable {
    /// The loan prime rate of one year, and of more than five.
    public enum Series: String, Sendable, CaseIterable {
        case oneYear = "lpr-1y"
        case fiveYears = "lpr-5y"
    }

    public let series: Series
    public let announcedOn: Day
    public let rate: Ratio

    /// Rates are announced every month, around the 20th: what was announced longer ago says nothing of a day.
    public static let daysInForce = 40

    public init(series: Series, announcedOn: Day, rate: Ratio) {
        self.series = series
        self.announcedOn = announcedOn
        self.rate = rate
    }
}

extension [Fixing] {
    /// The rate in force on a day; nil where none was announced in the weeks before, so that a month that was left out is
    /// missed, not guessed.
    public func rate(of series: Fixing.Series, on day: Day) -> Ratio? {
        let latest = filter { $0.series == series && $0.announcedOn <= day }
            .max { $0.announcedOn < $1.announcedOn }
        guard let latest, day - latest.announcedOn <= Fixing.daysInForce else { return nil }
        return latest.rate
    }
}

extension Books {
    public mutating func save(_ fixing: Fixing) {
        reference.fixings.removeAll {
            $0.series == fixing.series && $0.announcedOn == fixing.announcedOn
        }
        reference.fixings.append(fixing)
        draft.fixings.append(fixing)
    }
}
