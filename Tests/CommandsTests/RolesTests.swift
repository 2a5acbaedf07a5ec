import Commands
import House
import JSON
import Testing

/// RULES §11: who may do what, command by command, role by role.
@Suite struct RolesTests {
    private static let people: [(role: String, person: String)] = [
        ("bank-maker", "bank-a/maker"), ("bank-checker", "bank-a/checker"), ("bearer-maker", "district/maker"),
        ("bearer-checker", "district/checker"), ("clerk", "bureau/clerk"), ("approver", "bureau/approver"),
        ("supervisor", "watch/supervisor"), ("auditor", "audit/auditor"), ("administrator", "office/admin"),
    ]

    private static let bank: Set = ["bank-maker", "bank-checker"]
    private static let bearer: Set = ["bearer-maker", "bearer-checker"]

    /// A body that can be read, and the roles that may send it.
    private static let commands: [(name: String, body: JSON, roles: Set<String>)] = [
        ("register-party", ["party": "x", "kind": "bank", "name_zh": "x", "name_en": "x"], ["administrator"]),
        (
            "register-person", ["person": "x", "party": "bank-a", "name": "x", "roles": ["bank-maker"]],
            ["administrator"]
        ),
        (
            "register-credential",
            [
                "kid": "x", "party": "x", "algorithm": "EdDSA",
                "public_key": "-----BEGIN PUBLIC KEY-----MCowBQYDK2VwAyEA-----END PUBLIC KEY-----",
            ], ["administrator"]
        ),
        ("revoke-credential", [:], ["administrator"]),
        (
            "propose-payee", ["bank_name": "x", "bank_code": "104653007017", "number": "62220000", "note": "x"],
            ["clerk"]
        ),
        ("adopt-payee", [:], ["approver"]),
        ("propose-net-assets", ["amount": 1, "as_of": "2026-01-01", "note": "x"], ["clerk"]),
        ("adopt-net-assets", [:], ["approver"]),
        ("propose-terms", ["terms": [:]], ["clerk"]),
        ("adopt-terms", [:], ["approver"]),
        ("propose-subsidy-terms", ["terms": [:]], ["clerk"]),
        ("adopt-subsidy-terms", [:], ["approver"]),
        (
            "record-appropriation",
            ["category": "risk", "source": "city", "amount": 1, "arrived_on": "2099-01-01", "voucher": "x"], ["clerk"]
        ),
        ("file-loan", Sample.loan(programme: "none", principal: 1), bank),
        ("accept-filing", [:], bearer.union(["clerk", "approver"])),
        ("decline-filing", ["note": "x"], bearer.union(["clerk", "approver"])),
        ("extend-loan", ["matures": "2028-01-01"], bank),
        ("propose-cover", [:], bearer.union(["clerk"])),
        ("agree-cover", [:], bearer.union(["approver"])),
        ("accept-filings", [:], bearer.union(["clerk", "approver"])),
        ("decline-filings", ["note": "x"], bearer.union(["clerk", "approver"])),
        ("propose-resumption", ["note": "x"], ["clerk"]),
        ("approve-resumption", [:], ["approver"]),
        ("report-balance", Sample.overdue(balance: 1), bank),
        ("file-claim", Sample.claim(loan: 99, principal: 1), bank),
        ("admit-claim", [:], ["clerk"]),
        ("return-claim", ["code": "C03", "note": "x"], ["clerk"]),
        (
            "refile-claim", Sample.claim(loan: 99, principal: 1).without("loan").with("revision", 1), bank
        ),
        ("withdraw-claim", ["note": "x"], bank),
        ("reject-claim", ["code": "C08", "note": "x"], ["clerk"]),
        ("confirm-share", ["revision": 1], bearer),
        ("dispute-share", ["revision": 1, "code": "D01", "accepted": 0, "note": "x"], bearer),
        ("resolve-share", ["amount": 0, "note": "x"], ["clerk"]),
        ("propose-approval", [:], ["clerk"]),
        ("approve-claim", [:], ["approver"]),
        ("report-advance", ["amount": 1, "paid_on": "2026-03-02", "voucher": "x"], bearer),
        ("claim-up-chain", ["voucher": "x"], bearer),
        ("propose-insurer-advance", ["reason": "late", "note": "x"], ["clerk"]),
        ("approve-insurer-advance", [:], ["approver"]),
        ("report-recovery", ["gross": 1, "received_on": "2026-03-02"], bank.union(bearer)),
        (
            "cure-claim", ["gross": 1, "received_on": "2026-03-02", "balance": 0, "interest_paid_to": "2026-03-02"],
            bank
        ),
        ("propose-write-off", ["reason": "bankruptcy", "note": "x"], ["clerk"]),
        ("approve-write-off", [:], ["approver"]),
        ("propose-clawback", ["reason": "misuse", "rate": "0.04", "until": "2026-03-02", "note": "x"], ["clerk"]),
        ("approve-clawback", [:], ["approver"]),
        ("propose-true-up", ["programme": "x", "bank": "x", "year": 2025, "note": "x"], ["clerk"]),
        ("approve-true-up", [:], ["approver"]),
        ("propose-run", ["due_on": "2099-01-01"], ["clerk"]),
        ("release-run", [:], ["approver"]),
        ("record-payment", ["amount": 1, "paid_on": "2026-03-02", "bank_reference": "x"], ["clerk"]),
        (
            "propose-fixing", ["series": "lpr-1y", "announced_on": "2099-01-01", "rate": "0.03", "note": "x"],
            ["clerk"]
        ),
        ("adopt-fixing", [:], ["approver"]),
        ("draft-subsidy-run", ["programme": "none", "period": "2026-Q1"], ["clerk"]),
        ("approve-subsidy-run", ["digest": .string(String(repeating: "0", count: 64))], ["approver"]),
        ("discard-subsidy-run", [:], ["clerk", "approver"]),
        (
            "record-deposit-interest",
            ["category": "risk", "amount": 1, "credited_on": "2099-01-01", "voucher": "x"], ["clerk"]
        ),
        (
            "propose-transfer", ["transfer": "x", "from": "risk", "to": "subsidy", "amount": 1, "note": "x"], ["clerk"]
        ),
        ("approve-transfer", [:], ["approver"]),
        ("propose-reversal", ["note": "x"], ["clerk"]),
        ("approve-reversal", [:], ["approver"]),
        ("propose-closing", ["until": "2099-01-01"], ["clerk"]),
        ("approve-closing", [:], ["approver"]),
        ("propose-reopening", ["note": "x"], ["clerk"]),
        ("approve-reopening", [:], ["approver"]),
        ("carry-forward", [:], ["clerk"]),
        (
            "register-bank-account",
            ["category": "risk", "bank_name": "x", "bank_code": "104653007017", "number": "12345"], ["administrator"]
        ),
        (
            "receive-statement",
            ["kind": "notification", "statements": [["id": "x", "account": "99999", "day": "2026-03-02"]]], ["clerk"]
        ),
        ("propose-assignment", ["purpose": "interest"], ["clerk"]),
        ("approve-assignment", [:], ["approver"]),
        ("reject-assignment", [:], ["clerk", "approver"]),
        (
            "receive-status", ["message": "x", "instructions": [["end_to_end_id": "x", "status": "pending"]]], ["clerk"]
        ),
    ]

