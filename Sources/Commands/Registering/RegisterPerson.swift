import Accounting
import Clearing
import JSON

/// Enters a person who acts for a party, with roles; the same person again replaces the entry, so leaving is `active: false`.
public struct RegisterPerson: Command {
    public static let name = "register-person"
    public static let status = 201

    let person: Person

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        let id = try fields.identifier("person")
        let party = try fields.identifier("party")
        let name = try fields.string("name", length: 1...60)
        var roles: Set<Role> = []
        for (json, pointer) in try fields.array("roles", count: 1...Role.allCases.count) {
            guard case .string(let text) = json, let role = Role(rawValue: text) else {
                throw JSON.Problem(
                    code: .badFormat, pointer: pointer,
                    detail: "use one of: \(Role.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            roles.insert(role)
        }
        let branch = try fields.optionalString("branch", length: 1...60)
        let isActive = try fields.optionalBool("active") ?? true
        try fields.end()
        person = Person(id: id, party: party, name: name, roles: roles, branch: branch, isActive: isActive)
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> Person {
        try caller.require(.administrator)
        let party = try books.party(person.party, at: "/party")
        for role in person.roles.sorted(by: { $0.rawValue < $1.rawValue }) where !role.fits(party.kind) {
            throw Refusal(.roleUnfit, at: "/roles", ["role": role.rawValue])
        }
        if let known = books.reference.people[person.id], known.party != person.party {
            throw Refusal(.taken, at: "/person", ["what": person.id])
        }
        books.save(person)
        books.tell("person.registered", about: "person/\(person.id)", to: [party.id], person.json)
        return person
    }
}
