import Accounting

/// Somebody who takes part: a bank, a guarantor, the fund's bureau. Its id is the word the terms use for it.
public struct Party: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        case bureau, bank, guarantor, reguarantor, national, insurer, supervisor, auditor, administrator
    }

    public let id: String
    public let kind: Kind
    public let nameChinese: String
    public let nameEnglish: String
    /// Unified social credit code, GB 32100-2015.
    public let creditCode: String?
    /// Where orders to this party are paid to, as two people have settled it.
    public var account: PayeeAccount?
    /// True while the party files no new loans (F06).
    public var isSuspended: Bool

    public init(
        id: String,
        kind: Kind,
        nameChinese: String,
        nameEnglish: String,
        creditCode: String?,
        account: PayeeAccount?,
        isSuspended: Bool = false
    ) {
        self.id = id
        self.kind = kind
        self.nameChinese = nameChinese
        self.nameEnglish = nameEnglish
        self.creditCode = creditCode
        self.account = account
        self.isSuspended = isSuspended
    }

    /// Whether the party bears losses by agreement and answers for its shares.
    public var isBearer: Bool { [.guarantor, .reguarantor, .national, .insurer].contains(kind) }
}

/// A bank account that orders name as the payee's.
public struct PayeeAccount: Sendable, Equatable {
    public let bankName: String
    /// CNAPS code of the bank, twelve digits.
    public let bankCode: String
    public let number: String

    public init(bankName: String, bankCode: String, number: String) {
        self.bankName = bankName
        self.bankCode = bankCode
        self.number = number
    }
}

/// What somebody may do (RULES §11).
public enum Role: String, Sendable, CaseIterable {
    case bankMaker = "bank-maker"
    case bankChecker = "bank-checker"
    case bearerMaker = "bearer-maker"
    case bearerChecker = "bearer-checker"
    case clerk, approver, supervisor, auditor, administrator

    /// The kinds of party whose people may hold the role.
    public func fits(_ kind: Party.Kind) -> Bool {
        switch self {
        case .bankMaker, .bankChecker: kind == .bank
        case .bearerMaker, .bearerChecker: [.guarantor, .reguarantor, .national, .insurer].contains(kind)
        case .clerk, .approver: kind == .bureau
        case .supervisor: kind == .supervisor
        case .auditor: kind == .auditor
        case .administrator: kind == .administrator
        }
    }
}

/// A person who acts for a party. Every action names one.
public struct Person: Sendable, Equatable {
    public let id: String
    public let party: String
    public let name: String
    public let roles: Set<Role>
    /// A bank's branch, where the person sees and files for that branch only.
    public let branch: String?
    public var isActive: Bool

    public init(id: String, party: String, name: String, roles: Set<Role>, branch: String?, isActive: Bool = true) {
        self.id = id
        self.party = party
        self.name = name
        self.roles = roles
        self.branch = branch
        self.isActive = isActive
    }
}

/// Who asks: a person of a party, with the roles the book gives them at this moment.
public struct Caller: Sendable, Equatable {
    /// The service's own clock, which is nobody: it does what the day itself brings. No party may bear its name.
    public static let clock = Caller(
        party: Party(
            id: "clock", kind: .administrator, nameChinese: "时钟", nameEnglish: "The clock", creditCode: nil,
            account: nil),
        person: Person(id: "clock", party: "clock", name: "时钟", roles: [], branch: nil))

    public let party: Party
    public let person: Person

    public init(party: Party, person: Person) {
        self.party = party
        self.person = person
    }

    public func require(_ roles: Role...) throws(Refusal) {
        guard person.isActive else { throw Refusal(.personInactive) }
        guard roles.contains(where: person.roles.contains) else {
            throw Refusal(.roleMissing, ["role": roles.map(\.rawValue).joined(separator: " / ")])
        }
    }

    /// Nobody approves what they proposed, whatever roles they hold (RULES §11).
    public func mustDiffer(from proposer: String?) throws(Refusal) {
        if person.id == proposer { throw Refusal(.ownProposal) }
    }
}

/// A party's registered public key; its systems sign their tokens with the private half.
public struct Credential: Sendable, Equatable {
    public enum Algorithm: String, Sendable, CaseIterable { case edDSA = "EdDSA", es256 = "ES256" }

    public let kid: String
    public let party: String
    public let algorithm: Algorithm
    /// PEM, SubjectPublicKeyInfo.
    public let publicKey: String
    public let registeredAt: Moment
    public var revokedAt: Moment?

    public init(
        kid: String,
        party: String,
        algorithm: Algorithm,
        publicKey: String,
        registeredAt: Moment,
        revokedAt: Moment? = nil
    ) {
        self.kid = kid
        self.party = party
        self.algorithm = algorithm
        self.publicKey = publicKey
        self.registeredAt = registeredAt
        self.revokedAt = revokedAt
    }
}
