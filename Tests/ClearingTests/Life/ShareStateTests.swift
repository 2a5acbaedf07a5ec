import Accounting
import Testing

@testable import Clearing

/// Every state of a share × everything that can happen to it.
struct ShareStateTests {
    enum Step: String, CaseIterable { case confirm, dispute, resolve, resolveEscalated }

    private static func share(_ state: Share.State) -> Share {
        Share(
            party: "district", amount: Money(fen: 300), deferred: .zero, state: state,
            accepted: state == .disputed ? Money(fen: 100) : nil, dispute: nil, note: nil, answeredBy: nil,
            answeredAt: nil, settled: .zero, recovered: .zero)
    }

    private static func take(_ step: Step, _ share: inout Share) throws(Refusal) {
        let partly = Share.Answer.dispute(.diligence, accepted: Money(fen: 100), note: "x")
        switch step {
        case .confirm: try share.take(.confirm, by: "maker", at: Make.noon)
        case .dispute: try share.take(partly, by: "maker", at: Make.noon)
        case .resolve: _ = try share.resolve(to: Money(fen: 200), by: "clerk", at: Make.noon)
        case .resolveEscalated:
            _ = try share.resolve(to: Money(fen: 200), by: "clerk", at: Make.noon, isEscalated: true)
        }
    }

    /// What every step leads to; all others are refused. Silence is the claim's: see `deem`.
    private static let ways: [Share.State: [Step: Share.State]] = [
        .pending: [.confirm: .confirmed, .dispute: .disputed, .resolveEscalated: .resolved],
        .disputed: [.resolve: .resolved, .resolveEscalated: .resolved],
        .confirmed: [:], .deemed: [:], .resolved: [:], .upChain: [:], .lapsed: [:],
    ]

    @Test(arguments: Share.State.allCases, Step.allCases)
    func `an answer, a silence, a decision: each from where the picture says`(state: Share.State, step: Step) {
        var share = Self.share(state)
        let before = share
        do throws(Refusal) {
            try Self.take(step, &share)
            #expect(share.state == Self.ways[state]?[step], "\(state) \(step)")
        } catch {
            #expect(Self.ways[state]?[step] == nil, "\(state) \(step) \(error)")
            let isAnswer = step == .confirm || step == .dispute
            #expect(error == (isAnswer ? Refusal(.alreadyAnswered, ["state": state.rawValue]) : Refusal(.notDisputed)))
            #expect(share == before)
        }
        #expect(Self.ways.count == Share.State.allCases.count)
    }

    @Test(arguments: Claim.State.allCases)
    func `silence is passed in a claim that bearers are asked about, and in no other`(state: Claim.State) throws {
        var claim = try Make.admitted()
        claim.state = state
        if state == .confirming {
            let deemed = try claim.deem(by: "clock", at: Make.noon)
            #expect(deemed.map(\.party) == ["district"])
            #expect(deemed.map(\.state) == [.deemed])
            #expect(claim.state == .confirmed)
        } else {
            #expect(throws: Refusal(.wrongState, ["state": state.rawValue])) {
                try claim.deem(by: "clock", at: Make.noon)
            }
            #expect(throws: Refusal(.wrongState, ["state": state.rawValue])) { try claim.escalate(on: Make.day) }
        }
    }
}
