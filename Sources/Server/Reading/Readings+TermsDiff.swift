import Clearing
import Commands
import JSON
import Store

/// How a comparison is given.
enum DiffFormat: String, CaseIterable {
    case json, text, html
}

/// The language of a page.
enum PageLanguage: String, CaseIterable {
    case zh, en

    var language: Refusal.Language { self == .zh ? .chinese : .english }
}

// What a version of terms changes.
extension ReadingRoutes {
    static let termsDiff = ReadingRoute("terms/{programme}/{version}/diff", ["from", "format", "language"]) { ask in
        let number = try ask.number("version")
        let from = try ask.query.number("from", in: 1...1_000_000) ?? number - 1
        let format = try ask.query.choice("format", of: DiffFormat.self) ?? .json
        let language = (try ask.query.choice("language", of: PageLanguage.self) ?? .zh).language
        let versions = try await ask.reader.terms(ask.reach, programme: ask.path.text("programme"))
        guard let after = versions.first(where: { Int64($0.version) == number }),
            let before = versions.first(where: { Int64($0.version) == from })
        else { throw Problem.notThere }
        let diff = TermsDiff(before, after, parties: try await ask.reader.allParties(ask.reach))
        switch format {
        case .json: return ReadingAnswer(diff.json)
        case .text: return ReadingAnswer(text: TermsDiffPage(diff, in: language).text)
        case .html: return ReadingAnswer(page: TermsDiffPage(diff, in: language).html)
        }
    }
}
