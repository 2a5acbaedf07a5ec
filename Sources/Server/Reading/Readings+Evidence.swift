import Clearing
import Commands
import JSON
import Store

// What a claim proves: its files, and the programme's checklist.
extension ReadingRoutes {
    static let evidence = [
        ReadingRoute("claims/{claim}/evidence") { ask in
            let found = try await ask.evidence()
            return ReadingAnswer(["items": found.files.json, "next": nil])
        },
        ReadingRoute("claims/{claim}/checklist") { ask in
            let found = try await ask.evidence()
            let procedure = try await ask.procedure(of: found.claim)
            return ReadingAnswer(
                ChecklistView(Checklist(found.claim.filed, procedure, found.files)).json
                    .with([.init(name: "claim", value: found.claim.number.json)]))
        },
    ]
}

extension ReadingAsk {
    fileprivate func evidence() async throws -> ClaimEvidence {
        guard let found = try await reader.evidence(reach, claim: try number("claim")) else { throw Problem.notThere }
        return found
    }

    /// The terms by whose procedure a claim goes.
    func procedure(of claim: Claim) async throws -> Terms {
        let versions = try await reader.terms(reach, programme: claim.filed.programme)
        guard let terms = versions.first(where: { $0.version == claim.filed.procedureVersion })?.terms else {
            preconditionFailure("a claim is filed under terms that are kept for ever")
        }
        return terms
    }
}

extension [Evidence] {
    var json: JSON { .array(map { EvidenceView($0, among: self).json }) }
}
