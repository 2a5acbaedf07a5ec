import Accounting
import Clearing
import JSON

/// Registers a party's public key, with which its systems sign the tokens they call with.
public struct RegisterCredential: Command {
    public static let name = "register-credential"
    public static let status = 201

    let kid, party, publicKey: String
    let algorithm: Credential.Algorithm

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        kid = try fields.identifier("kid")
        party = try fields.identifier("party")
        algorithm = try fields.choice("algorithm", of: Credential.Algorithm.self)
        publicKey = try fields.pem("public_key")
        try fields.end()
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> Credential {
        try caller.require(.administrator)
        _ = try books.party(party, at: "/party")
        guard books.reference.credentials[kid] == nil else { throw Refusal(.taken, at: "/kid", ["what": kid]) }
        guard PublicKey.isReadable(publicKey, algorithm) else { throw Refusal(.keyInvalid, at: "/public_key") }
        let credential = Credential(
            kid: kid, party: party, algorithm: algorithm, publicKey: publicKey, registeredAt: now)
        books.save(credential)
        books.tell(
            "credential.registered", about: "credential/\(kid)", to: [party],
            ["kid": .string(kid), "party": .string(party)])
        return credential
    }
}

/// Ends a credential: tokens signed with it are refused from now on.
public struct RevokeCredential: Command {
    public static let name = "revoke-credential"

    let kid: String

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        kid = path.text("kid")
        try fields.end()
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> Credential {
        try caller.require(.administrator)
        guard var credential = books.reference.credentials[kid] else { throw Refusal(.unknownCredential) }
        guard credential.revokedAt == nil else { throw Refusal(.wrongState, ["state": "revoked"]) }
        credential.revokedAt = now
        books.save(credential)
        books.tell("credential.revoked", about: "credential/\(kid)", to: [credential.party], ["kid": .string(kid)])
        return credential
    }
}
