import Accounting
import Testing

@testable import Clearing

struct ClaimLifeTests {
    @Test func `a claim of which nobody but bank and fund bears anything is confirmed as it is admitted`() throws {
        var claim = Make.claim()
        try claim.admit(
            interest: .zero,
            base: Money(fen: 1000),
            shares: [
                Share(party: "fund", amount: Money(fen: 800), deferred: .zero),
                Share(party: "bank", amount: Money(fen: 200), deferred: .zero),
            ],
            uses: [],
            by: "clerk",
            at: Make.noon,
            answerBy: Make.day + 7
        )
        #expect(claim.state == .confirmed)
        #expect(claim.admittedBy == "clerk")
    }

    @Test func `a bearer with nothing to bear is not waited for`() throws {
        var claim = try Make.admitted()
        #expect(claim.state == .confirming)
        #expect(claim.share(of: "insurer")?.state == .confirmed)
        _ = try claim.answer(party: "district", revision: 1, by: "maker", at: Make.noon, .confirm)
        #expect(claim.state == .confirmed)
    }

    @Test(arguments: ["city", "bank", "fund"])
    func `who does not bear a claim by agreement does not see it`(party: String) throws {
        var claim = try Make.admitted()
        #expect(throws: Refusal(.unknownClaim)) {
            try claim.answer(party: party, revision: 1, by: "maker", at: Make.noon, .confirm)
        }
    }

    @Test func `an answer counts for the revision it was given to`() throws {
        var claim = try Make.admitted()
        claim.revision = 2
        for revision in [1, 3] {
            #expect(throws: Refusal(.oldRevision, at: "/revision", ["revision": "2"])) {
                try claim.answer(party: "district", revision: revision, by: "maker", at: Make.noon, .confirm)
            }
        }
        #expect(claim.share(of: "district")?.state == .pending)
    }

    @Test func `nobody answers twice, nor after the claim has moved on`() throws {
        var claim = try Make.admitted()
        _ = try claim.answer(party: "district", revision: 1, by: "maker", at: Make.noon, .confirm)
        #expect(throws: Refusal(.alreadyAnswered, ["state": "confirmed"])) {
            try claim.answer(party: "district", revision: 1, by: "maker", at: Make.noon, .confirm)
        }
    }

    @Test func `what a dispute leaves passes to the bank, and the shares still add up`() throws {
        var claim = try Make.admitted()
        let note = "no visit on file"
        _ = try claim.answer(
            party: "district",
            revision: 1,
            by: "maker",
            at: Make.noon,
            .dispute(.diligence, accepted: Money(fen: 100), note: note)
        )
        #expect(claim.state == .confirming)
        let share = try claim.resolve(party: "district", to: Money(fen: 120), by: "clerk", at: Make.noon)
        #expect(share.state == .resolved)
        #expect(share.note == note)
        #expect(claim.share(of: "bank")?.amount == Money(fen: 480))
        #expect(claim.shares.map { $0.amount + $0.deferred }.total == claim.base)
        #expect(claim.state == .confirmed)
    }

    @Test func `what nobody disputes is not resolved`() throws {
        var claim = try Make.admitted()
        for party in ["district", "bank", "fund", "insurer"] {
            #expect(throws: Refusal(.notDisputed)) {
                try claim.resolve(party: party, to: .zero, by: "clerk", at: Make.noon)
            }
        }
        #expect(throws: Refusal(.unknownParty, ["party": "city"])) {
            try claim.resolve(party: "city", to: .zero, by: "clerk", at: Make.noon)
        }
    }

    @Test func `nobody approves what they proposed, whatever roles they hold`() throws {
        var claim = try Make.admitted()
        let both = Make.caller("both", .clerk, .approver)
        #expect(throws: Refusal(.wrongState, ["state": "confirming"])) { try claim.propose(by: "both", at: Make.noon) }
        _ = try claim.answer(party: "district", revision: 1, by: "maker", at: Make.noon, .confirm)
        #expect(throws: Refusal(.wrongState, ["state": "confirmed"])) {
            try claim.approve(by: both, on: Make.day, at: Make.noon)
        }
        try claim.propose(by: "both", at: Make.noon)
        #expect(throws: Refusal(.ownProposal)) { try claim.approve(by: both, on: Make.day, at: Make.noon) }
        #expect(claim.state == .confirmed)
        try claim.approve(by: Make.caller("other", .approver), on: Make.day, at: Make.noon)
        #expect(claim.approvedBy == "other")
        #expect(claim.approvedOn == Make.day)
    }

    @Test func `a claim is paid when the fund's part is, whatever others still owe or a year puts off`() throws {
        var claim = try Make.approved()
        try claim.settle(Money(fen: 249), of: "fund", on: Make.day + 1)
        #expect(claim.state == .approved)
        try claim.settle(Money(fen: 1), of: "fund", on: Make.day + 2)
        #expect(claim.state == .paid)
        #expect(claim.paidOn == Make.day + 2)
        try claim.settle(Money(fen: 300), of: "district", on: Make.day + 3)
        #expect(claim.paidOn == Make.day + 2)
        #expect(claim.share(of: "district")?.settled == Money(fen: 300))
    }

    @Test func `what was put off is resumed and then paid`() throws {
        var claim = try Make.approved()
        claim.resume(Money(fen: 150))
        #expect(claim.fundShare?.amount == Money(fen: 400))
        #expect(claim.fundShare?.deferred == .zero)
        claim.putOff(Money(fen: 400))
        #expect(claim.fundShare?.amount == .zero)
        #expect(claim.fundShare?.deferred == Money(fen: 400))
    }

    @Test func `a claim closes when all are whole and nothing else is owed`() throws {
        var claim = try Make.approved()
        try claim.settle(Money(fen: 250), of: "fund", on: Make.day)
        let whole = [("district", 300), ("fund", 400), ("bank", 300)].map { (party: $0, amount: Money(fen: $1)) }
        var owing = claim
        try owing.recover(whole, owesMore: true)
        #expect(owing.state == .recovering)
        try owing.recover([], owesMore: false)
        #expect(owing.state == .closed)
        try claim.recover(whole.dropLast() + [(party: "bank", amount: Money(fen: 299))], owesMore: false)
        #expect(claim.state == .recovering)
        try claim.recover([(party: "bank", amount: Money(fen: 1))], owesMore: false)
        #expect(claim.state == .closed)
        #expect(throws: Refusal(.wrongState, ["state": "closed"])) { try claim.recover([], owesMore: false) }
    }
}

