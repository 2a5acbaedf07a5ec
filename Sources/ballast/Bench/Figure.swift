import Foundation

/// One figure of `ballast bench`: ours beside plain PostgreSQL's of the same run.
struct Figure {
    let name: String
    /// Medians.
    let ours: Double
    let plain: Double
    let unit: String
    /// What else helps to read it: percentiles, counts, spreads.
    let details: [(String, Double)]

    var ratio: Double { plain > 0 ? ours / plain : 0 }

    /// One object on one line.
    var json: String {
        var object: [String: Any] = ["name": name, "ours": ours, "plain": plain, "ratio": ratio, "unit": unit]
        for (key, value) in details { object[key] = value }
        // Only numbers and text.
        guard let data = try? JSONSerialization.data(withJSONObject: object, options: .sortedKeys) else {
            preconditionFailure("a figure can always be written down")
        }
        return String(decoding: data, as: UTF8.self)
    }

    var line: String {
        let extra = details.map { "\($0.0) \(Figure.text($0.1))" }.joined(separator: ", ")
        return
            "\(name): \(Figure.text(ours)) beside \(Figure.text(plain)) \(unit), ratio \(Figure.text(ratio))\(extra.isEmpty ? "" : " (\(extra))")"
    }

    /// Three significant decimals at most; enough for a noisy machine.
    static func text(_ value: Double) -> String {
        let scaled = (value * 100).rounded() / 100
        return value >= 100 ? "\(Int(value.rounded()))" : "\(scaled)"
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 0 }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
