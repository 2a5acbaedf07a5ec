import Postgres
import Testing

/// What `ledger.post` takes, what it refuses, and that a refused call leaves nothing.
@Suite struct PostingTests {
    struct Refused: Sendable, CustomTestStringConvertible {
        let what: String
        let sql: SQL
        let state: String

        var testDescription: String { what }
    }

    /// One entry of 2026-03-02 with one posting, and one argument that is wrong.
    private static func post(
        book: SQL = "1", dates: SQL = "array[date '2026-03-02']", events: SQL = "array['test']",
        subjects: SQL = "array['test/1']",
        digests: SQL = "array[null::bytea]", entry: SQL = "array[1]", line: SQL = "array[1]::smallint[]",
        debit: SQL = "array[1]",
        credit: SQL = "array[2]", amount: SQL = "array[100]::bigint[]"
    ) -> SQL {
        "select ledger.post(\(book), \(dates), \(events), \(subjects), \(digests), \(entry), \(line), \(debit), \(credit), \(amount))"
    }

    static let refused: [Refused] = [
        Refused(what: "no such book", sql: post(book: "7"), state: "BL001"),
        Refused(what: "no book", sql: post(book: "null"), state: "BL001"),
        Refused(what: "an amount of nothing", sql: post(amount: "array[0]::bigint[]"), state: "23514"),
        Refused(what: "an amount below nothing", sql: post(amount: "array[-1]::bigint[]"), state: "23514"),
        Refused(what: "no amount", sql: post(amount: "array[null]::bigint[]"), state: "23502"),
        Refused(what: "debit and credit alike", sql: post(credit: "array[1]"), state: "23514"),
        Refused(what: "an account that is not open", sql: post(credit: "array[77]"), state: "BL002"),
        Refused(what: "no account", sql: post(debit: "array[null]::integer[]"), state: "23502"),
        Refused(
            what: "nothing at all",
            sql: post(
                dates: "array[]::date[]", events: "array[]::text[]", subjects: "array[]::text[]",
                digests: "array[]::bytea[]", entry: "array[]::integer[]", line: "array[]::smallint[]",
                debit: "array[]::integer[]", credit: "array[]::integer[]", amount: "array[]::bigint[]"), state: "BL003"),
        Refused(
            what: "null for arrays",
            sql: post(entry: "null", line: "null", debit: "null", credit: "null", amount: "null"), state: "BL003"),
        Refused(what: "null for dates", sql: post(dates: "null"), state: "BL003"),
        Refused(
            what: "an entry without a posting",
            sql: post(
                dates: "array[date '2026-03-02', date '2026-03-02']", events: "array['a', 'b']",
                subjects: "array['a', 'b']", digests: "array[null, null]::bytea[]"), state: "BL003"),
        Refused(what: "a posting without an entry", sql: post(entry: "array[2]"), state: "BL003"),
        Refused(what: "more amounts than postings", sql: post(amount: "array[1, 2]::bigint[]"), state: "BL003"),
        Refused(what: "fewer debits than postings", sql: post(debit: "array[]::integer[]"), state: "BL003"),
        Refused(
            what: "more dates than entries", sql: post(dates: "array[date '2026-03-02', date '2026-03-03']"),
            state: "BL003"),
        Refused(what: "dates counted from nought", sql: post(dates: "'[0:0]={2026-03-02}'::date[]"), state: "BL003"),
        Refused(what: "dates in two dimensions", sql: post(dates: "array[array[date '2026-03-02']]"), state: "BL003"),
        Refused(what: "no date", sql: post(dates: "array[null]::date[]"), state: "BL003"),
        Refused(what: "an endless date", sql: post(dates: "array['infinity']::date[]"), state: "23514"),
        Refused(what: "a date before all time", sql: post(dates: "array['-infinity']::date[]"), state: "BL004"),
        Refused(what: "a date of another age", sql: post(dates: "array[date '0044-03-15']"), state: "23514"),
        Refused(what: "no event", sql: post(events: "array[null]::text[]"), state: "23502"),
        Refused(what: "an event of two lines", sql: post(events: "array[E'a\\nb']"), state: "23514"),
        Refused(what: "a subject of two lines", sql: post(subjects: "array[E'a\\nb']"), state: "23514"),
        Refused(what: "a subject without end", sql: post(subjects: "array[repeat('x', 201)]"), state: "23514"),
        Refused(what: "a digest that is none", sql: post(digests: "array['x'::bytea]"), state: "23514"),
        Refused(
            what: "the same line twice",
            sql: post(
                entry: "array[1, 1]", line: "array[1, 1]::smallint[]", debit: "array[1, 1]", credit: "array[2, 2]",
                amount: "array[1, 1]::bigint[]"), state: "23505"),
        Refused(what: "more than there is", sql: post(debit: "array[3]", credit: "array[1]"), state: "23514"),
        Refused(
            what: "more than fits",
            sql: post(
                entry: "array[1, 1]", line: "array[1, 2]::smallint[]", debit: "array[1, 1]", credit: "array[2, 2]",
                amount: "array[9223372036854775807, 1]::bigint[]"), state: "22003"),
    ]

