/// The name of an account in the books: its code in the chart and the parts of a sub-account, `1218.01:district:c-17`.
public struct AccountName: Hashable, Sendable {
    public let text: String

    /// Nil unless every part, the code first, is 1…64 letters, digits, `_`, `.` or `-` (ASCII).
    public init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.allSatisfy(AccountName.isPart) else { return nil }
        self.text = text
    }

    /// For names put together from checked parts.
    init(checked text: String) { self.text = text }

    /// The code in the chart: all that stands before the first colon.
    public var code: Substring { text.prefix { $0 != ":" } }

    /// True for 1…64 letters, digits, `_`, `.` or `-` (ASCII), so that no value of a dimension can name another account.
    static func isPart(_ bytes: some Collection<UInt8>) -> Bool {
        (1...64).contains(bytes.count)
            && bytes.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"): true
                default: false
                }
            }
    }
}

extension AccountName: Comparable {
    public static func < (left: AccountName, right: AccountName) -> Bool { left.text < right.text }
}

extension AccountName: CustomStringConvertible {
    public var description: String { text }
}
