import Clearing
import Postgres

/// Who takes part in a book, as of one moment: what a server needs to know whose token it reads.
public struct Register: Sendable {
    /// Goes up when parties, people, credentials or terms change.
    public let version: Int64
    public let parties: [String: Party]
    public let people: [String: Person]
    public let credentials: [String: Credential]

    /// The person, with their party, if both are registered and belong together.
    public func caller(_ person: String, of party: String) -> Caller? {
        guard let person = people[person], person.party == party, let party = parties[party] else { return nil }
        return Caller(party: party, person: person)
    }
}

extension Transaction {
    /// The book's register; nil where version `known` is still the present one.
    public func register(book: Int64, unless known: Int64? = nil) throws -> Register? {
        try pipeline { pipeline in
            pipeline.add(Reach(book: book, party: "ballast", person: "ballast", branch: nil, seesAll: true).settings)
            let present = pipeline.add("select reference from clearing.book where book_id = \(book)")
            guard let version = try pipeline.send()[present].first?.int64("reference") else { throw UnknownBook() }
            if version == known { return nil }
            let parties = pipeline.add(Party.all(book))
            let people = pipeline.add(Person.all(book))
            let credentials = pipeline.add(Credential.all(book))
            let results = try pipeline.send()
            return Register(
                version: version, parties: try byID(results[parties].map(Party.init), \.id),
                people: try byID(results[people].map(Person.init), \.id),
                credentials: try byID(results[credentials].map(Credential.init), \.kid))
        }
    }

    private func byID<Element>(_ elements: [Element], _ id: KeyPath<Element, String>) -> [String: Element] {
        Dictionary(uniqueKeysWithValues: elements.map { ($0[keyPath: id], $0) })
    }
}

extension Reach {
    /// What a caller may see of a book (RULES §11).
    public init(book: Int64, _ caller: Caller) {
        let seesAll =
            switch caller.party.kind {
            case .bureau, .supervisor, .auditor, .administrator: true
            case .bank, .guarantor, .reguarantor, .national, .insurer: false
            }
        self.init(
            book: book, party: caller.party.id, person: caller.person.id, branch: seesAll ? nil : caller.person.branch,
            seesAll: seesAll)
    }
}
