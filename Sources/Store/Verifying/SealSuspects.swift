import Accounting
import Postgres

/// Finds what was changed under a seal.
///
/// A seal says that something it covers is not what it was, not what. But totals and days were kept apart from the journal:
/// where they disagree with it, they say by how much. So every posting and date that could account for the difference is put
/// right on trial; the one with which the seal's digest comes out again is the one that was changed, and this is proof.
struct SealSuspects {
    let book: Int64
    let strained: [Int32: Turnovers.Pair]
    let strainedDays: [Turnovers.AccountDay: Turnovers.Pair]

    /// So many trials a seal; each works out the digest of all it covers.
    private static let trialLimit = 2000

    func name(
        _ seal: Seal, _ findings: inout Findings, after accountBefore: Int32, in transaction: borrowing Transaction
    ) throws {
        let sealed = Sealed(
            accounts: try transaction.rows(
                SealedAccount.numbered(book, accountBefore + 1, seal.lastAccount), SealedAccount.init),
            entries: try transaction.rows(SealedEntry.numbered(book, seal.first, seal.last), SealedEntry.init),
            postings: try transaction.rows(SealedPosting.numbered(book, seal.first, seal.last), SealedPosting.init))
        for (trial, english, chinese, subject) in trials(sealed).prefix(Self.trialLimit)
        where trial.digest == seal.digest {
            return findings.add(
                subject, "differs from what seal \(seal.number) covers: \(english)",
                "与封账 \(seal.number) 所覆盖的不符：\(chinese)")
        }
        findings.add(
            "seal \(seal.number)",
            "entries \(seal.first)–\(seal.last), or the accounts opened before them, differ from what it covers",
            "凭证 \(seal.first)–\(seal.last)（或其前开设的科目）与封账内容不符")
    }

    private typealias Trial = (Sealed, english: String, chinese: String, subject: String)

    private struct Sealed {
        var accounts: [SealedAccount]
        var entries: [SealedEntry]
        var postings: [SealedPosting]

        var digest: [UInt8] {
            var digest = SealDigest()
            for account in accounts { digest.add(account) }
            for entry in entries { digest.add(entry) }
            for posting in postings { digest.add(posting) }
            return digest.finish()
        }
    }

    private func trials(_ sealed: Sealed) -> some Sequence<Trial> {
        let amounts = sealed.postings.indices.lazy.compactMap { amountTrial(sealed, $0) }
        let sides = sealed.postings.indices.lazy.flatMap { sideTrials(sealed, $0) }
        let dates = sealed.entries.indices.lazy.flatMap { dateTrials(sealed, $0) }
        return [AnySequence(amounts), AnySequence(sides), AnySequence(dates)].lazy.joined()
    }

    /// The amount was changed: both its accounts hold the same difference.
    private func amountTrial(_ sealed: Sealed, _ place: Int) -> Trial? {
        let posting = sealed.postings[place]
        guard let difference = strained[posting.debit]?.debit, difference != 0,
            strained[posting.credit]?.credit == difference
        else {
            return nil
        }
        var trial = sealed
        trial.postings[place].amount = posting.amount &+ difference
        let (now, then) = (Money(fen: posting.amount), Money(fen: posting.amount &+ difference))
        return (
            trial, english: "its amount is \(now), it was \(then)", chinese: "金额为 \(now)，原为 \(then)",
            subject: "entry \(posting.entry) line \(posting.line)"
        )
    }

    /// An account was changed: one lacks the posting's amount, another has it in excess.
    private func sideTrials(_ sealed: Sealed, _ place: Int) -> [Trial] {
        let posting = sealed.postings[place]
        var trials: [Trial] = []
        func add(_ side: (english: String, chinese: String), _ change: (inout SealedPosting) -> Void) {
            var trial = sealed
            change(&trial.postings[place])
            trials.append(
                (
                    trial, english: "its \(side.english) account was another", chinese: "\(side.chinese)科目被更改",
                    subject: "entry \(posting.entry) line \(posting.line)"
                ))
        }
        if strained[posting.debit]?.debit == -posting.amount {
            for (account, pair) in strained where pair.debit == posting.amount {
                add(("debit", "借方")) { $0.debit = account }
            }
        }
        if strained[posting.credit]?.credit == -posting.amount {
            for (account, pair) in strained where pair.credit == posting.amount {
                add(("credit", "贷方")) { $0.credit = account }
            }
        }
        return trials
    }

    /// The date was changed: the accounts' days disagree, their totals do not.
    private func dateTrials(_ sealed: Sealed, _ place: Int) -> [Trial] {
        let entry = sealed.entries[place]
        guard strainedDays.keys.contains(where: { $0.day == entry.effective }) else { return [] }
        return Set(strainedDays.keys.map(\.day)).subtracting([entry.effective]).sorted().map { day in
            var trial = sealed
            trial.entries[place].effective = day
            let (now, then) = (Day(number: entry.effective), Day(number: day))
            return (
                trial, english: "it is dated \(now), it was \(then)", chinese: "日期为 \(now)，原为 \(then)",
                subject: "entry \(entry.number)"
            )
        }
    }
}
