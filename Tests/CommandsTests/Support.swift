import Commands
import House
import JSON
import Testing

/// Expects a refusal: its status, its code, where it points, and both sentences without a blank left open.
func refused(
    _ answered: Answered, _ status: Int, _ code: String, at pointer: String? = nil,
    _ location: SourceLocation = #_sourceLocation
) {
    let comment = Comment(rawValue: answered.json.text)
    #expect(answered.status == status, comment, sourceLocation: location)
    #expect(answered.code == code, comment, sourceLocation: location)
    #expect(answered["pointer"].word == pointer, comment, sourceLocation: location)
    for name in ["title", "title_zh"] {
        let sentence = answered[name].word ?? "{"
        #expect(!sentence.isEmpty && !sentence.contains("{"), comment, sourceLocation: location)
    }
}

/// Expects a body that cannot be read: 400, its code, and where it points.
func unreadable(
    _ code: String, at pointer: String, _ location: SourceLocation = #_sourceLocation,
    _ send: () async throws -> Answered
) async {
    do {
        let answered = try await send()
        Issue.record("answered \(answered.json.text)", sourceLocation: location)
    } catch let problem as Problem {
        #expect(problem.status == 400, sourceLocation: location)
        #expect(problem.code == code, sourceLocation: location)
        #expect(problem.pointer == pointer, sourceLocation: location)
    } catch {
        Issue.record(error, sourceLocation: location)
    }
}

/// Expects balances, in fen, of accounts on their normal side; nil for one that was never opened.
func balances(
    _ house: House, _ expected: [String: Int64?], _ location: SourceLocation = #_sourceLocation
) async throws {
    for (code, fen) in expected.sorted(by: { $0.key < $1.key }) {
        let balance = try await house.balance(code)
        #expect(balance == fen, Comment(rawValue: code), sourceLocation: location)
    }
}
