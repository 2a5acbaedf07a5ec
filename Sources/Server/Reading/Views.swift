import Accounting
import Clearing
import JSON
import Store

// Small views that more than one reading shows.

extension EventRow {
    var json: JSON {
        [
            "event": number.json, "kind": .string(kind), "subject": .string(subject), "party": .string(party),
            "person": .string(person), "at": .moment(at), "data": data,
        ]
    }
}

extension Leg {
    var json: JSON {
        [
            "leg": number.json, "kind": .string(kind.rawValue), "category": .string(category.rawValue),
            "counterparty": .string(counterparty), "claim": subsidy == nil ? claim.json : nil,
            "subsidy_run": (subsidy?.run).json, "recovery": recovery.json,
            "bearer": .string(bearer),
            "payable": .bool(kind.isPayable), "amount": amount.json, "due_on": dueOn.json, "run": run.json,
            "order": order.json,
            "settled_on": settledOn.json, "cancelled_on": cancelledOn.json,
        ]
    }
}

extension JSON {
    static func moment(_ moment: Moment) -> JSON { .string("\(moment)") }

    /// An object with members behind its own.
    func with(_ more: [Member]) -> JSON {
        guard case .object(let members) = self else { preconditionFailure("members are added to an object") }
        return .object(members + more)
    }

    func replacing(_ name: String, by value: JSON) -> JSON {
        guard case .object(let members) = self else { preconditionFailure("a member is replaced in an object") }
        return .object(members.map { $0.name == name ? Member(name: name, value: value) : $0 })
    }
}

extension [UInt8] {
    var hexadecimal: String { map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() }
}
