import Accounting
import JSON

extension Excess: JSONRepresentable {
    /// Reads `"defer"`, `{"to": party}` or `{"pro_rata": [{party, parts}]}`.
    init(reading json: JSON, at pointer: String) throws {
        if json == "defer" {
            self = .deferred
            return
        }
        guard case .object = json else {
            throw JSON.Problem(
                code: .badFormat,
                pointer: pointer,
                detail: "write \"defer\", {\"to\": …} or {\"pro_rata\": […]}"
            )
        }
        var fields = try Fields(json, at: pointer)
        if try fields.optionalString("to") != nil {
            self = .to(try fields.party("to"))
        } else {
            self = .proRata(try fields.bearers("pro_rata"))
        }
        try fields.end()
    }

    public var json: JSON {
        switch self {
        case .deferred: "defer"
        case .to(let party): ["to": .string(party)]
        case .proRata(let bearers): ["pro_rata": bearers.json]
        }
    }
}

/// What caps of both kinds, those of terms and those of a case, have in common.
struct CapHead {
    let id: String
    let on: [String]
    let excess: Excess

    init(reading fields: inout Fields) throws {
        id = try fields.string("id", length: 1...60)
        var on: [String] = []
        for (json, pointer) in try fields.array("on", count: 1...50) {
            let party = try json.party(at: pointer)
            guard !on.contains(party) else {
                throw InputProblem(.duplicateParty, pointer, "name each party of a cap once")
            }
            on.append(party)
        }
        self.on = on
        excess = try Excess(reading: try fields.required("excess"), at: fields.pointer(to: "excess"))
    }

    /// Refuses caps on a party that can never bear anything, excess for a party that is itself on the cap, and two
    /// caps of one name.
    static func check(_ heads: [(head: CapHead, pointer: String)], against sharing: Sharing) throws {
        let appended = Set(heads.flatMap { $0.head.excess.parties })
        var ids: Set<String> = []
        for (head, pointer) in heads {
            guard ids.insert(head.id).inserted else {
                throw InputProblem(.duplicateCap, "\(pointer)/id", "give each cap an id of its own")
            }
            for (place, party) in head.on.enumerated() where !sharing.hasBearer(party) && !appended.contains(party) {
                throw InputProblem(.unknownParty, "\(pointer)/on/\(place)", "name a party that bears part of the loss")
            }
            if head.excess.parties.contains(where: head.on.contains) {
                throw InputProblem(
                    .excessToCappedParty,
                    "\(pointer)/excess",
                    "name a party for the excess that is not on the cap"
                )
            }
        }
    }
}
