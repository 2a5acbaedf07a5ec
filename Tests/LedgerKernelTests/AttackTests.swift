import Postgres
import Testing

/// What a session with the service's or the reader's credentials tries and must not do.
@Suite struct AttackTests {
    static let tables = ["book", "chart", "account", "account_day", "entry", "posting", "seal", "ceiling"]

    @Test(arguments: ["ballast_service", "ballast_reader"])
    func `no table of the ledger can be written, emptied, locked against others, altered or dropped`(role: String)
        async throws
    {
        try await Kernel.with { kernel in
            for table in Self.tables {
                let name: SQL = "ledger.\(identifier: table)"
                // PostgreSQL warns and grants nothing; the insert after it shows.
                try await kernel.attempt("grant insert on \(name) to \(identifier: role)", as: role, is: nil)
                try await kernel.attempt("insert into \(name) select * from \(name)", as: role, is: "42501")
                try await kernel.attempt("update \(name) set book_id = book_id", as: role, is: "42501")
                try await kernel.attempt("delete from \(name)", as: role, is: "42501")
                try await kernel.attempt("truncate \(name)", as: role, is: "42501")
                try await kernel.attempt("select * from \(name) for update", as: role, is: "42501")
                try await kernel.attempt("lock table \(name) in share mode", as: role, is: "42501")
                try await kernel.attempt("alter table \(name) disable trigger all", as: role, is: "42501")
                try await kernel.attempt("alter table \(name) disable row level security", as: role, is: "42501")
                try await kernel.attempt("alter table \(name) add column x integer", as: role, is: "42501")
                try await kernel.attempt("drop table \(name)", as: role, is: "42501")
                try await kernel.attempt(
                    "create trigger t before insert on \(name) for each row execute function suppress_redundant_updates_trigger()",
                    as: role, is: "42501")
            }
            let kept = try await kernel.trace()[0...3]
            #expect(kept == [0, 0, 0, 0])
        }
    }

    @Test(arguments: ["ballast_service", "ballast_reader"])
    func `nobody becomes somebody else, and nobody opens or closes books`(role: String) async throws {
        try await Kernel.with { kernel in
            try await kernel.attempt("set role ballast_owner", as: role, is: "42501")
            try await kernel.attempt("set role postgres", as: role, is: "42501")
            try await kernel.attempt("set session authorization ballast_owner", as: role, is: "42501")
            try await kernel.attempt("grant ballast_owner to \(identifier: role)", as: role, is: "42501")
            try await kernel.attempt("alter role \(identifier: role) superuser", as: role, is: "42501")
            try await kernel.attempt("set session_replication_role = replica", as: role, is: "42501")
            try await kernel.attempt("create schema mine", as: role, is: "42501")
            try await kernel.attempt(
                "create function public.f() returns int language sql as 'select 1'", as: role, is: "42501")
            try await kernel.attempt("create table ledger.mine (x integer)", as: role, is: "42501")
            try await kernel.attempt(
                "select ledger.open_book(9, array['1'], array['a'], array['a'], array['asset'], array['D'], array[false])",
                as: role, is: "42501")
            try await kernel.attempt(
                """
                create or replace function ledger.set_ceiling(p_book bigint, p_account integer, p_ceiling bigint)
                returns void language sql as ''
                """,
                as: role, is: "42501")
            for forged: SQL in [
                "update ledger.book set closed_until = '2020-01-01' where book_id = 1",
                "delete from ledger.closing where book_id = 1",
                "update ledger.closing set reason = 'x' where book_id = 1",
                "insert into ledger.closing values (1, 9, '2020-01-01', '2021-01-01', 'x', 'a', 'b', now())",
            ] {
                try await kernel.attempt(forged, as: role, is: "42501")
            }
            try await kernel.attempt("select * from migration.done", as: role, is: "42501")
        }
    }

