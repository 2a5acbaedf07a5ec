import Accounting
import Postgres

// How the house's values stand in PostgreSQL: fen and billionths as bigint, days as date, moments as timestamptz.

extension SQLDate {
    init(_ day: Day) { self.init(daysSince1970: day.number) }
}

extension SQLTimestamp {
    init(_ moment: Moment) { self.init(microsecondsSince1970: moment.microseconds) }
}

extension Row {
    func money(_ column: Column) throws -> Money { Money(fen: try int64(column)) }
    func moneyOrNil(_ column: Column) throws -> Money? { try int64OrNil(column).map(Money.init(fen:)) }
    func ratio(_ column: Column) throws -> Ratio { Ratio(billionths: try int64(column)) }
    func ratioOrNil(_ column: Column) throws -> Ratio? { try int64OrNil(column).map(Ratio.init(billionths:)) }
    func day(_ column: Column) throws -> Day { Day(number: try date(column)) }
    func dayOrNil(_ column: Column) throws -> Day? { try dateOrNil(column).map(Day.init(number:)) }
    func moment(_ column: Column) throws -> Moment { Moment(microseconds: try timestamp(column)) }
    func momentOrNil(_ column: Column) throws -> Moment? { try timestampOrNil(column).map(Moment.init(microseconds:)) }

    /// A word of a closed list.
    ///
    /// - Throws: `ColumnError` for one that is not in it: the schema and the code have parted, or somebody wrote there by hand.
    func word<T: RawRepresentable>(_ column: Column, _ type: T.Type = T.self) throws -> T where T.RawValue == String {
        let text = try string(column)
        guard let word = T(rawValue: text) else {
            throw ColumnError(column: column, problem: "\(text) is no \(T.self)")
        }
        return word
    }

    func wordOrNil<T: RawRepresentable>(_ column: Column, _ type: T.Type = T.self) throws -> T?
    where T.RawValue == String {
        try isNull(column) ? nil : try word(column, T.self)
    }
}
