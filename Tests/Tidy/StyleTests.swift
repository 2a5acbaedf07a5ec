import Foundation
import Testing

/// What the style page says and a machine can see.
struct StyleTests {
    @Test func `no file is longer than 300 lines`() {
        for file in Repository.swift { #expect(file.lines.count <= 301, "\(file.path): \(file.lines.count - 1) lines") }
    }

    @Test func `nothing waits to be done later`() {
        let words = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "XX" + "X"]
        for file in Repository.written {
            for word in words {
                for (number, line) in file.lines(with: word) where line.contains(try! Regex("\\b\(word)\\b")) {
                    Issue.record("\(file.path):\(number + 1): \(word)")
                }
            }
        }
    }

    @Test func `no placeholder stops the program`() {
        for file in Repository.sources {
            for (number, line) in file.lines(with: "fatalError(") where line.code.contains("fatalError(") {
                Issue.record("\(file.path):\(number + 1): say by precondition which rule was broken")
            }
        }
    }

    @Test func `no file knows the machine it was written on`() {
        let places = ["/wo" + "rk/", "/opt/sw" + "ift", "/ro" + "ot/", "/ho" + "me/"]
        for file in Repository.written {
            for (number, line) in file.lines(with: places) { Issue.record("\(file.path):\(number + 1): \(line)") }
        }
    }

    @Test func `no floating point comes near money`() {
        let pure = ["Sources/Accounting/", "Sources/Clearing/", "Sources/Commands/", "Sources/Store/", "Sources/JSON/"]
        for file in Repository.sources where pure.contains(where: file.path.hasPrefix) {
            for (number, line) in file.lines(with: "Double", "Float", "Decimal", "NSNumber")
            where line.code.contains(/\b(Double|Float|Float80|CGFloat|Decimal|NSNumber)\b/) {
                Issue.record("\(file.path):\(number + 1): \(line)")
            }
        }
    }

    @Test func `no failure is swallowed without a word`() {
        for file in Repository.sources {
            for (number, line) in file.lines(with: "catch", "try?") {
                if line.code.contains(/catch\s*\{\s*\}/) { Issue.record("\(file.path):\(number + 1): an empty catch") }
                guard line.code.contains(/\btry\?\s/) else { continue }
                // Beside it, or above the function in as many words.
                let near = file.lines[max(0, number - 2)...min(file.lines.count - 1, number + 2)]
                let above = file.lines[max(0, number - 14)...number]
                #expect(
                    near.contains { $0.contains("//") } || above.contains { $0.contains("`try?`") },
                    "\(file.path):\(number + 1): try? needs its reason")
            }
        }
    }

    @Test func `what is unchecked or unsafe is argued for`() {
        for file in Repository.sources {
            for (number, line) in file.lines(with: "@unchecked", "nonisolated(unsafe)")
            where line.code.contains(/@unchecked|nonisolated\(unsafe\)/) {
                let near = file.lines[max(0, number - 6)...min(file.lines.count - 1, number + 1)]
                #expect(near.contains { $0.contains("//") }, "\(file.path):\(number + 1)")
            }
        }
    }
}