    @Test(arguments: refused) func `a wrong call is refused and leaves nothing`(call: Refused) async throws {
        try await Kernel.with { kernel in
            let before = try await kernel.trace()
            try await kernel.attempt(call.sql, is: call.state)
            let trace = try await kernel.trace()
            #expect(trace == before)
        }
    }

    @Test func `a right call is written, added up and sealed`() async throws {
        try await Kernel.with { kernel in
            try await kernel.attempt(Self.post(), is: nil)
            let trace = try await kernel.trace()
            #expect(trace == [1, 1, 1, 2, 200, 6])
            let findings = try await kernel.findings()
            #expect(findings == [])
        }
    }

    @Test func `one bad posting among many takes all of them with it`() async throws {
        try await Kernel.with { kernel in
            let call = Kernel.post([
                (Kernel.bank, Kernel.principal, 100), (Kernel.expense, Kernel.bank, 100),
                (Kernel.expense, Kernel.bank, 1),
            ])
            try await kernel.attempt(call, is: "23514")
            let trace = try await kernel.trace()
            #expect(trace == [0, 0, 0, 0, 0, 4])
            // What is drawn in the same call as it is paid in is there to be drawn.
            try await kernel.attempt(
                Kernel.post([(Kernel.expense, Kernel.bank, 100), (Kernel.bank, Kernel.principal, 100)]), is: nil)
        }
    }

    @Test func `a total grows to the end of its range and no further`() async throws {
        try await Kernel.with { kernel in
            try await kernel.attempt(Kernel.post([(Kernel.bank, Kernel.principal, .max)]), is: nil)
            try await kernel.attempt(Kernel.post([(Kernel.bank, Kernel.principal, 1)]), is: "22003")
            let findings = try await kernel.findings()
            #expect(findings == [])
        }
    }

    @Test func `another book's accounts are not this book's`() async throws {
        try await Kernel.with { kernel in
            _ = try await kernel.asService { try $0.run("select ledger.open_accounts(2, array['1002.02', '1002.03'])") }
            try await kernel.attempt(Kernel.post([(7, 8, 5)], book: 1), is: "BL002")
            try await kernel.attempt(Kernel.post([(7, 8, 5)], book: 2), is: "23514")
        }
    }

    @Test func `a ceiling holds to the fen, is written down, and cannot be set below what is held`() async throws {
        try await Kernel.with { kernel in
            try await kernel.attempt("select ledger.set_ceiling(1, 5, 1000)", is: nil)
            try await kernel.attempt(Kernel.post([(Kernel.capacity, Kernel.counterpart, 1000)]), is: nil)
            try await kernel.attempt(Kernel.post([(Kernel.capacity, Kernel.counterpart, 1)]), is: "23514")
            try await kernel.attempt("select ledger.set_ceiling(1, 5, 999)", is: "23514")
            try await kernel.attempt("select ledger.set_ceiling(1, 77, 1)", is: "BL002")
            try await kernel.attempt("select ledger.set_ceiling(1, 5, null)", is: nil)
            let history = try await kernel.asOwner { transaction in
                try transaction.rows("select change_no, ceiling from ledger.ceiling order by change_no") {
                    try $0.int64OrNil("ceiling")
                }
            }
            #expect(history == [1000, nil])
        }
    }

