import Accounting

extension Moment {
    /// Reads RFC 3339 with seconds and an offset, `2026-01-31T09:30:00.5+08:00` or `…Z`; at most microseconds.
    /// A leap second is not a time of this calendar.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let day = Day(String(decoding: bytes[..<10], as: UTF8.self)),
            let hour = Moment.number(bytes[11..<13], to: 23), let minute = Moment.number(bytes[14..<16], to: 59),
            let second = Moment.number(bytes[17..<19], to: 59)
        else { return nil }
        var rest = bytes[19...]
        guard let fraction = Moment.takeFraction(&rest), let offset = Moment.offset(rest) else { return nil }
        let seconds = Int64(day.number) * 86_400 + hour * 3600 + minute * 60 + second - offset
        self.init(microseconds: seconds * 1_000_000 + fraction)
    }

    /// Microseconds of `.5`; 0 where there is no point, nil where none or too many digits follow it.
    private static func takeFraction(_ rest: inout ArraySlice<UInt8>) -> Int64? {
        guard rest.first == UInt8(ascii: ".") else { return 0 }
        rest.removeFirst()
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard (1...6).contains(digits.count), let value = number(digits, to: 999_999) else { return nil }
        rest.removeFirst(digits.count)
        return (digits.count..<6).reduce(value) { scaled, _ in scaled * 10 }
    }

    /// Seconds east of Greenwich of `Z` or `+08:00`.
    private static func offset(_ rest: ArraySlice<UInt8>) -> Int64? {
        let bytes = Array(rest)
        if bytes == [UInt8(ascii: "Z")] || bytes == [UInt8(ascii: "z")] { return 0 }
        guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"), let hours = number(bytes[1..<3], to: 23),
            let minutes = number(bytes[4..<6], to: 59)
        else { return nil }
        switch bytes[0] {
        case UInt8(ascii: "+"): return hours * 3600 + minutes * 60
        case UInt8(ascii: "-"): return -(hours * 3600 + minutes * 60)
        default: return nil
        }
    }

    private static func number(_ digits: ArraySlice<UInt8>, to greatest: Int64) -> Int64? {
        var value: Int64 = 0
        for byte in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            value = value * 10 + Int64(byte - UInt8(ascii: "0"))
        }
        return value <= greatest ? value : nil
    }
}
