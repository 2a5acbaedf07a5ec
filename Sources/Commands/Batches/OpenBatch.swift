import Accounting
import Clearing
import JSON

/// A bank's file is received (批量文件接收): its frame is sound, its name is new, or it is the same file again.
struct OpenBatch: Act {
    static let name = "open-batch"
    static let status = 201

    let header: BatchHeader
    let content: Batch.Content

    var needs: Needs {
        var needs = Needs()
        needs.batchNames = [header.name]
        return needs
    }

    func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> BatchView {
        try caller.require(.bankMaker, .bankChecker)
        guard header.name.bank == caller.party.id else {
            throw Refusal(.roleMissing, at: "/bank", ["role": header.name.bank])
        }
        try header.name.businessDate.mustNotBeAfter(now.day, at: "/business_date")
        if let known = books.batch(named: header.name) {
            guard known.content == content else {
                throw Refusal(.batchChanged, at: "/sequence", ["batch": "\(known.number)"])
            }
            return BatchView(known)
        }
        let batch = Batch(
            number: books.next(\.batch), name: header.name, content: content, branch: caller.person.branch,
            filedBy: caller.person.id, filedAt: now)
        books.add(batch)
        return BatchView(batch)
    }
}
