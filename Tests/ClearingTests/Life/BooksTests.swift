import Accounting
import JSON
import Testing

@testable import Clearing

/// A turn's memory without a database: what is kept, what is forgotten, what is asked for.
struct BooksTests {
    private static func template(_ text: String) -> PostingRule.Choice { .always(AccountTemplate(text)!) }

    private static func account(
        _ code: String, _ kind: Account.Kind, _ side: Account.Side, floor: Bool, _ forms: String...
    )
        -> Account
    {
        Account(
            code: code,
            chinese: code,
            english: code,
            kind: kind,
            normalSide: side,
            hasFloor: floor,
            forms: forms.map { AccountForm(AccountTemplate("\(code):\($0)")!.parts) }
        )
    }

    /// Money in, money out, money lent under a limit.
    private static let rulebook = Rulebook(
        chart: Chart([
            account("1002", .asset, .debit, floor: true),
            account("3101", .fund, .credit, floor: true),
            account("9005", .memo, .debit, floor: true, "{bank}"),
            account("9105", .memo, .credit, floor: true),
        ]),
        rules: [
            rule("in", "1002", "3101"), rule("out", "3101", "1002"), rule("take", "9005:{bank}", "9105"),
        ]
    )

    private static func rule(_ event: String, _ debit: String, _ credit: String) -> PostingRule {
        PostingRule(
            event: event,
            chinese: event,
            english: event,
            lines: [.init(debit: template(debit), credit: template(credit), amount: "amount", isBudgetary: false)]
        )
    }

    private func books(closedUntil: Day? = nil) -> Books {
        let reference = Reference(
            rulebook: Self.rulebook,
            calendar: WorkingCalendar(years: [2026], holidays: [], makeupDays: []),
            parties: [Make.caller("clerk").party],
            people: [Make.caller("clerk", .clerk).person],
            credentials: [],
            terms: []
        )
        let counters = Changes.Counters(
            loan: 1,
            claim: 5,
            recovery: 1,
            leg: 1,
            run: 1,
            order: 1,
            event: 1,
            request: 1
        )
        var books = Books(
            id: 1,
            code: "test",
            isBudgetary: false,
            closedUntil: closedUntil,
            reference: reference,
            counters: counters
        )
        var needs = Needs()
        needs.accounts = [name("1002"), name("3101"), name("9005:a"), name("9105")]
        books.fill(needs, Books.Found())
        books.begin(Make.caller("clerk", .clerk), at: Make.noon)
        return books
    }

    private func name(_ text: String) -> AccountName { AccountName(text)! }

    private func post(_ event: String, _ fen: Int64, in books: inout Books, on day: Day = Make.day) throws(Refusal) {
        try books.post(event, about: "voucher/1", on: day, ["bank": "a"], ["amount": Money(fen: fen)])
    }

    @Test func `what is accepted is seen by the next command and stands among the changes`() throws {
        var books = books()
        try post("in", 500, in: &books)
        books.add(Make.claim(books.next(\.claim)))
        books.tell("x", about: "claim/5", to: ["b", "a", "b"], [:])
        try books.accept()
        books.begin(Make.caller("clerk", .clerk), at: Make.noon)
        #expect(books.holding(name("1002")).balance == Money(fen: 500))
        #expect(books.holding(name("3101")).balance == Money(fen: 500))
        #expect(try books.claim(5).number == 5)
        #expect(books.next(\.claim) == 6)
        #expect(books.hasEntry(about: "voucher/1") == true)
        #expect(books.changes.entries.map(\.event) == ["in"])
        #expect(books.changes.notices.map(\.parties) == [["a", "b"]])
        #expect(books.missing.isEmpty)
    }

    @Test func `a refused command leaves no trace: no number, no fen, no person, no notice`() throws {
        var books = books()
        try post("in", 500, in: &books)
        try books.accept()
        books.begin(Make.caller("clerk", .clerk), at: Make.noon)
        try post("in", 1, in: &books)
        #expect(books.next(\.claim) == 5)
        books.add(Make.claim(5))
        books.save(Person(id: "new", party: "bureau", name: "n", roles: [.clerk], branch: nil))
        books.setCeiling(name("9005:a"), Money(fen: 1))
        books.tell("x", about: "claim/5", to: ["a"], [:])
        books.refuse()
        #expect(books.reference.people["new"] == nil)
        #expect(books.changes.people.isEmpty)
        #expect(books.changes.claims.isEmpty)
        #expect(books.changes.ceilings.isEmpty)
        #expect(books.changes.notices.isEmpty)
        #expect(books.changes.entries.count == 1)
        books.begin(Make.caller("clerk", .clerk), at: Make.noon)
        #expect(books.holding(name("1002")).balance == Money(fen: 500))
        #expect(books.holding(name("9005:a")).ceiling == nil)
        #expect(books.next(\.claim) == 5)
    }

    @Test func `an account is not drawn below its floor, and the refusal tells what it holds`() throws {
        var books = books()
        try post("in", 500, in: &books)
        try books.accept()
        books.begin(Make.caller("clerk", .clerk), at: Make.noon)
        try post("out", 501, in: &books)
        #expect(throws: Refusal(.cashShort, ["account": "1002", "room": "5.00"])) { try books.accept() }
        books.refuse()
        books.begin(Make.caller("clerk", .clerk), at: Make.noon)
        try post("out", 500, in: &books)
        try books.accept()
        #expect(books.holdings[name("1002")]?.balance == .zero)
    }

