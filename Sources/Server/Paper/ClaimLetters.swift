import Accounting
import Clearing
import Store

/// The letter by which a bearer's share stands confirmed (分担责任确认函).
struct ShareLetter: Sendable {
    let title, book, code, printed, bank, borrower, loan, programme, claim, revision, base: String
    let party, party_en, amount, capitals, answer, answer_en: String

    /// Nil where the claim has no such share, or the share is not settled between the parties yet.
    init?(_ paper: LetterFacts, party id: String, at now: Moment) {
        guard let share = paper.claim.shares.first(where: { $0.party == id }), let said = share.said else { return nil }
        let claim = paper.claim
        title = "分担责任确认函 \(claim.number) \(id)"
        (book, code, printed) = (paper.book.chinese, paper.book.code, "\(now)")
        (bank, borrower) = (paper.name(claim.filed.bank), paper.borrower)
        (loan, programme) = ("\(claim.filed.loan)", claim.filed.programme)
        (self.claim, revision, base) = ("\(claim.number)", "\(claim.revision)", "\(claim.base)")
        (party, party_en) = (paper.name(id), paper.parties[id]?.nameEnglish ?? id)
        let whole = share.amount + share.deferred
        (amount, capitals) = ("\(whole)", whole.capitals)
        let by = share.answeredBy.map { "（\($0)，\(share.answeredAt.map { "\($0)" } ?? "")）" } ?? ""
        (answer, answer_en) = (said.chinese + by + "。", said.english + by + ".")
    }
}

/// The letter that says what of a claim has been paid (补偿款支付确认函).
struct PaymentLetter: Sendable {
    let title, book, code, printed, bank, borrower, loan, programme, claim, base, paid_on, paid, capitals: String
    let shares: [Line]

    struct Line: Sendable { let party, amount, settled: String }

    /// Nil before the claim is paid. Whoever sees a part of the shares reads of that part.
    init?(_ paper: LetterFacts, at now: Moment) {
        let claim = paper.claim
        guard let paidOn = claim.paidOn else { return nil }
        title = "补偿款支付确认函 \(claim.number)"
        (book, code, printed) = (paper.book.chinese, paper.book.code, "\(now)")
        (bank, borrower) = (paper.name(claim.filed.bank), paper.borrower)
        (loan, programme) = ("\(claim.filed.loan)", claim.filed.programme)
        (self.claim, base, paid_on) = ("\(claim.number)", "\(claim.base)", "\(paidOn)")
        let bearing = claim.shares.filter { $0.party != Share.bank && $0.amount + $0.deferred > .zero }
        shares = bearing.map { share in
            Line(
                party: paper.name(share.party), amount: "\(share.amount + share.deferred)", settled: "\(share.settled)")
        }
        let sum = bearing.map(\.settled).total
        (paid, capitals) = ("\(sum)", sum.capitals)
    }
}

extension LetterFacts {
    fileprivate func name(_ party: String) -> String {
        if party == Share.fund { return book.chinese }
        return parties[party]?.nameChinese ?? party
    }

    /// By name where the reader sees the loan, else by credit code.
    fileprivate var borrower: String { loan?.filed.borrowerName ?? claim.filed.borrower }
}

extension Share {
    /// How it came to be settled; nil while it is not.
    fileprivate var said: (chinese: String, english: String)? {
        guard asksBearer else { return nil }
        switch state {
        case .confirmed: return ("经核对，予以确认", "Confirmed")
        case .deemed: return ("逾期未答复，视同确认", "Deemed confirmed, as it was not answered in time")
        case .resolved: return ("异议已核定，按核定金额分担", "Settled after a dispute")
        case .pending, .disputed, .upChain, .lapsed: return nil
        }
    }
}
