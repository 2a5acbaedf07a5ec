import Clearing
import Foundation
import JSON
import Testing

/// The cases every build must reproduce, as they lie beside these tests.
struct VectorTests {
    @Test(arguments: [("share", 16), ("recover", 6), ("subsidy", 10), ("fee", 3), ("calendar", 1)])
    func `every case gives what it expects`(file: String, count: Int) throws {
        guard case .array(let cases) = try vectors(file) else {
            Issue.record("an array of cases was expected")
            return
        }
        #expect(cases.count == count)
        for json in cases {
            #expect(try Calculate.result(of: json, explain: false) == json["expect"], "\(json["id"]?.text ?? "")")
        }
    }

    @Test(arguments: ["share", "recover", "subsidy", "fee", "calendar"])
    func `an array of cases gives an array of results`(file: String) throws {
        let cases = try vectors(file)
        guard case .array(let elements) = cases else { return }
        #expect(try Calculate.result(of: cases, explain: false) == .array(elements.map { $0["expect"] ?? nil }))
    }

    @Test(arguments: ["share", "recover", "subsidy", "fee", "calendar"])
    func `an explanation adds steps and changes nothing else`(file: String) throws {
        guard case .array(let cases) = try vectors(file) else { return }
        for json in cases {
            guard case .object(let members) = try Calculate.result(of: json, explain: true),
                case .array(let steps)? = members.last?.value
            else {
                Issue.record("an object with steps was expected")
                continue
            }
            #expect(members.last?.name == "explain")
            #expect(!steps.isEmpty)
            #expect(JSON.object(members.dropLast()) == json["expect"])
            for step in steps {
                guard case .object(let parts) = step else { continue }
                #expect(parts.map(\.name) == ["rule", "zh", "en", "inputs", "amount"])
            }
        }
    }

    private func vectors(_ name: String) throws -> JSON {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try JSON.parse([UInt8](try Data(contentsOf: folder.appending(path: "Vectors/\(name).json"))))
    }
}
