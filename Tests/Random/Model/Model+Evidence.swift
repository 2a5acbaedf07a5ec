/// Files attached to claims: numbered, never taken away, superseded by others.
extension Model {
    struct File: Sendable {
        let document, sha256: String
        let supersedes: Int?
    }

    static let documents = ["application", "commitment"]

    mutating func attach(_ file: File, to number: Int, by who: String) throws(No) {
        try need(who, "bank-maker", "bank-checker", "clerk")
        let claim = try claim(number)
        guard party(of: who) == "bureau" || party(of: who) == claim.bank else { throw No("unknown-claim") }
        let known = files[number] ?? []
        let gone = Set(known.compactMap(\.supersedes))
        let isThere = known.enumerated().contains { place, other in
            !gone.contains(place + 1) && other.document == file.document && other.sha256 == file.sha256
                && (file.supersedes == nil || other.supersedes == file.supersedes)
        }
        if isThere { return }
        if ["withdrawn", "rejected", "cured", "clawed-back"].contains(claim.state) { throw No("wrong-state") }
        guard Model.documents.contains(file.document) else { throw No("document-unknown") }
        if let supersedes = file.supersedes {
            guard supersedes <= known.count else { throw No("unknown-evidence") }
            guard !gone.contains(supersedes) else { throw No("already-superseded") }
        }
        files[number, default: []].append(file)
    }
}
