import Accounting
import Crypto
import JSON
import Ledger

extension Story {
    /// Registers everybody with their keys and accounts, and puts the starting packs in force: proposed by one, adopted by another.
    func furnish() async throws {
        progress.begin("\(data.scenario.opensOn)  登记机构、人员、密钥 · parties, people and keys registered")
        let administrator = try data.person(ofKind: "administrator", "administrator")
        _ = try await together(data.parties) { party in
            try await must("register-party", party.body, as: administrator, key: "entry-\(party.id)")
        }
        _ = try await together(data.parties.flatMap(\.people)) { person in
            try await must("register-person", person.body, as: administrator, key: "person-\(person.id)")
        }
        // The administrator's own was registered when the book was opened: without it nobody could call.
        _ = try await together(data.parties.filter { $0.kind != "administrator" }) { party in
            let key = try keys.key(of: party.id).publicKey
            let body: JSON = [
                "kid": .string(PartyKeys.kid(party.id)), "party": .string(party.id), "algorithm": "EdDSA",
                "public_key": .string(key.pemSubjectPublicKeyInfo),
            ]
            return try await must(
                "register-credential", body, as: administrator, key: "credential-\(PartyKeys.kid(party.id))")
        }
        _ = try await together(data.parties.filter { $0.payee != nil }) { party in
            _ = try await must(
                "propose-payee", party.payee ?? .null, at: ["party": party.id], as: data.scenario.termsProposedBy,
                key: "payee-\(party.id)")
            return try await must(
                "adopt-payee", at: ["party": party.id], as: data.scenario.termsAdoptedBy, key: "paid-to-\(party.id)")
        }
        progress.end()
        progress.begin("\(data.scenario.opensOn)  方案条款：一人提出，另一人核准 · terms proposed by one, adopted by another")
        for programme in data.scenario.programmes { try await adopt(programme) }
        progress.end()
    }

    private func adopt(_ programme: String) async throws {
        guard let terms = Ledger.embedded.programmes.first(where: { $0.programme == programme }) else {
            throw DemoProblem("程序没有内置方案 \(programme)。", "The program carries no pack \(programme).")
        }
        let proposed = try await must(
            "propose-terms", ["terms": terms.json], as: data.scenario.termsProposedBy, key: "terms-\(programme)")
        _ = try await must(
            "adopt-terms", at: ["programme": programme, "version": "\(proposed["version"]?.number ?? 0)"],
            as: data.scenario.termsAdoptedBy, key: "adopt-\(programme)")
    }
}
