/// The unified social credit code (统一社会信用代码), GB 32100-2015: 17 characters and a check character.
enum CreditCode {
    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

    static func isValid(_ code: String) -> Bool {
        let values = code.utf8.map { alphabet.firstIndex(of: $0) }
        guard values.count == 18, let last = values[17] else { return false }
        var sum = 0
        for (value, weight) in zip(values, weights) {
            guard let value else { return false }
            sum += value * weight
        }
        return (31 - sum % 31) % 31 == last
    }
}