    /// A filing that waits for somebody else's word is not there at all.
    private static let hidden: Set = ["accept-filing", "decline-filing"]

    @Test func `every command is here`() {
        #expect(Self.commands.map(\.name) == CommandList.all.map(\.name))
    }

    @Test func `a role may do what is its business, and nothing else`() async throws {
        try await House.with { house in
            for command in Self.commands {
                for (role, person) in Self.people {
                    let answered = try await house.perform(
                        command.name, command.body, by: person,
                        at: ["loan": "99", "claim": "99", "run": "99", "order": "99", "line": "99"])
                    if Self.hidden.contains(command.name) {
                        #expect(answered.code == "unknown-loan", "\(command.name) by \(role)")
                    } else if command.roles.contains(role) {
                        #expect(answered.code != "role-missing", "\(command.name) by \(role)")
                    } else {
                        #expect(answered.status == 403 && answered.code == "role-missing", "\(command.name) by \(role)")
                    }
                }
            }
        }
    }

    @Test func `every action and every refusal names who asked, in the trail`() async throws {
        try await House.with { house in
            try await house.perform("admit-claim", by: "bank-a/maker", at: ["claim": "1"], key: "k-1")
            try await house.perform("file-loan", Sample.loan(principal: 5), by: "bank-a/checker", key: "k-2")
            let trail = try await house.read { transaction in
                try transaction.rows(
                    """
                    select person, command, status::bigint as status, coalesce(code, '-') as code
                    from clearing.request
                    where key like 'k-_'
                    order by key
                    """
                ).map { row in
                    "\(try row.string("person")) \(try row.string("command")) \(try row.int64("status")) \(try row.string("code"))"
                }
            }
            #expect(trail == ["bank-a-maker admit-claim 403 role-missing", "bank-a-checker file-loan 201 -"])
        }
    }
}
