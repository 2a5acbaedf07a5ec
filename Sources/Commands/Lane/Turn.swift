import Accounting
import Clearing
import JSON
import Ledger
import Postgres
import Store

/// One turn of a lane: a batch of commands in one transaction. Safe to take again, since keys are looked up first.
struct Turn: Sendable {
    let book: Int64
    let batch: [Pending]
    let ledger: LedgerSet
    let now: Moment

    struct Outcome: Sendable {
        let replies: [Reply]
        let refusals: Int
        let cache: LaneCache
    }

    func take(in transaction: borrowing Transaction, cache: consuming LaneCache) throws -> Outcome {
        var cache = cache
        var needs = Needs()
        for pending in batch { needs.form(pending.needs) }
        let opening = try transaction.openTurn(
            book: book, keys: Array(Set(batch.map(\.key))), needs: needs)
        let header = opening.header
        if cache.reference(at: header.reference) == nil {
            cache.keep(
                try transaction.reference(book: book, rulebook: ledger.rulebook, calendar: ledger.calendar),
                at: header.reference)
        }
        guard let reference = cache.reference(at: header.reference) else {
            preconditionFailure("what was just kept is there")
        }
        var books = Books(
            id: header.id, code: header.code, isBudgetary: header.isBudgetary, closedUntil: header.closedUntil,
            reference: reference,
            counters: header.counters, holdings: cache.takeHoldings(for: header))
        books.fill(needs, opening.found)
        var work = Work(answered: opening.answered)
        try performAll(&work, &books, transaction)
        let opened =
            work.answers.isEmpty
            ? [:] : try transaction.closeTurn(book: book, books.changes, work.answers, at: now)
        cache.keep(books, header, opened: opened)
        return Outcome(replies: work.replies, refusals: work.answers.count { $0.code != nil }, cache: cache)
    }

    /// What has been answered so far, in this turn and before it.
    private struct Work {
        var answered: [Answer.Key: Answer]
        var answers: [Answer] = []
        var replies: [Reply] = []
    }

    /// Commands in order. When one reaches for what is not at hand, those behind it are asked as well what they miss, all of
    /// that is fetched in one round trip, and the work goes on where it stopped.
    private func performAll(_ work: inout Work, _ books: inout Books, _ transaction: borrowing Transaction) throws {
        var next = 0
        while next < batch.count {
            if let missing = perform(batch[next], &work, &books) {
                var missing = missing
                for later in batch[(next + 1)...] where work.answered[later.key] == nil {
                    missing.form(wants(of: later, books))
                }
                books.fill(missing, try transaction.load(book: book, missing))
            } else {
                next += 1
            }
        }
    }

    /// Performs one command and notes its answer; gives what it missed, if it could not be performed yet.
    private func perform(_ pending: Pending, _ work: inout Work, _ books: inout Books) -> Needs? {
        if let known = work.answered[pending.key] {
            work.replies.append(repeated(known, to: pending))
            return nil
        }
        let result = decide(pending, &books)
        if !books.missing.isEmpty {
            books.refuse()
            return books.missing
        }
        let answer = self.answer(to: pending, result.map(\.json))
        work.answered[pending.key] = answer
        work.answers.append(answer)
        // A refusal is about the whole: it has no lines.
        let lines = (try? result.get())?.lines ?? []
        work.replies.append(Reply(status: answer.status, body: answer.reply, isReplayed: false, lines: lines))
        return nil
    }

    private func decide(_ pending: Pending, _ books: inout Books) -> Result<Performed, Refusal> {
        guard let caller = books.reference.caller(pending.identity) else { return .failure(Refusal(.personInactive)) }
        books.begin(caller, at: now)
        do {
            let reply = try pending.perform(&books, caller, now)
            if books.missing.isEmpty { try books.accept() }
            return .success(reply)
        } catch {
            books.refuse()
            return .failure(error)
        }
    }

    private func wants(of pending: Pending, _ books: Books) -> Needs {
        var trial = books
        _ = decide(pending, &trial)
        return trial.missing
    }

    private func answer(to pending: Pending, _ result: Result<JSON, Refusal>) -> Answer {
        let (status, code, body): (Int, String?, JSON) =
            switch result {
            case .success(let json): (pending.successStatus, nil, json)
            case .failure(let refusal): (refusal.reason.status, refusal.code, Problem(refusal).json)
            }
        return Answer(
            key: pending.key, person: pending.identity.person, command: pending.command, digest: pending.digest,
            askedAt: now,
            status: status, code: code, reply: body.bytes)
    }

    /// The same request gets the same bytes; another one under the same key is refused, and the first answer stands.
    private func repeated(_ known: Answer, to pending: Pending) -> Reply {
        guard known.digest == pending.digest, known.command == pending.command else {
            let problem = Problem(Refusal(.keyReused))
            return Reply(status: problem.status, body: problem.json.bytes, isReplayed: false)
        }
        return Reply(status: known.status, body: known.reply, isReplayed: true)
    }
}

extension Reference {
    /// Who asks, with the roles the book gives them; nil for who is not registered.
    fileprivate func caller(_ identity: Identity) -> Caller? {
        if identity == .clock { return .clock }
        guard let person = people[identity.person], person.party == identity.party, let party = parties[person.party]
        else { return nil }
        return Caller(party: party, person: person)
    }
}
