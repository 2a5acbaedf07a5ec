import Accounting

/// What one version of a programme's terms changes in another, for those who decide about it: each change in words, and what a
/// round loss comes to for each bearer under both.
public struct TermsDiff: Sendable {
    public let before, after: TermsVersion
    public let changes: [Change]
    /// The loss of the example, of principal alone.
    public static let example = Money(fen: 100_000_000)
    public let shares: [ExampleShare]

    /// One line that one version has and the other has not, or says otherwise.
    public struct Change: Sendable, Equatable {
        public let place: String
        public let name: Words
        /// Nil where the older says nothing of it.
        public let before: Words?
        /// Nil where the newer says nothing of it.
        public let after: Words?
    }

    /// What a bearer takes of the example's loss under each version, caps left out.
    public struct ExampleShare: Sendable, Equatable {
        public let party: String
        public let name: Words
        public let before, after: Money
    }

    /// - Parameters:
    ///   - before: usually the older version; any two versions of a programme can be compared.
    ///   - parties: whose names the words use.
    public init(_ before: TermsVersion, _ after: TermsVersion, parties: [Party]) {
        let names = PartyNames(parties)
        self.before = before
        self.after = after
        changes = TermsDiff.compare(before.terms.lines(names), after.terms.lines(names))
        let (old, new) = (
            before.terms.nominalShares(of: TermsDiff.example), after.terms.nominalShares(of: TermsDiff.example)
        )
        let bearers = new.map(\.party) + old.map(\.party).filter { party in !new.contains { $0.party == party } }
        shares = bearers.map { party in
            ExampleShare(
                party: party, name: names.words(for: party),
                before: old.first { $0.party == party }?.amount ?? .zero,
                after: new.first { $0.party == party }?.amount ?? .zero)
        }
    }

    /// In the order of the newer version; what it has dropped stands last.
    private static func compare(_ old: [TermsLine], _ new: [TermsLine]) -> [Change] {
        let former = Dictionary(old.map { ($0.place, $0) }) { first, _ in first }
        let kept = Set(new.map(\.place))
        let changed = new.compactMap { line -> Change? in
            let before = former[line.place]?.value
            guard before != line.value else { return nil }
            return Change(place: line.place, name: line.name, before: before, after: line.value)
        }
        return changed
            + old.filter { !kept.contains($0.place) }.map {
                Change(place: $0.place, name: $0.name, before: $0.value, after: nil)
            }
    }
}
