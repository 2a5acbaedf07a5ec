import Accounting
import Clearing
import JSON

/// A clerk proposes to undo a wrong entry by its mirror image (冲销). Only plain bookkeeping is undone so: what belongs to a
/// loan, a claim or a run is put right by a step of its own, which the refusal names.
public struct ProposeReversal: Command {
    public static let name = "propose-reversal"
    public static let status = 201

    let entry: Int64
    let dated: Day?
    let note: String

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        entry = path.number("entry")
        dated = try fields.optionalDay("dated")
        note = try fields.string("note", length: 1...500)
        try fields.end()
    }

    public var needs: Needs { .reversal(of: entry) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ProposalView {
        try caller.require(.clerk)
        if let dated { try dated.mustNotBeAfter(now.day, at: "/dated") }
        _ = try books.reversible(entry, on: dated ?? now.day)
        let proposal = books.propose(.reverse(on: dated), .reversal(of: entry), note: note, by: caller, at: now)
        books.tell(
            "reversal.proposed", about: "entry/\(entry)", to: [caller.party.id], ["note": .string(note)])
        return ProposalView(proposal)
    }
}

/// Another person approves: the mirror image is booked, once. The books say by which entry: its subject is `entry/17`.
public struct ApproveReversal: Command {
    public static let name = "approve-reversal"

    let entry: Int64

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        entry = path.number("entry")
        try fields.end()
    }

    public var needs: Needs { .reversal(of: entry) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ProposalView {
        try caller.require(.approver)
        let proposal = try books.adopt(.reversal(of: entry), by: caller, at: now)
        guard case .reverse(let dated) = proposal.content else {
            preconditionFailure("a proposal's content is of its matter's kind")
        }
        let day = dated ?? now.day
        let wrong = try books.reversible(entry, on: day)
        try books.reverse(wrong, about: "entry/\(entry)", on: day)
        books.awaitMirror(of: wrong, numbered: entry, on: day, by: caller, at: now)
        if wrong.postings.contains(where: { $0.debit.code.hasPrefix("3101") || $0.credit.code.hasPrefix("3101") }) {
            books.followPool()
        }
        books.tell(
            "entry.reversed", about: "entry/\(entry)", to: [caller.party.id], ["note": .string(proposal.note)])
        return ProposalView(proposal)
    }
}

extension Books {
    fileprivate mutating func reversible(_ number: Int64, on day: Day) throws(Refusal) -> Entry {
        let entry = try entry(number)
        guard Self.plain.contains(entry.event) else {
            throw Refusal(
                .notReversible, ["entry": "\(number)", "event": entry.event, "step": Self.step(insteadOf: entry.event)])
        }
        if hasEntry(about: "entry/\(number)") {
            throw Refusal(.taken, ["what": "\(Entry.reversal) entry/\(number)"])
        }
        guard day >= entry.date else {
            throw Refusal(.dateImplausible, at: "/dated", ["what": "\(day) < \(entry.date)"])
        }
        if let closedUntil, day <= closedUntil { throw Refusal(.periodClosed, at: "/dated", ["day": "\(day)"]) }
        return entry
    }

    /// What the entry moved on bank accounts is moved back: until the bank shows it, it is an open item of theirs.
    fileprivate mutating func awaitMirror(
        of wrong: Entry, numbered number: Int64, on day: Day, by caller: Caller, at now: Moment
    ) {
        for posting in wrong.postings {
            for (account, direction) in [(posting.debit, BankLine.Direction.debit), (posting.credit, .credit)] {
                guard let category = Category.allCases.first(where: { $0.cash == account }) else { continue }
                save(
                    record(
                        category, direction, posting.amount, on: day, reference: "entry/\(number)", order: nil,
                        by: caller, at: now))
            }
        }
    }

    /// Entries that carry no state of a loan, a claim, a run or a year.
    private static let plain: Set<String> = [
        "appropriation-risk", "appropriation-subsidy", "appropriation-rebate", "deposit-interest",
        "earmark-transferred",
    ]

    /// The command that puts other entries right, by the beginning of the event's name.
    private static func step(insteadOf event: String) -> String {
        let steps = [
            (Entry.reversal, "record-appropriation / record-deposit-interest / propose-transfer"),
            ("loan-", "report-balance"), ("recovery-", "report-recovery"), ("subrogation-", "report-recovery"),
            ("compensation-", "propose-clawback"), ("write-off", "report-recovery"),
            ("clawback-", "record-payment"), ("close-", "carry-forward"), ("surplus-", "carry-forward"),
            ("deficit-", "carry-forward"), ("interest-retained", "carry-forward"), ("claim-", "resolve-share"),
            ("cap-", "resolve-share"),
        ]
        return steps.first { event.hasPrefix($0.0) }?.1 ?? "record-payment"
    }
}

extension Needs {
    fileprivate static func reversal(of entry: Int64) -> Needs {
        var needs = Needs()
        needs.entries = [entry]
        needs.subjects = ["entry/\(entry)"]
        needs.proposals = [.reversal(of: entry)]
        return needs
    }
}

extension Proposal.Matter {
    fileprivate static func reversal(of entry: Int64) -> Proposal.Matter {
        Proposal.Matter(.reverse, "entry/\(entry)")
    }
}