    @Test(arguments: [(1000, true), (1001, false)])
    func `an account takes up to its ceiling, and the refusal tells the room of the limit in force`(
        fen: Int64,
        isWithin: Bool
    ) throws {
        var books = books()
        books.setCeiling(name("9005:a"), Money(fen: 1000))
        try post("take", fen, in: &books)
        if isWithin {
            try books.accept()
        } else {
            #expect(throws: Refusal(.claimsUnderWay, ["account": "9005:a", "room": "10.00"])) { try books.accept() }
        }
    }

    @Test func `a command that passes below a floor on the way and ends above it is within limits`() throws {
        var books = books()
        try post("out", 500, in: &books)
        try post("in", 500, in: &books)
        try books.accept()
        #expect(books.holdings[name("1002")]?.balance == .zero)
    }

    @Test func `nothing is booked in a closed period, up to and including its last day`() throws {
        var books = books(closedUntil: Make.day)
        #expect(throws: Refusal(.periodClosed, ["day": "2026-07-01"])) { try post("in", 1, in: &books) }
        try post("in", 1, in: &books, on: Make.day + 1)
        try books.accept()
    }

    @Test func `an event of nothing but zeros writes no entry`() throws {
        var books = books()
        try post("in", 0, in: &books)
        try books.accept()
        #expect(books.changes.entries.isEmpty)
        #expect(books.changes.holdings.isEmpty)
    }

    @Test func `what is not at hand is asked for once, and not again when it was looked for and is not there`() {
        var books = books()
        #expect(throws: Refusal(.unknownClaim)) { try books.claim(9) }
        #expect(throws: Refusal(.unknownLoan)) { try books.loan(7) }
        #expect(throws: Refusal(.unknownRun)) { try books.run(3) }
        #expect(throws: Refusal(.unknownOrder)) { try books.order(4) }
        _ = books.holding(name("9005:b"))
        _ = books.recoveries(of: 9)
        _ = books.released("a", "p", in: 2026)
        _ = books.openingPool(2026)
        _ = books.hasEntry(about: "voucher/2")
        _ = books.legs(dueBy: Make.day)
        _ = books.legs(ofClaim: 9)
        _ = books.run(due: Make.day, nil)
        _ = books.namesakes(Needs.Namesake(bank: "a", businessNumber: "1", noteNumber: "2"))
        let missing = books.missing
        #expect(missing.claims == [9])
        #expect(missing.loans == [7])
        #expect(missing.runs == [3])
        #expect(missing.orders == [4])
        #expect(missing.accounts == [name("9005:b")])
        #expect(missing.recoveries == [9])
        #expect(missing.released == [Needs.BankProgramme(bank: "a", programme: "p", year: 2026)])
        #expect(missing.openingPools == [2026])
        #expect(missing.subjects == ["voucher/2"])
        #expect(missing.dueBy == [Make.day])
        #expect(missing.legsOf == [9])
        #expect(missing.runDays == [Make.day])
        #expect(missing.namesakes.count == 1)

        var found = Books.Found()
        found.claims = [Make.claim(9)]
        found.openingPools = [2026: Money(fen: 5)]
        found.released = [Needs.BankProgramme(bank: "a", programme: "p", year: 2026): []]
        books.fill(missing, found)
        books.begin(Make.caller("clerk", .clerk), at: Make.noon)
        #expect((try? books.claim(9))?.number == 9)  // refused only where it is missing, which is what is tested
        #expect(throws: Refusal(.unknownLoan)) { try books.loan(7) }
        #expect(throws: Refusal(.unknownRun)) { try books.run(3) }
        #expect(throws: Refusal(.unknownOrder)) { try books.order(4) }
        #expect(books.openingPool(2026) == Money(fen: 5))
        #expect(books.holding(name("9005:b")).number == 0)
        #expect(books.recoveries(of: 9) == [])
        #expect(books.released("a", "p", in: 2026) == [])
        #expect(books.hasEntry(about: "voucher/2") == false)
        #expect(books.legs(dueBy: Make.day) == [])
        #expect(books.legs(ofClaim: 9) == [])
        #expect(books.run(due: Make.day, nil) == nil)
        #expect(books.missing.isEmpty)
    }

    @Test func `what accepted commands did is not overwritten by what is fetched later`() throws {
        var books = books()
        var claim = try Make.admitted()
        books.add(claim)
        try books.accept()
        books.begin(Make.caller("clerk", .clerk), at: Make.noon)
        claim = Make.claim()
        var found = Books.Found()
        found.claims = [claim]
        books.fill(.claim(1), found)
        #expect(try books.claim(1).state == .confirming)
    }

    @Test func `a loan filed in this turn is its namesakes' namesake`() throws {
        var books = books()
        let namesake = Needs.Namesake(bank: "bank-a", businessNumber: "YW-9", noteNumber: "JJ-1")
        var needs = Needs()
        needs.namesakes = [namesake]
        books.fill(needs, Books.Found())
        #expect(books.namesakes(namesake) == [])
        books.add(Make.loan())
        try books.accept()
        #expect(books.namesakes(namesake).map(\.number) == [1])
    }

    @Test func `those who remember the book read it again after a ceiling changed without an entry`() throws {
        var books = books()
        books.setCeiling(name("9005:a"), Money(fen: 10))
        try books.accept()
        #expect(books.changes.touchesReference)
        books.begin(Make.caller("clerk", .clerk), at: Make.noon)
        try post("in", 1, in: &books)
        try books.accept()
        #expect(!books.changes.touchesReference)
    }
}
