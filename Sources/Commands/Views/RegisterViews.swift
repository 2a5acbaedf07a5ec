import Accounting
import Clearing
import JSON

extension Party: JSONRepresentable {
    public var json: JSON {
        [
            "party": .string(id), "kind": .string(kind.rawValue), "name_zh": .string(nameChinese),
            "name_en": .string(nameEnglish),
            "credit_code": .text(creditCode), "account": account?.json ?? .null, "is_suspended": .bool(isSuspended),
        ]
    }
}

extension PayeeAccount: JSONRepresentable {
    public var json: JSON {
        ["bank_name": .string(bankName), "bank_code": .string(bankCode), "number": .string(number)]
    }
}

extension Person: JSONRepresentable {
    public var json: JSON {
        [
            "person": .string(id), "party": .string(party), "name": .string(name),
            "roles": .array(roles.map(\.rawValue).sorted().map(JSON.string)), "branch": .text(branch),
            "active": .bool(isActive),
        ]
    }
}

extension Credential: JSONRepresentable {
    public var json: JSON {
        [
            "kid": .string(kid), "party": .string(party), "algorithm": .string(algorithm.rawValue),
            "public_key": .string(publicKey),
            "registered_at": .moment(registeredAt), "revoked_at": .moment(revokedAt),
        ]
    }
}

/// One version of a programme's terms.
public struct TermsView: JSONRepresentable, Sendable {
    private let version: TermsVersion

    public init(_ version: TermsVersion) { self.version = version }

    public var json: JSON {
        [
            "programme": .string(version.terms.programme), "version": .integer(Int64(version.version)),
            "state": .string(version.state.rawValue), "from": .day(version.terms.from),
            "proposed_by": .string(version.proposedBy),
            "proposed_at": .moment(version.proposedAt), "decided_by": .text(version.decidedBy),
            "decided_at": .moment(version.decidedAt),
            "terms": version.terms.json,
        ]
    }
}
