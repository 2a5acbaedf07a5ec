import House
import Postgres
import Testing

/// What a breaker did is checked against figures, decisions and filings.
@Suite struct BreakerTests {
    static let forgeries: [Forgery] = [
        Forgery(
            what: "a rate that was not reached",
            sql: "update clearing.breaker_move set lost = 1 where number = 1", named: "move 1 was below its ratio"),
        Forgery(
            what: "a claim that never was", sql: "update clearing.breaker_move set claim_no = 99 where number = 1",
            named: "move 1 names a claim that is not there"),
        Forgery(
            what: "a resumption nobody approved",
            sql: "update clearing.proposal set state = 'replaced' where kind = 'resume'",
            named: "move 2 resumes filings and nobody approved that"),
        Forgery(
            what: "a suspension that is gone", sql: "delete from clearing.breaker_move where number = 1",
            named: "breaker small/bank-a: move 1 is missing"),
        Forgery(
            what: "a resumption of nothing",
            sql: "update clearing.breaker_move set state = 'warned' where number = 1",
            named: "move 2 is resumed, which does not follow what stood"),
        Forgery(
            what: "a loan filed meanwhile",
            sql: "update clearing.loan set filed_at = '2026-07-01 12:00+08' where loan_no = 1",
            named: "loan 1: was filed while filings were suspended"),
        Forgery(
            what: "a sum that is not that of the loans",
            sql: "update clearing.loss_rate set filed = filed + 1 where bank = 'bank-a' and programme = 'small'",
            named: "breaker small/bank-a: its sums are not those of its loans and claims"),
    ]

    @Test(arguments: forgeries)
    func `what does not fit is named`(forgery: Forgery) async throws {
        try await House.with { house in
            let breaker = #""breaker":{"warn":"0.03","suspend":"0.05"}"#
            try await house.adopt(try Sample.terms("small", [("fund", 80), ("bank", 20)], caps: "", breaker))
            try await house.file(900_000, programme: "small")
            try await house.approved(try await house.claimed(100_000, number: 2, programme: "small"))
            house.clock.set("2026-07-02 09:00")
            let path = ["programme": "small", "party": "bank-a"]
            try await house.must("propose-resumption", ["note": "x"], by: "bureau/clerk", at: path)
            try await house.must("approve-resumption", by: "bureau/approver", at: path)
            #expect(try await house.findings() == [])
            _ = try await house.read { transaction in try transaction.run(forgery.sql) }
            let findings = try await house.findings()
            #expect(findings.contains { $0.contains(forgery.named) }, "\(findings)")
        }
    }
}
