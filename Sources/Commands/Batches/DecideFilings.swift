import Accounting
import Clearing
import JSON

/// All filings of a file that wait for the caller's word are accepted, so many a turn: asked again with `after`, it goes on.
public struct AcceptFilings: Command {
    public static let name = "accept-filings"

    let batch: Int64
    let after: Int64

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        batch = path.number("batch")
        after = try fields.optionalInteger("after", in: 0...Int64.max) ?? 0
        try fields.end()
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> DecidedFilings {
        try books.decidePending(of: batch, after: after, by: caller) { (books, loan) throws(Refusal) in
            _ = try books.accept(loan, by: caller, on: now.day)
        }
    }
}

/// All filings of a file that wait for the caller's word are given back.
public struct DeclineFilings: Command {
    public static let name = "decline-filings"

    let batch: Int64
    let after: Int64
    let note: String

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        batch = path.number("batch")
        after = try fields.optionalInteger("after", in: 0...Int64.max) ?? 0
        note = try fields.string("note", length: 1...500)
        try fields.end()
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> DecidedFilings {
        try books.decidePending(of: batch, after: after, by: caller) { (books, loan) throws(Refusal) in
            _ = try books.decline(loan, by: caller, note: note)
        }
    }
}

/// How many filings of a file were decided, which could not be, and where to go on.
public struct DecidedFilings: JSONRepresentable, Sendable {
    let batch: Int64
    var decided = 0
    var refused: [(loan: Int64, refusal: Refusal)] = []
    /// The last loan looked at, where there may be more.
    var next: Int64?

    public var json: JSON {
        [
            "batch": .integer(batch), "decided": .integer(Int64(decided)),
            "refused": .array(
                refused.map {
                    [
                        "loan": .integer($0.loan), "code": .string($0.refusal.code),
                        "title": .string($0.refusal.sentence(.english)),
                        "title_zh": .string($0.refusal.sentence(.chinese)),
                    ]
                }),
            "next": .number(next),
        ]
    }
}

extension Books {
    /// As many filings as one turn takes.
    private static let most = 500

    fileprivate mutating func decidePending(
        of number: Int64, after: Int64, by caller: Caller,
        _ decide: (inout Books, Loan) throws(Refusal) -> Void
    ) throws(Refusal) -> DecidedFilings {
        let isBureau = caller.party.kind == .bureau
        if isBureau { try caller.require(.clerk, .approver) } else { try caller.require(.bearerMaker, .bearerChecker) }
        let batch = try batch(number)
        let found = pending(
            Needs.PendingFilings(
                batch: batch.number, awaits: isBureau ? .bureau : .guarantor, after: after, limit: Self.most))
        var answer = DecidedFilings(batch: batch.number)
        for loan in found where isBureau || loan.ties.guarantor == caller.party.id {
            do throws(Refusal) {
                try decide(&self, loan)
                answer.decided += 1
            } catch {
                answer.refused.append((loan.number, error))
            }
        }
        if found.count == Self.most { answer.next = found.last?.number }
        return answer
    }
}