    @Test func `a reader posts nothing, opens nothing, limits nothing`() async throws {
        try await Kernel.with { kernel in
            try await kernel.attempt(Kernel.post([(1, 2, 1)]), as: "ballast_reader", is: "42501")
            try await kernel.attempt(
                "select ledger.open_accounts(1, array['1002.02'])", as: "ballast_reader", is: "42501")
            try await kernel.attempt("select ledger.set_ceiling(1, 1, 5)", as: "ballast_reader", is: "42501")
            try await kernel.attempt(
                "select ledger.set_closed_until(1, '2026-01-31', 'x', 'a', 'b')", as: "ballast_reader", is: "42501")
        }
    }

    @Test func `tables and functions of one's own do not take the place of the ledger's`() async throws {
        try await Kernel.with { kernel in
            _ = try await kernel.asService { transaction in
                try transaction.run(
                    "create temp table account (book_id bigint, account_id integer, debit bigint, credit bigint)")
                try transaction.run(
                    "create function pg_temp.sha256(bytea) returns bytea language sql as $$ select ''::bytea $$")
                try transaction.run("set local search_path = pg_temp, public")
                try transaction.run(Kernel.post([(Kernel.bank, Kernel.principal, 500)]))
            }
            let findings = try await kernel.findings()
            #expect(findings == [])
            let trace = try await kernel.trace()
            #expect(trace == [1, 1, 1, 2, 1000, 6])
        }
    }

    @Test func `what was filed, asked and told cannot be changed, nor anything be deleted`() async throws {
        try await Kernel.with { kernel in
            for table in [
                "book", "party", "person", "credential", "terms", "loan", "balance_report", "claim", "share",
                "recovery", "leg", "run",
                "payment_order", "request", "event", "directory",
            ] {
                try await kernel.attempt("delete from clearing.\(identifier: table)", is: "42501")
                try await kernel.attempt("truncate clearing.\(identifier: table)", is: "42501")
                try await kernel.attempt(
                    "insert into clearing.\(identifier: table) default values", as: "ballast_reader", is: "42501")
            }
            for change: SQL in [
                "update clearing.request set reply = ''", "update clearing.event set data = ''",
                "update clearing.recovery set gross = 1",
                "update clearing.balance_report set balance = 1", "update clearing.loan set principal = 1",
                "update clearing.loan set bank = 'x'",
                "update clearing.claim set principal = 1", "update clearing.claim set estimate = 1",
                "update clearing.refiling set principal = 1", "update clearing.claim set follows = 1",
                "update clearing.share set party = 'x'", "update clearing.share set revision = 2",
                "update clearing.leg set counterparty = 'x'", "update clearing.payment_order set party = 'x'",
                "update clearing.run set due_on = '2026-01-01'",
                "update clearing.terms set document = ''", "update clearing.credential set public_key = ''",
                "update clearing.person set party = 'x'",
                "update clearing.book set code = 'x'", "insert into clearing.book select * from clearing.book",
                "update clearing.directory set book_id = 2",
            ] {
                try await kernel.attempt(change, is: "42501")
            }
        }
    }

    @Test func `without a reach a reader sees nothing`() async throws {
        try await Kernel.with { kernel in
            _ = try await kernel.asService { try $0.run(Kernel.post([(Kernel.bank, Kernel.principal, 500)])) }
            let tables = Self.tables.map { "ledger.\($0)" }
            for table in Self.tables {
                let rows = try await kernel.as("ballast_reader") {
                    try $0.rows("select 1 as one from ledger.\(identifier: table)").count
                }
                #expect(rows == 0, "\(table)")
            }
            let seen = try await kernel.as("ballast_reader") { transaction in
                try transaction.run("set local ballast.book = '2'")
                try transaction.run("set local ballast.party = 'audit'")
                try transaction.run("set local ballast.reach = 'all'")
                return try transaction.rows("select 1 as one from ledger.posting").count
            }
            #expect(seen == 0, "another book's postings")
            #expect(tables.count == 8)
        }
    }
}
