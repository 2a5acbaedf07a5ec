import Accounting
import Testing

@testable import Clearing

/// Every state of a run and of a proposal × who may do what next.
struct RunStateTests {
    private static let payable = [Run.secondReleaseAbove, Run.secondReleaseAbove + Money(fen: 1)]

    private static func run(_ state: Run.State) -> Run {
        Run(
            number: 1, dueOn: Make.day, state: state, proposedBy: "clerk", proposedAt: Make.noon,
            releasedBy: state == .proposed ? nil : "first", releasedAt: state == .proposed ? nil : Make.noon)
    }

    /// Who releases a run of which state, for a small and for a large sum; all others are refused.
    private static let ways: [Run.State: [String: [Run.State]]] = [
        .proposed: ["first": [.released, .releasing], "other": [.released, .releasing]],
        .releasing: ["other": [.released, .released]],
        .released: [:],
    ]

    @Test(arguments: Run.State.allCases, ["clerk", "first", "other"])
    func `a run is released by as many people as its sum asks for`(state: Run.State, person: String) {
        for (place, payable) in Self.payable.enumerated() {
            var run = Self.run(state)
            let before = run
            do throws(Refusal) {
                try run.release(by: Make.caller(person, .approver), payable: payable, at: Make.noon)
                #expect(run.state == Self.ways[state]?[person]?[place])
            } catch {
                #expect(Self.ways[state]?[person] == nil, "\(state) \(person) \(error)")
                #expect(run == before)
                let isOwn = person == "clerk" || state == .releasing && person == "first"
                #expect(error == (isOwn ? Refusal(.ownProposal) : Refusal(.wrongState, ["state": state.rawValue])))
            }
        }
    }

    @Test(arguments: Proposal.State.allCases, ["clerk", "other"])
    func `a proposal that waits is adopted by another person; one that does not is nobody's`(
        state: Proposal.State, person: String
    ) {
        var proposal = Proposal(
            matter: Proposal.Matter(.writeOff, "claim/1"), number: 1, content: .writeOff(.bankruptcy), note: "x",
            state: state, proposedBy: "clerk", proposedAt: Make.noon)
        do throws(Refusal) {
            try proposal.adopt(by: Make.caller(person, .approver), at: Make.noon)
            #expect(state == .proposed && person == "other")
            #expect(proposal.state == .adopted)
            #expect(proposal.decidedBy == "other")
        } catch {
            #expect(error == (state == .proposed ? Refusal(.ownProposal) : Refusal(.nothingProposed)))
            #expect(proposal.state == state)
        }
    }
}
