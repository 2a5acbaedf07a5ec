import Accounting
import JSON
import Testing

@testable import Clearing

struct ReferenceTests {
    private func reference(_ versions: (from: String, until: String?, state: TermsVersion.State)...) throws -> Reference
    {
        let terms = try versions.enumerated().map { place, version in
            let until = version.until.map { #","until":"\#($0)""# } ?? ""
            let json = try JSON.parse(
                #"{"programme":"credit","from":"\#(version.from)"\#(until),"layers":[{"percent":"100","bearers":[{"party":"bank","parts":"1"}]}]}"#
            )
            return TermsVersion(
                version: place + 1,
                terms: try Terms(json),
                state: version.state,
                proposedBy: "clerk",
                proposedAt: Make.noon
            )
        }
        return Reference(
            rulebook: Rulebook(chart: Chart([]), rules: []),
            calendar: WorkingCalendar(years: [], holidays: [], makeupDays: []),
            parties: [],
            people: [],
            credentials: [],
            terms: terms
        )
    }

    private func version(_ reference: Reference, _ day: String) -> Int? {
        reference.terms(of: "credit", on: Day(day)!)?.version
    }

    @Test func `the adopted version that began last is in force, from its first day`() throws {
        let reference = try reference(
            ("2024-01-01", nil, .adopted), ("2026-07-01", nil, .adopted), ("2026-01-01", nil, .proposed),
            ("2026-02-01", nil, .rejected)
        )
        #expect(version(reference, "2023-12-31") == nil)
        #expect(version(reference, "2024-01-01") == 1)
        #expect(version(reference, "2026-06-30") == 1)
        #expect(version(reference, "2026-07-01") == 2)
        #expect(reference.terms(of: "other", on: Day("2026-07-01")!) == nil)
    }

    @Test func `of two that begin on one day the later version is in force`() throws {
        let reference = try reference(("2026-01-01", nil, .adopted), ("2026-01-01", nil, .adopted))
        #expect(version(reference, "2026-01-01") == 2)
    }

    @Test func `terms that ended take no filings, and no older ones come back`() throws {
        let reference = try reference(("2024-01-01", nil, .adopted), ("2026-01-01", "2026-07-01", .adopted))
        #expect(version(reference, "2026-06-30") == 2)
        #expect(version(reference, "2026-07-01") == nil)
    }

    @Test func `claims on loans of a programme that ended still follow its procedure`() throws {
        let reference = try reference(("2024-01-01", nil, .adopted), ("2026-01-01", "2026-07-01", .adopted))
        #expect(reference.procedure(of: "credit", on: Day("2027-07-01")!)?.version == 2)
    }

    @Test func `a version is adopted once, by somebody else`() throws {
        var version = try #require(try reference(("2026-01-01", nil, .proposed)).terms(of: "credit", version: 1))
        #expect(throws: Refusal(.ownProposal)) { try version.adopt(by: Make.caller("clerk", .approver), at: Make.noon) }
        try version.adopt(by: Make.caller("approver", .approver), at: Make.noon)
        #expect(version.state == .adopted)
        #expect(version.decidedBy == "approver")
        #expect(throws: Refusal(.wrongState, ["state": "adopted"])) {
            try version.adopt(by: Make.caller("third", .approver), at: Make.noon)
        }
    }
}

struct RoleTests {
    @Test(arguments: Party.Kind.allCases, Role.allCases)
    func `a role fits the kind of party whose business it is`(kind: Party.Kind, role: Role) {
        let fitting: [Role: [Party.Kind]] = [
            .bankMaker: [.bank], .bankChecker: [.bank],
            .bearerMaker: [.guarantor, .reguarantor, .national, .insurer],
            .bearerChecker: [.guarantor, .reguarantor, .national, .insurer],
            .clerk: [.bureau], .approver: [.bureau], .supervisor: [.supervisor], .auditor: [.auditor],
            .administrator: [.administrator],
        ]
        #expect(role.fits(kind) == fitting[role]?.contains(kind))
    }

    @Test func `a caller needs one of the roles, and has to be active`() throws {
        let clerk = Make.caller("clerk", .clerk)
        try clerk.require(.approver, .clerk)
        #expect(throws: Refusal(.roleMissing, ["role": "approver / auditor"])) {
            try clerk.require(.approver, .auditor)
        }
        var person = clerk.person
        person.isActive = false
        let gone = Caller(party: clerk.party, person: person)
        #expect(throws: Refusal(.personInactive)) { try gone.require(.clerk) }
    }
}
