import Accounting
import Clearing
import JSON

/// Enters a bank, a guarantor or an office into the book's register, or corrects its entry. Where it is paid to
/// is not the administrator's to say: see `ProposePayee`.
public struct RegisterParty: Command {
    public static let name = "register-party"
    public static let status = 201

    let party: Party

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        let id = try fields.identifier("party")
        let kind = try fields.choice("kind", of: Party.Kind.self)
        let chinese = try fields.string("name_zh", length: 1...100)
        let english = try fields.string("name_en", length: 1...100)
        let creditCode = try fields.optionalString("credit_code", length: 18...18)
        guard creditCode.map(CreditCode.isValid) ?? true else {
            throw fields.problem(
                .badFormat, "credit_code", "the check character of a unified social credit code must fit")
        }
        let isSuspended = try fields.optionalBool("is_suspended") ?? false
        try fields.end()
        party = Party(
            id: id, kind: kind, nameChinese: chinese, nameEnglish: english, creditCode: creditCode, account: nil,
            isSuspended: isSuspended)
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> Party {
        try caller.require(.administrator)
        guard [Share.bank, Share.fund, Caller.clock.party.id].contains(party.id) == false else {
            throw Refusal(.taken, at: "/party", ["what": party.id])
        }
        if let known = books.reference.parties[party.id], known.kind != party.kind {
            throw Refusal(.taken, at: "/party", ["what": party.id])
        }
        var party = party
        party.account = books.reference.parties[party.id]?.account
        books.save(party)
        books.tell("party.registered", about: "party/\(party.id)", to: [party.id], party.json)
        return party
    }
}
