import JSON

/// Somebody who takes part in the demonstration, and the people who act for them.
struct DemoParty: Sendable {
    struct Person: Sendable {
        let id: String
        let name: String
        let roles: [String]
        /// As `register-person` takes it.
        let body: JSON
    }

    let id: String
    let kind: String
    let chinese: String
    let english: String
    let people: [Person]
    /// As `register-party` takes it.
    let body: JSON
    /// As `propose-payee` takes it: the bank account the party is paid to; nil for one that no order goes to.
    let payee: JSON?

    static func list(_ json: JSON) throws(JSON.Problem) -> [DemoParty] {
        guard case .array(let items) = json else {
            throw JSON.Problem(code: .wrongType, pointer: "", detail: "a list of parties is needed")
        }
        var parties: [DemoParty] = []
        for (place, item) in items.enumerated() { parties.append(try DemoParty(item, at: "/\(place)")) }
        return parties
    }

    private init(_ json: JSON, at pointer: String) throws(JSON.Problem) {
        var fields = try Fields(json, at: pointer)
        id = try fields.string("party")
        kind = try fields.string("kind")
        chinese = try fields.string("name_zh")
        english = try fields.string("name_en")
        let creditCode = try fields.required("credit_code")
        payee = try fields.optionalObject("account").map(DemoParty.payee)
        var people: [Person] = []
        for (json, pointer) in try fields.array("people", count: 1...20) {
            people.append(try Person(json, of: id, at: pointer))
        }
        try fields.end()
        self.people = people
        body = [
            "party": .string(id), "kind": .string(kind), "name_zh": .string(chinese), "name_en": .string(english),
            "credit_code": creditCode,
        ]
    }
}

extension DemoParty {
    private static func payee(_ account: Fields) throws(JSON.Problem) -> JSON {
        var account = account
        let payee: JSON = [
            "bank_name": .string(try account.string("bank_name")),
            "bank_code": .string(try account.string("bank_code")),
            "number": .string(try account.string("number")), "note": "开户许可证 · opening letter",
        ]
        try account.end()
        return payee
    }
}

extension DemoParty.Person {
    fileprivate init(_ json: JSON, of party: String, at pointer: String) throws(JSON.Problem) {
        var fields = try Fields(json, at: pointer)
        id = try fields.string("person")
        name = try fields.string("name")
        var roles: [String] = []
        for (json, pointer) in try fields.array("roles", count: 1...5) {
            guard case .string(let role) = json else {
                throw JSON.Problem(code: .wrongType, pointer: pointer, detail: "a role is a text")
            }
            roles.append(role)
        }
        try fields.end()
        self.roles = roles
        body = [
            "person": .string(id), "party": .string(party), "name": .string(name),
            "roles": .array(roles.map(JSON.string)),
        ]
    }
}