struct ClaimCapsTests {
    private func claim() -> Claim {
        var claim = Make.claim()
        claim.use(Claim.CapUse(cap: "year", window: "2026", amount: Money(fen: 70)))
        claim.use(Claim.CapUse(cap: "year", window: Claim.CapUse.putOff, amount: Money(fen: 30)))
        claim.use(Claim.CapUse(cap: "household", window: "firm", amount: Money(fen: 100)))
        return claim
    }

    @Test func `headroom goes back to the newest window first, never more than was taken`() {
        var claim = claim()
        claim.restorePutOff(cap: "year", by: Money(fen: 20))
        claim.use(Claim.CapUse(cap: "year", window: "2027", amount: Money(fen: 20)))
        #expect(
            claim.restore(cap: "year", by: Money(fen: 50)) == [
                Claim.CapUse(cap: "year", window: "2027", amount: Money(fen: 20)),
                Claim.CapUse(cap: "year", window: "2026", amount: Money(fen: 30)),
            ]
        )
        #expect(claim.restore(cap: "year", by: Money(fen: 50)).map(\.amount.fen) == [40])
        #expect(claim.restore(cap: "year", by: Money(fen: 50)) == [])
        #expect(claim.restore(cap: "rate", by: Money(fen: 50)) == [])
        #expect(claim.uses.map(\.amount.fen) == [0, 10, 100, 0])
    }

    @Test func `a use moves out of the year it was taken in, what is put off stays`() {
        var claim = claim()
        #expect(claim.leave(cap: "year", for: "2026") == nil)
        #expect(claim.leave(cap: "year", for: "2027")?.amount == Money(fen: 70))
        #expect(claim.uses.map(\.window) == [Claim.CapUse.putOff, "firm"])
        claim.use(Claim.CapUse(cap: "year", window: Claim.CapUse.putOff, amount: Money(fen: 5)))
        #expect(claim.uses.map(\.amount.fen) == [35, 100])
    }
}
