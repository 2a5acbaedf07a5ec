import House
import Ledger
import Postgres
import Store
import Testing

/// A superuser changes one fen, behind the back of every rule; verification names it.
@Suite struct TamperTests {
    static let forgeries: [Forgery] = [
        Forgery(
            what: "the amount of a posting",
            sql: "update ledger.posting set amount = amount + 1 where book_id = 1 and entry_no = 2 and line = 2",
            named: "entry 2 line 2: differs from what seal"),
        Forgery(
            what: "the account a posting debits",
            sql: """
                update ledger.posting p
                set debit = (select a.account_id from ledger.account a where a.book_id = 1 and a.code = '1002.02:x')
                where p.book_id = 1 and p.entry_no = 1 and p.line = 1
                """,
            named: "entry 1 line 1: differs from what seal"),
        Forgery(
            what: "the date of an entry",
            sql: "update ledger.entry set effective = effective + 1 where book_id = 1 and entry_no = 3",
            named: "entry 3: differs from what seal"),
        Forgery(
            what: "the subject of an entry",
            sql: "update ledger.entry set subject = 'loan/7' where book_id = 1 and entry_no = 3",
            named: ": entries "),
        Forgery(
            what: "an entry that is gone", sql: "delete from ledger.entry where book_id = 1 and entry_no = 4",
            named: "entries 4–4: are missing"),
        Forgery(
            what: "a posting that is gone",
            sql: "delete from ledger.posting where book_id = 1 and entry_no = 2 and line = 1",
            named: "differ from what it covers"),
        Forgery(
            what: "a posting that was slipped in",
            sql: """
                insert into ledger.posting (book_id, entry_no, line, debit, credit, amount)
                select book_id, entry_no, 99, debit, credit, 1
                from ledger.posting
                where book_id = 1 and entry_no = 2 and line = 1
                """,
            named: "account 9001:yongchuan-credit:bank-a: debit side holds"),
        Forgery(
            what: "a posting, its accounts' totals and their days, all together",
            sql: """
                with posting as (
                    update ledger.posting set amount = amount + 1 where book_id = 1 and entry_no = 1 and line = 1
                    returning debit, credit
                ), debited as (
                    update ledger.account a set debit = a.debit + 1 from posting p where a.book_id = 1 and a.account_id = p.debit
                ), credited as (
                    update ledger.account a set credit = a.credit + 1 from posting p where a.book_id = 1 and a.account_id = p.credit
                ), debit_day as (
                    update ledger.account_day d set debit = d.debit + 1
                    from posting p
                    where d.book_id = 1 and d.account_id = p.debit and d.day = '2026-01-05'
                )
                update ledger.account_day d set credit = d.credit + 1
                from posting p
                where d.book_id = 1 and d.account_id = p.credit and d.day = '2026-01-05'
                """,
            named: "seal 1: entries 1–1, or the accounts opened before them, differ from what it covers"),
        Forgery(
            what: "an account's total",
            sql: "update ledger.account set debit = debit + 1 where book_id = 1 and code = '1002.01'",
            named: "account 1002.01: debit side holds 65,029,987.67, postings say 65,029,987.66"),
        Forgery(
            what: "an account's name",
            sql: "update ledger.account set code = '1002.03' where book_id = 1 and code = '1002.01'",
            named: "or the accounts opened before them, differ from what it covers"),
        Forgery(
            what: "an account's ceiling",
            sql: "update ledger.account set ceiling = ceiling + 1 where book_id = 1 and code = '9008:pool'",
            named: "account 9008:pool: its ceiling is not the one last set"),
        Forgery(
            what: "an account's floor",
            sql: "update ledger.account set floor = null where book_id = 1 and code = '1002.01'",
            named: "account 1002.01: its side or floor is not that of the chart"),
        Forgery(
            what: "a day's turnover",
            sql: """
                update ledger.account_day d
                set credit = d.credit + 1
                from ledger.account a
                where d.book_id = 1 and a.book_id = 1 and a.account_id = d.account_id and a.code = '3101.03'
                """,
            named: "account_day 3101.03 2026-01-05: credit turnover 65,000,000.01, postings say 65,000,000.00"),
        Forgery(
            what: "a day that is gone",
            sql: """
                delete from ledger.account_day d
                using ledger.account a
                where d.book_id = 1 and a.book_id = 1 and a.account_id = d.account_id and a.code = '3101.03'
                """,
            named: "2026-01-05: is missing, postings say 0.00 debit, 65,000,000.00 credit"),
        Forgery(
            what: "a seal's digest",
            sql: "update ledger.seal set digest = sha256('x') where book_id = 1 and seal_no = 2",
            named: "seal 2: its hash is not that of what it says"),
        Forgery(
            what: "a seal's time",
            sql:
                "update ledger.seal set sealed_at = sealed_at + interval '1 microsecond' where book_id = 1 and seal_no = 2",
            named: "seal 2: its hash is not that of what it says"),
        Forgery(
            what: "a seal that is gone", sql: "delete from ledger.seal where book_id = 1 and seal_no = 2",
            named: "seal 3: follows seal 1"),
        Forgery(
            what: "the head of the chain", sql: "update ledger.book set head = sha256('x') where book_id = 1",
            named: "book: its head is not the hash of seal"),
        Forgery(
            what: "a share",
            sql:
                "update clearing.share set amount = amount + 1 where book_id = 1 and claim_no = 2 and party = 'national'",
            named: "claim 2: base"),
        Forgery(
            what: "a share settled",
            sql:
                "update clearing.share set settled = settled - 1 where book_id = 1 and claim_no = 1 and party = 'fund'",
            named: "claim 1 share of fund: settled"),
        Forgery(
            what: "a share recovered",
            sql:
                "update clearing.share set recovered = recovered + 1 where book_id = 1 and claim_no = 2 and party = 'national'",
            named: "claim 2 share of national: recovered"),
        Forgery(
            what: "a loan's exposure",
            sql: "update clearing.loan set exposure = exposure - 1 where book_id = 1 and loan_no = 5",
            named: "loan 5: exposure"),
        Forgery(
            what: "a loan's balance",
            sql: "update clearing.loan set balance = balance - 1 where book_id = 1 and loan_no = 5",
            named: "loan 5: balance 555,555.54, its last report says 555,555.55"),
        Forgery(
            what: "a claim's principal",
            sql: "update clearing.claim set principal = principal + 1 where book_id = 1 and claim_no = 3",
            named: "claim 3: estimated base"),
        Forgery(
            what: "a claim's estimate",
            sql: "update clearing.claim set estimate = estimate + 1 where book_id = 1 and claim_no = 3",
            named: "account 2601:yongchuan-guaranteed: balance"),
        Forgery(
            what: "what a claim takes of a cap",
            sql: """
                update clearing.claim
                set uses = regexp_replace(uses, '"amount":([0-9]+)', '"amount":1')
                where book_id = 1 and claim_no = 2
                """,
            named: "account 9007:"),
        Forgery(
            what: "a leg", sql: "update clearing.leg set amount = amount + 1 where book_id = 1 and leg_no = 1",
            named: "order 4: amount 1,290,916.10, legs say 1,290,916.11"),
        Forgery(
            what: "an order",
            sql: "update clearing.payment_order set amount = amount + 1 where book_id = 1 and order_no = 2",
            named: "order 2: amount"),
        Forgery(
            what: "a recovery",
            sql: "update clearing.recovery set gross = gross + 1 where book_id = 1 and recovery_no = 1",
            named: "recovery 1: gross 300,000.04, its parts add up to 300,000.03"),
        Forgery(
            what: "a request that is gone", sql: "delete from clearing.request where book_id = 1 and request_no = 20",
            named: "request 20: is missing, 21 is there"),
        Forgery(
            what: "the last event that is gone",
            sql:
                "delete from clearing.event where book_id = 1 and event_no = (select max(event_no) from clearing.event)",
            named: "is missing, the next would be"),
        Forgery(
            what: "a claim's state, to a word nobody knows",
            sql: "update clearing.claim set state = 'forgiven' where book_id = 1 and claim_no = 3",
            named: "claim 3: holds the word forgiven, which none of its kind knows"),
        Forgery(
            what: "a share's answer, to a word nobody knows",
            sql: "update clearing.share set state = 'waived' where book_id = 1 and claim_no = 2 and party = 'national'",
            named: "share national of claim 2: holds the word waived"),
        Forgery(
            what: "an amount beyond all reckoning",
            sql: "update clearing.claim set base = 9223372036854775807 where book_id = 1 and claim_no = 2",
            named: "claim 2: holds 9223372036854775807 fen"),
        Forgery(
            what: "an amount beyond all reckoning in a list",
            sql: """
                update clearing.claim
                set uses = regexp_replace(uses, '"amount":([0-9]+)', '"amount":9223372036854775807')
                where book_id = 1 and claim_no = 2
                """,
            named: "claim 2: lists an amount that no book can hold"),
        Forgery(
            what: "a list that is none",
            sql: "update clearing.claim set uses = '{}' where book_id = 1 and claim_no = 2",
            named: "book 1: a row of the clearing cannot be read"),
        Forgery(
            what: "terms that are none",
            sql: "update clearing.terms set document = 'x' where book_id = 1 and programme = 'yongchuan-credit'",
            named: "book 1: a row of the clearing cannot be read"),
    ]

    @Test(arguments: forgeries) func `what a superuser changed is named`(forgery: Forgery) async throws {
        try await House.played { house in
            try await house.openStray()
            let before = try await house.verify()
            #expect(before.findings == [])
            let changed = try await house.read { try $0.run(forgery.sql) }
            #expect(changed > 0)
            let report = try await house.verify()
            #expect(!report.isClean)
            let found = report.findings.map(\.description)
            #expect(found.contains { $0.contains(forgery.named) }, "\(found.joined(separator: "\n"))")
        }
    }
}

extension House {
    /// An account that nothing was posted to yet.
    func openStray() async throws {
        _ = try await read { try $0.run("select account_id from ledger.open_accounts(1, array['1002.02:x'])") }
    }
}
