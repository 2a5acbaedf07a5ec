import Accounting
import Testing

@testable import Clearing

/// Every state of a filed loan × what is reported of it; and of a bank's line × what people make of it.
struct LoanStateTests {
    private static func loan(_ state: Loan.State) -> Loan {
        let filed = Make.loan()
        return Loan(
            number: 1, filed: filed.filed, termsVersion: 1, filedAt: Make.noon, state: state, report: filed.report,
            exposure: filed.exposure, inForceFrom: filed.inForceFrom, releasedOn: nil, openClaim: nil)
    }

    private static func report(_ balance: Int64, _ day: Int) -> Loan.Report {
        Loan.Report(
            asOf: Make.day + day, balance: Money(fen: balance), interestPaidTo: Make.day, fiveClass: 1,
            overdueSince: nil)
    }

    @Test(arguments: Loan.State.allCases, [0, 400, 1000, 1001])
    func `only a loan in force is reported on, and its balance only falls`(state: Loan.State, balance: Int64) {
        var loan = Self.loan(state)
        let before = loan
        do throws(Refusal) {
            try loan.take(Self.report(balance, 2), exposure: Money(fen: balance / 10))
            #expect(state == .active && balance <= 1000)
            #expect(loan.state == (balance == 0 ? .released : .active))
            #expect(loan.report.balance == Money(fen: balance))
        } catch {
            let isRise = state == .active && balance > 1000
            #expect(isRise || state != .active)
            #expect(error.reason == (isRise ? .balanceRises : .wrongState))
            #expect(loan == before)
        }
    }

    @Test(arguments: Loan.State.allCases, [nil, 7] as [Int64?])
    func `a loan in force and not under claim is extended, to a later day only`(state: Loan.State, claim: Int64?) {
        for (day, isLater) in [(365, false), (366, true)] {
            var loan = Self.loan(state)
            loan.openClaim = claim
            do throws(Refusal) {
                try loan.extend(to: Make.day + day)
                #expect(state == .active && claim == nil && isLater)
                #expect(loan.maturesNow == Make.day + 366)
            } catch {
                let isFree = state == .active && claim == nil
                #expect(!isFree || !isLater)
                #expect(error.reason == (isFree ? .dateImplausible : .wrongState))
            }
        }
    }

    @Test func `a compensated loan is in force again when its approval falls away, or when it is cured`() throws {
        var loan = Self.loan(.compensated)
        loan.reinstate(exposure: Money(fen: 100))
        #expect(loan.state == .active)
        #expect(loan.releasedOn == nil)
        for (balance, state) in [(500, Loan.State.active), (0, .released)] as [(Int64, Loan.State)] {
            var cured = Self.loan(.compensated)
            cured.openClaim = 7
            try cured.cure(after: 7, Self.report(balance, 3), exposure: Money(fen: balance / 10))
            #expect(cured.state == state)
            #expect(cured.openClaim == nil)
            #expect(cured.formerClaim == 7)
        }
    }
}

struct BankLineStateTests {
    enum Step: String, CaseIterable { case propose, proposeMore, approve, approveOwn, reject }

    private static func line(_ state: BankLine.State) -> BankLine {
        let isOpen = state == .parked || state == .proposed || state == .returning
        return BankLine(
            number: 1, category: .risk,
            facts: BankLine.Facts(
                reference: "B-1", direction: .credit, amount: Money(fen: 100), bookedOn: Make.day),
            source: .statement, statement: 1, state: state, order: nil, left: isOpen ? Money(fen: 100) : .zero,
            postedOn: Make.day, assignment: state == .proposed ? assignment(100) : nil, recordedBy: "clerk",
            recordedAt: Make.noon)
    }

    private static func assignment(_ fen: Int64) -> BankLine.Assignment {
        BankLine.Assignment(
            purpose: .interest, amount: Money(fen: fen), order: nil, claim: nil, party: nil, line: nil,
            proposedBy: "clerk", proposedAt: Make.noon)
    }

    private static func take(_ step: Step, _ line: inout BankLine) throws(Refusal) {
        switch step {
        case .propose: try line.propose(assignment(100))
        case .proposeMore: try line.propose(assignment(101))
        case .approve: _ = try line.mayBeApproved(by: Make.caller("other", .approver))
        case .approveOwn: _ = try line.mayBeApproved(by: Make.caller("clerk", .approver))
        case .reject: try line.reject()
        }
    }

    private static let ways: [BankLine.State: [Step: BankLine.State]] = [
        .parked: [.propose: .proposed],
        .proposed: [.approve: .proposed, .reject: .parked],
    ]

    @Test(arguments: BankLine.State.allCases, Step.allCases)
    func `a parked line is proposed for, a proposed one decided by another person, others stand`(
        state: BankLine.State, step: Step
    ) {
        var line = Self.line(state)
        let before = line
        do throws(Refusal) {
            try Self.take(step, &line)
            #expect(line.state == Self.ways[state]?[step], "\(state) \(step)")
        } catch {
            #expect(Self.ways[state]?[step] == nil, "\(state) \(step) \(error)")
            #expect(line == before)
            let expected: Refusal.Reason =
                state == .parked && step == .proposeMore
                ? .aboveRest : state == .proposed && step == .approveOwn ? .ownProposal : .wrongState
            #expect(error.reason == expected)
        }
    }

    @Test func `what is assigned in part is parked with the rest, and what goes back waits for the bank`() {
        var line = Self.line(.proposed)
        line.assign(Money(fen: 60), on: Make.day)
        #expect(line.state == .parked)
        #expect(line.left == Money(fen: 40))
        line.assign(Money(fen: 40), on: Make.day)
        #expect(line.state == .assigned)
        var back = Self.line(.proposed)
        back.sendBack()
        #expect(back.state == .returning)
    }
}
