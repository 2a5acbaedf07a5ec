import Accounting
import Clearing
import JSON

extension TermsDiff: JSONRepresentable {
    public var json: JSON {
        [
            "programme": .string(after.terms.programme), "before": before.headline, "after": after.headline,
            "changes": .array(changes.map(\.json)),
            "example": ["loss": .fen(TermsDiff.example), "shares": .array(shares.map(\.json))],
        ]
    }
}

extension TermsVersion {
    fileprivate var headline: JSON {
        [
            "version": .integer(Int64(version)), "state": .string(state.rawValue), "from": .day(terms.from),
            "name_zh": .string(terms.name.chinese), "name_en": .string(terms.name.english),
        ]
    }
}

extension TermsDiff.Change {
    fileprivate var json: JSON {
        [
            "place": .string(place), "name_zh": .string(name.chinese), "name_en": .string(name.english),
            "before_zh": .text(before?.chinese), "before_en": .text(before?.english),
            "after_zh": .text(after?.chinese), "after_en": .text(after?.english),
        ]
    }
}

extension TermsDiff.ExampleShare {
    fileprivate var json: JSON {
        [
            "party": .string(party), "name_zh": .string(name.chinese), "name_en": .string(name.english),
            "before": .fen(before), "after": .fen(after),
        ]
    }
}