    @Test func `a closed period stays closed`() async throws {
        try await Kernel.with { kernel in
            _ = try await kernel.asOwner { try $0.run("select ledger.set_closed_until(1, '2026-03-31', '', 'a', 'b')") }
            try await kernel.attempt(Kernel.post([(1, 2, 5)], on: "2026-03-31"), is: "BL004")
            try await kernel.attempt(Kernel.post([(1, 2, 5)], on: "2026-04-01"), is: nil)
            try await kernel.attempt(Kernel.post([(1, 2, 5)], book: 2, on: "2026-03-31"), is: nil)
            // The same day again, backwards without a reason, one person for both.
            try await kernel.attempt("select ledger.set_closed_until(1, '2026-03-31', 'x', 'a', 'b')", is: "BL004")
            try await kernel.attempt("select ledger.set_closed_until(1, '2026-02-28', '', 'a', 'b')", is: "23514")
            try await kernel.attempt("select ledger.set_closed_until(1, '2026-02-28', 'x', 'a', 'a')", is: "23514")
            try await kernel.attempt(Kernel.post([(1, 2, 5)], on: "2026-03-31"), is: "BL004")
            try await kernel.attempt("select ledger.set_closed_until(1, '2026-02-28', 'late bill', 'a', 'b')", is: nil)
            try await kernel.attempt(Kernel.post([(1, 2, 5)], on: "2026-03-31"), is: nil)
            try await kernel.attempt(Kernel.post([(1, 2, 5)], on: "2026-02-28"), is: "BL004")
            let trace = try await kernel.asOwner { transaction in
                try transaction.rows(
                    "select closed_until || ' ' || reason as line from ledger.closing where book_id = 1 order by closing_no"
                ).map { try $0.string("line") }
            }
            #expect(trace == ["2026-03-31 ", "2026-02-28 late bill"])
        }
    }

    @Test func `only accounts of the chart are opened, and only by a proper name`() async throws {
        try await Kernel.with { kernel in
            try await kernel.attempt("select ledger.open_accounts(1, array['4711'])", is: "BL002")
            try await kernel.attempt("select ledger.open_accounts(1, array[null]::text[])", is: "BL002")
            try await kernel.attempt("select ledger.open_accounts(1, array['1002.01:a b'])", is: "23514")
            try await kernel.attempt("select ledger.open_accounts(1, array['1002.01:'])", is: "23514")
            try await kernel.attempt("select ledger.open_accounts(1, array[E'1002.01:a\\nb'])", is: "23514")
            try await kernel.attempt("select ledger.open_accounts(7, array['1002.01'])", is: "BL001")
            let again = try await kernel.asService { transaction in
                try transaction.rows(
                    "select account_id from ledger.open_accounts(1, array['9108', '1002.02', '1002.02'])"
                ) { try $0.int32("account_id") }
            }
            #expect(Set(again) == [6, 7])
            let long = String(repeating: "a", count: 64)
            try await kernel.attempt("select ledger.open_accounts(1, array[\("1002.02:\(long)")])", is: nil)
            try await kernel.attempt("select ledger.open_accounts(1, array[\("1002.02:\(long)a")])", is: "23514")
        }
    }

    @Test func `accounts are opened with their ceilings, and a ceiling holds from the first posting`() async throws {
        try await Kernel.with { kernel in
            let opened = try await kernel.asService { transaction in
                try transaction.rows(
                    """
                    select code || ' ' || account_id as line
                    from ledger.open_accounts(1, array['9008:borrower:b', '9008:pool', '9008:borrower:a'], array[500, 900, null])
                    """
                ) { try $0.string("line") }
            }
            // Numbered in the order asked for; one that was open keeps its number and takes the ceiling.
            #expect(Set(opened) == ["9008:borrower:b 7", "9008:borrower:a 8", "9008:pool 5"])
            let kept = try await kernel.asOwner { transaction in
                try transaction.rows(
                    """
                    select a.account_id || ' ' || coalesce(a.ceiling::text, '-') || ' ' || count(c.change_no) as line
                    from ledger.account a
                    left join ledger.ceiling c on c.book_id = a.book_id and c.account_id = a.account_id
                    where a.book_id = 1 and a.account_id in (5, 7, 8)
                    group by a.account_id, a.ceiling
                    order by a.account_id
                    """
                ) { try $0.string("line") }
            }
            #expect(kept == ["5 900 1", "7 500 1", "8 - 0"])
            try await kernel.attempt(Kernel.post([(7, 6, 501)]), is: "23514")
            try await kernel.attempt(Kernel.post([(7, 6, 500)]), is: nil)
            try await kernel.attempt("select ledger.open_accounts(1, array['4711:x'], array[5])", is: "BL002")
            try await kernel.attempt("select ledger.open_accounts(1, array['9008:x'], array[5, 6])", is: "BL003")
            try await kernel.attempt("select ledger.open_accounts(7, array['9008:x'], array[5])", is: "BL001")
        }
    }
}
