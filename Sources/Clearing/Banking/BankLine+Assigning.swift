import Accounting

extension BankLine {
    /// What a parked line is found to be, as one person proposes and another approves.
    public struct Assignment: Sendable, Equatable {
        public enum Purpose: String, Sendable, CaseIterable {
            /// It pays an order, in full or in part.
            case order
            /// It pays what a party owes for a claim and no run has taken up.
            case claim
            /// It is not ours and goes back to whoever sent it.
            case sendBack = "send-back"
            /// It was recorded by hand before, as another line.
            case recorded
            /// The bank's interest on the deposit.
            case interest
            /// A debit that sends a receipt back.
            case returned
        }

        public let purpose: Purpose
        public let amount: Money
        public let order: Int64?
        public let claim: Int64?
        public let party: String?
        public let line: Int64?
        public let proposedBy: String
        public let proposedAt: Moment

        public init(
            purpose: Purpose, amount: Money, order: Int64?, claim: Int64?, party: String?, line: Int64?,
            proposedBy: String, proposedAt: Moment
        ) {
            self.purpose = purpose
            self.amount = amount
            self.order = order
            self.claim = claim
            self.party = party
            self.line = line
            self.proposedBy = proposedBy
            self.proposedAt = proposedAt
        }
    }

    public mutating func propose(_ assignment: Assignment) throws(Refusal) {
        guard state == .parked else { throw Refusal(.wrongState, ["state": state.rawValue]) }
        guard assignment.amount <= left else { throw Refusal(.aboveRest, at: "/amount", ["amount": "\(left)"]) }
        self.assignment = assignment
        state = .proposed
    }

    /// What was proposed, once another person says so.
    public func mayBeApproved(by caller: Caller) throws(Refusal) -> Assignment {
        guard state == .proposed, let assignment else { throw Refusal(.wrongState, ["state": state.rawValue]) }
        try caller.mustDiffer(from: assignment.proposedBy)
        return assignment
    }

    public mutating func reject() throws(Refusal) {
        guard state == .proposed else { throw Refusal(.wrongState, ["state": state.rawValue]) }
        assignment = nil
        state = .parked
    }

    /// So much of it is assigned now. A debit is booked by that, all at once.
    public mutating func assign(_ amount: Money, order: Int64? = nil, on day: Day) {
        precondition(amount <= left, "no more is assigned than there is")
        left -= amount
        state = left == .zero ? .assigned : .parked
        self.order = order ?? self.order
        postedOn = postedOn ?? day
    }

    /// It waits until the bank shows that it went back.
    public mutating func sendBack() { state = .returning }

    /// Its booking is undone: the same money is in the books as another line, which takes its place on the statement.
    public mutating func withdraw(on day: Day) {
        left = .zero
        state = .assigned
        withdrawnOn = day
        statement = nil
    }
}
