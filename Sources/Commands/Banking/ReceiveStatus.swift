import Accounting
import Clearing
import JSON

/// The bank says what it does with instructions (pain.002): one that it refuses is given again under a new EndToEndId.
///
/// Answered line by line; what is not known, or was decided before, changes nothing.
public struct ReceiveStatus: Command {
    public static let name = "receive-status"
    /// The most instructions of a message.
    public static let mostLines = 5000

    /// What the bank does with one instruction.
    public enum Status: String, Sendable, CaseIterable { case accepted, rejected, pending }

    public struct Line: Sendable, Equatable {
        public let endToEndId: String
        public let status: Status
        /// ISO 20022 status reason, and what the bank adds.
        public let reason: String?

        public init(endToEndId: String, status: Status, reason: String?) {
            self.endToEndId = endToEndId
            self.status = status
            self.reason = reason
        }
    }

    let message: String
    let lines: [Line]

    /// A message that was read from another form than JSON.
    public init(message: String, lines: [Line]) {
        self.message = message
        self.lines = lines
    }

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        message = try fields.string("message", length: 1...35)
        lines = try fields.list("instructions", count: 1...ReceiveStatus.mostLines) { (item) throws(JSON.Problem) in
            Line(
                endToEndId: try item.string("end_to_end_id", length: 1...35),
                status: try item.choice("status", of: Status.self),
                reason: try item.optionalString("reason", length: 1...200))
        }
        guard !lines.isEmpty else { throw fields.problem(.missingField, "instructions", "send one at least") }
        try fields.end()
    }

    public var needs: Needs {
        var needs = Needs()
        needs.orders = Set(lines.compactMap { PaymentOrder.number(in: $0.endToEndId) })
        return needs
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> StatusReceipt {
        try caller.require(.clerk)
        var seen: [StatusReceipt.Line] = []
        for line in lines {
            let (outcome, order) = try take(line, in: &books, by: caller)
            seen.append(StatusReceipt.Line(endToEndId: line.endToEndId, outcome: outcome, order: order))
        }
        return StatusReceipt(message: message, lines: seen)
    }

    private func take(_ line: Line, in books: inout Books, by caller: Caller) throws(Refusal) -> (
        StatusReceipt.Outcome, PaymentOrder?
    ) {
        guard let number = PaymentOrder.number(in: line.endToEndId), var order = find(number, in: &books) else {
            return (.unknown, nil)
        }
        guard order.endToEndId == line.endToEndId else {
            // An id this order had before: refused or returned already, and said once more.
            let isPast = (1..<max(1, order.attempt)).contains { order.endToEndId($0) == line.endToEndId }
            return (isPast ? .past : .unknown, isPast ? order : nil)
        }
        guard line.status == .rejected else { return (line.status == .accepted ? .accepted : .pending, order) }
        guard order.direction == .pay, order.state == .issued || order.state == .reopened else { return (.past, order) }
        try order.giveAgain()
        books.save(order)
        books.tell(
            "order.rejected", about: "order/\(order.number)", to: [caller.party.id, order.party],
            [
                "reason": .text(line.reason), "end_to_end_id": .string(line.endToEndId),
                "new_end_to_end_id": .string(order.endToEndId),
            ])
        return (.rejected, order)
    }

    /// An id shaped like ours may name no order.
    private func find(_ number: Int64, in books: inout Books) -> PaymentOrder? {
        do throws(Refusal) { return try books.order(number) } catch { return nil }
    }
}

/// What became of each instruction the bank spoke of.
public struct StatusReceipt: JSONRepresentable, Sendable {
    enum Outcome: String, Sendable, CaseIterable {
        case accepted, pending
        /// Given again under a new id.
        case rejected
        /// Paid, refused or returned before; nothing changes.
        case past
        case unknown
    }

    struct Line: Sendable {
        let endToEndId: String
        let outcome: Outcome
        let order: PaymentOrder?
    }

    let message: String
    let lines: [Line]

    public var json: JSON {
        [
            "message": .string(message),
            "instructions": .array(
                lines.map { line in
                    [
                        "end_to_end_id": .string(line.endToEndId), "outcome": .string(line.outcome.rawValue),
                        "order": .number(line.order?.number),
                        "new_end_to_end_id": .text(line.outcome == .rejected ? line.order?.endToEndId : nil),
                    ]
                }),
        ]
    }
}
