import Accounting

@testable import Clearing

/// People, claims and loans for tests that need some, right in every field.
enum Make {
    static let day = Day("2026-07-01")!
    static let noon = Moment("2026-07-01T12:00:00+08:00")!

    static func caller(_ person: String, of party: String = "bureau", _ roles: Role...) -> Caller {
        Caller(
            party: Party(
                id: party, kind: .bureau, nameChinese: party, nameEnglish: party, creditCode: nil, account: nil),
            person: Person(id: person, party: party, name: person, roles: Set(roles), branch: nil)
        )
    }

    static func claim(_ number: Int64 = 1) -> Claim {
        Claim(
            number: number,
            filed: Claim.Facts(
                loan: 1,
                programme: "guaranteed",
                bank: "bank-a",
                branch: "main",
                borrower: "91500118MA2789195C",
                principal: Money(fen: 1000),
                collateralProceeds: .zero,
                interestPaidTo: day,
                calculatedOn: day,
                uncoveredInterest: .zero,
                uncoveredPenalty: .zero,
                named: [],
                documents: [],
                procedureVersion: 1,
                filedBy: "maker",
                filedAt: noon,
                receivedOn: day
            ),
            estimate: Money(fen: 100),
            estimatedBase: Money(fen: 1000)
        )
    }

    /// District 300, insurer 0, fund 400 of which 150 put off, bank 300: a base of 1,000 fen.
    static let shares = [
        Share(party: "district", amount: Money(fen: 300), deferred: .zero),
        Share(party: "insurer", amount: .zero, deferred: .zero),
        Share(party: "fund", amount: Money(fen: 250), deferred: Money(fen: 150)),
        Share(party: "bank", amount: Money(fen: 300), deferred: .zero),
    ]

    static func admitted() throws -> Claim {
        var claim = claim()
        try claim.admit(
            interest: .zero,
            base: Money(fen: 1000),
            shares: shares,
            uses: [],
            by: "clerk",
            at: noon,
            answerBy: day + 7
        )
        return claim
    }

    static func approved() throws -> Claim {
        var claim = try admitted()
        _ = try claim.answer(party: "district", revision: 1, by: "maker", at: noon, .confirm)
        try claim.propose(by: "clerk", at: noon)
        try claim.approve(by: caller("approver", .approver), on: day, at: noon)
        return claim
    }

    static func loan(balance: Int64 = 1000) -> Loan {
        let filed = Loan.Facts(
            programme: "guaranteed",
            bank: "bank-a",
            branch: "main",
            businessNumber: "YW-1",
            borrower: "91500118MA2789195C",
            borrowerName: "永川某某有限公司",
            industry: "制造业",
            contractNumber: "HT-1",
            noteNumber: "JJ-1",
            guaranteeNumber: nil,
            entrustNumber: nil,
            principal: Money(fen: balance),
            rate: Ratio("0.0435")!,
            feeRate: nil,
            disbursed: day,
            matures: day + 365,
            isFirstLoan: false,
            tags: []
        )
        return Loan(
            number: 1,
            filed: filed,
            termsVersion: 1,
            filedAt: noon,
            state: .active,
            report: Loan.Report(opening: filed),
            exposure: Money(fen: balance / 10),
            inForceFrom: day,
            releasedOn: nil,
            openClaim: nil
        )
    }
}
