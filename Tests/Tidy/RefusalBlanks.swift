import Foundation
import Testing

@testable import Clearing

/// Every blank of a refusal's sentence is filled where the refusal is made.
struct RefusalBlanks {
    /// The name in code, and the code that goes out.
    static let codes: [(name: String, code: String)] = Refusal.Reason.allCases.map { ("\($0)", $0.rawValue) }

    private static func blanks(of reason: Refusal.Reason) -> Set<String> {
        Set(reason.said.joined().matches(of: /\{(\w+)\}/).map { String($0.1) })
    }

    /// `Refusal(.leverage, at: …, ["room": …])`, from its name to the bracket that ends it.
    private static func calls(in text: String) -> [(name: String, call: Substring)] {
        text.matches(of: /Refusal\(\s*\.(\w+)/).map { match in
            var depth = 0
            var end = match.range.lowerBound
            for place in text[match.range.lowerBound...].indices {
                if text[place] == "(" { depth += 1 }
                if text[place] == ")" { depth -= 1 }
                end = place
                if depth == 0 && text[place] == ")" { break }
            }
            return (String(match.1), text[match.range.lowerBound...end])
        }
    }

    @Test func `no blank is left open, and none is filled that is not there`() {
        let reasons = Dictionary(uniqueKeysWithValues: Refusal.Reason.allCases.map { ("\($0)", $0) })
        var seen = 0
        for file in Repository.sources where file.searched.contains("Refusal(") {
            for (name, call) in Self.calls(in: file.text) {
                guard let reason = reasons[name] else { continue }
                seen += 1
                let filled = Set(call.matches(of: /"(\w+)":/).map { String($0.1) })
                #expect(filled == Self.blanks(of: reason), "\(file.path): \(call)")
            }
        }
        #expect(seen > 60)
    }
}
