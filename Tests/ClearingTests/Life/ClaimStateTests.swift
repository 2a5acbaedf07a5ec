import Testing

@testable import Clearing

/// RULES §6, the part of the picture that this book can walk.
struct ClaimStateTests {
    static let arrows: [Claim.State: [Claim.Step: Claim.State]] = [
        .filed: [.admit: .confirming],
        .confirming: [.complete: .confirmed],
        .confirmed: [.approve: .approved],
        .approved: [.pay: .paid],
        .paid: [.recover: .recovering],
        .recovering: [.recover: .recovering, .close: .closed],
        .closed: [:],
    ]

    @Test(arguments: Claim.State.allCases, Claim.Step.allCases)
    func `a step leads where the picture says, and nowhere else`(state: Claim.State, step: Claim.Step) throws {
        var claim = Make.claim()
        claim.state = state
        if let next = Self.arrows[state]?[step] {
            try claim.take(step)
            #expect(claim.state == next)
        } else {
            #expect(throws: Refusal(.wrongState, ["state": state.rawValue])) { try claim.take(step) }
            #expect(claim.state == state)
        }
    }

    @Test func `seven states and six steps are all there is`() {
        #expect(Self.arrows.count == Claim.State.allCases.count)
        #expect(Claim.State.allCases.count == 7)
        #expect(Claim.Step.allCases.count == 6)
    }
}
