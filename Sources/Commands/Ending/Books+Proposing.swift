import Accounting
import Clearing

extension Books {
    /// Puts something before another person. What waited of the same matter gives way.
    mutating func propose(
        _ content: Proposal.Content, _ matter: Proposal.Matter, note: String, by caller: Caller, at now: Moment
    ) -> Proposal {
        let earlier = proposals(matter).last
        if var waiting = earlier, waiting.state == .proposed {
            waiting.giveWay()
            save(waiting)
        }
        let proposal = Proposal(
            matter: matter, number: (earlier?.number ?? 0) + 1, content: content, note: note,
            proposedBy: caller.person.id, proposedAt: now)
        save(proposal)
        return proposal
    }

    /// What waits of a matter is adopted by another person.
    mutating func adopt(_ matter: Proposal.Matter, by caller: Caller, at now: Moment) throws(Refusal) -> Proposal {
        guard var proposal = proposals(matter).last else { throw Refusal(.nothingProposed) }
        try proposal.adopt(by: caller, at: now)
        save(proposal)
        return proposal
    }
}
