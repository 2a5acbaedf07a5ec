import Accounting
import Testing

@testable import Clearing

struct ShareAnswerTests {
    private func share() -> Share { Share(party: "district", amount: Money(fen: 300), deferred: .zero) }

    @Test(arguments: [
        ("bank", 5, Share.State.confirmed), ("fund", 5, .confirmed), ("district", 0, .confirmed),
        ("district", 1, .pending),
    ])
    func `bank and fund do not answer, nor does who bears nothing`(party: String, fen: Int64, state: Share.State) {
        let share = Share(party: party, amount: Money(fen: fen), deferred: .zero)
        #expect(share.state == state)
        #expect(share.asksBearer == (party == "district"))
    }

    @Test func `a confirmed share is accepted whole`() throws {
        var share = share()
        try share.take(.confirm, by: "maker", at: Make.noon)
        #expect(share.state == .confirmed)
        #expect(share.accepted == Money(fen: 300))
        #expect(share.answeredBy == "maker")
        #expect(share.answeredAt == Make.noon)
    }

    @Test(arguments: [300, 301])
    func `who accepts the whole share does not dispute it`(accepted: Int64) {
        var share = share()
        #expect(throws: Refusal(.aboveShare, at: "/accepted", ["amount": "3.00"])) {
            try share.take(
                .dispute(.base, accepted: Money(fen: accepted), note: "x"),
                by: "maker",
                at: Make.noon
            )
        }
        #expect(share.state == .pending)
    }

    @Test(arguments: [(99, false), (100, true), (299, true), (300, true), (301, false)])
    func `a dispute ends between what was accepted and what was asked`(fen: Int64, isFair: Bool) throws {
        var share = share()
        try share.take(.dispute(.cap, accepted: Money(fen: 100), note: "x"), by: "maker", at: Make.noon)
        guard isFair else {
            #expect(throws: Refusal(.aboveShare, at: "/amount", ["amount": "1.00 – 3.00"])) {
                try share.resolve(to: Money(fen: fen), by: "clerk", at: Make.noon)
            }
            return
        }
        #expect(try share.resolve(to: Money(fen: fen), by: "clerk", at: Make.noon) == Money(fen: 300 - fen))
        #expect(share.amount == Money(fen: fen))
        #expect(share.state == .resolved)
    }

    @Test(arguments: [Share.State.confirmed, .disputed, .deemed, .resolved])
    func `an answered share takes no other answer`(state: Share.State) {
        var share = Share(
            party: "district",
            amount: Money(fen: 300),
            deferred: .zero,
            state: state,
            accepted: nil,
            dispute: nil,
            note: nil,
            answeredBy: nil,
            answeredAt: nil,
            settled: .zero,
            recovered: .zero
        )
        #expect(throws: Refusal(.alreadyAnswered, ["state": state.rawValue])) {
            try share.take(.confirm, by: "maker", at: Make.noon)
        }
    }

    @Test func `pending and disputed are waited for, the others are final`() {
        #expect(Share.State.allCases.filter { !$0.isFinal } == [.pending, .disputed])
    }

    @Test func `six reasons to dispute carry the rules' codes`() {
        #expect(Share.Dispute.allCases.map(\.rawValue) == ["D01", "D02", "D03", "D04", "D05", "D06"])
    }
}
