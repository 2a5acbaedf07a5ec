import Testing

@testable import Clearing

/// RULES §6, the whole picture: every state × every step.
struct ClaimStateTests {
    static let arrows: [Claim.State: [Claim.Step: Claim.State]] = [
        .filed: [
            .recompute: .filed, .sendBack: .returned, .admit: .confirming, .withdraw: .withdrawn, .reject: .rejected,
        ],
        .returned: [.recompute: .returned, .refile: .filed, .withdraw: .withdrawn, .reject: .rejected],
        .confirming: [
            .sendBack: .returned, .recompute: .confirming, .complete: .confirmed, .approve: .approved,
            .withdraw: .withdrawn,
            .reject: .rejected,
        ],
        .confirmed: [.recompute: .confirming, .approve: .approved, .withdraw: .withdrawn],
        .approved: [.pay: .paid, .reopen: .confirmed],
        .paid: [.recover: .recovering, .writeOff: .writtenOff, .cure: .cured, .clawBack: .clawedBack],
        .recovering: [
            .recover: .recovering, .close: .closed, .writeOff: .writtenOff, .cure: .cured, .clawBack: .clawedBack,
        ],
        .writtenOff: [.recover: .writtenOff, .close: .closed],
        .closed: [.clawBack: .clawedBack],
        .withdrawn: [:], .rejected: [:], .cured: [:], .clawedBack: [:],
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

    @Test func `thirteen states and fifteen steps are all there is`() {
        #expect(Self.arrows.count == Claim.State.allCases.count)
        #expect(Claim.State.allCases.count == 13)
        #expect(Claim.Step.allCases.count == 15)
    }
}
