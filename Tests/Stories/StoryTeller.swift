import Accounting
import House
import JSON
import Postgres
import Testing

/// Lets a story happen in a house, and compares the books with its tables.
struct StoryTeller {
    let house: House
    private var day: String
    private var loans: [Int: Told] = [:]
    private var bank: ToldBank
    private(set) var commands: Set<String> = []

    /// What the story said last of a loan; its claim repeats it.
    private struct Told {
        let borrower: String
        var balance: Money
        var paidTo: String
    }

    init(_ house: House, _ story: Story) {
        self.house = house
        day = story.opened
        bank = ToldBank(pool: story.pool)
    }

    mutating func tell(_ line: Story.Line, at number: Int) async throws {
        switch line {
        case .on(let time):
            house.clock.set(time)
            day = String(time.prefix(10))
        case .step(let step):
            let answered = try await perform(step)
            #expect(answered.status < 300, "line \(number): \(answered.json.text)")
        case .refused(let code, let step):
            let answered = try await perform(step)
            #expect(answered.code == code, "line \(number): \(answered.json.text)")
        case .table(let table): try await compare(table, at: number)
        }
    }

    // MARK: Steps

    private mutating func perform(_ step: StoryStep) async throws -> Answered {
        if case .attaches(let document, let claim) = step.act {
            commands.insert("attach-evidence")
            return try await house.attach(Sample.pdf(), as: document, to: claim, by: step.person)
        }
        if case .handlesFilings(let act) = step.act {
            return try await act.perform(in: house, by: step.person, on: day)
        }
        if case .subsidises(let act) = step.act {
            let (name, answered) = try await house.perform(act, by: step.person, on: day)
            commands.insert(name)
            return answered
        }
        let (name, path, body) = command(step.act)
        commands.insert(name)
        return try await house.perform(name, body, by: step.person, at: path)
    }

    private mutating func command(_ act: StoryStep.Act) -> (String, [String: String], JSON) {
        switch act {
        case .receives(let amount, let source, let category, let voucher):
            let body: JSON = [
                "category": .string(category), "source": .string(source), "amount": .integer(amount.fen),
                "arrived_on": .string(day),
                "voucher": .string(voucher),
            ]
            return ("record-appropriation", [:], body)
        case .proposesTerms(let programme, let bearers, let advance, let chain, let rate, let breaker, let file):
            let shares = bearers.map { ["party": .string($0.party), "parts": .string("\($0.parts)")] as JSON }
            let terms: JSON = [
                "programme": .string(programme), "from": .string(day), "caps": .rateCap(rate, on: bearers),
                "layers": [["percent": "100", "bearers": .array(shares)]],
                "pay": ["advance": .string(advance ?? "none"), "chain": .array(chain.map(JSON.string))],
                "claim": file.map { ["documents": [.string($0)], "files": [.string($0)]] } ?? [:],
            ]
            return ("propose-terms", [:], ["terms": breaker.map { terms.with("breaker", $0.json) } ?? terms])
        case .adopts(let programme, let version):
            return ("adopt-terms", ["programme": programme, "version": "\(version)"], [:])
        case .files(let loan, let amount, let programme, let borrower):
            return ("file-loan", [:], file(loan, amount, programme, Sample.borrowers[borrower - 1]))
        case .reports(let loan, let amount, let paidTo, let overdueSince, let fiveClass):
            loans[loan]?.balance = amount
            loans[loan]?.paidTo = paidTo
            let body: JSON = [
                "as_of": .string(day), "balance": .integer(amount.fen), "interest_paid_to": .string(paidTo),
                "five_class": .integer(fiveClass), "overdue_since": overdueSince.map(JSON.string) ?? .null,
            ]
            return ("report-balance", ["loan": "\(loan)"], body)
        case .claims(let loan, let collateral, let interest, let penalty):
            return ("file-claim", [:], claim(loan, collateral, interest, penalty))
        default:
            return bank.command(act, on: day) ?? onEnding(act, on: day) ?? onChain(act, on: day) ?? onBreaker(act)
                ?? onClaimOrRun(act)
        }
    }

    private func onClaimOrRun(_ act: StoryStep.Act) -> (String, [String: String], JSON) {
        switch act {
        case .admits(let claim): ("admit-claim", ["claim": "\(claim)"], [:])
        case .returns(let claim, let code):
            ("return-claim", ["claim": "\(claim)"], ["code": .string(code), "note": "as told"])
        case .rejects(let claim, let code):
            ("reject-claim", ["claim": "\(claim)"], ["code": .string(code), "note": "as told"])
        case .withdraws(let claim): ("withdraw-claim", ["claim": "\(claim)"], ["note": "as told"])
        case .refiles(let claim, let loan, let revision):
            (
                "refile-claim", ["claim": "\(claim)"],
                self.claim(loan, .zero, .zero, .zero).without("loan").with("revision", .integer(revision))
            )
        case .confirms(let claim, let revision):
            ("confirm-share", ["claim": "\(claim)"], ["revision": .integer(revision)])
        case .disputes(let claim, let code, let accepted):
            (
                "dispute-share", ["claim": "\(claim)"],
                ["revision": 1, "code": .string(code), "accepted": .integer(accepted.fen), "note": "as told"]
            )
        case .resolves(let claim, let party, let amount):
            (
                "resolve-share", ["claim": "\(claim)", "party": party],
                ["amount": .integer(amount.fen), "note": "as told"]
            )
        case .proposesClaim(let claim): ("propose-approval", ["claim": "\(claim)"], [:])
        case .approves(let claim): ("approve-claim", ["claim": "\(claim)"], [:])
        case .proposesRun: ("propose-run", [:], ["due_on": .string(day)])
        case .releases(let run): ("release-run", ["run": "\(run)"], [:])
        case .records(let order, let amount):
            (
                "record-payment", ["order": "\(order)"],
                ["amount": .integer(amount.fen), "paid_on": .string(day), "bank_reference": "as told"]
            )
        case .recovers(let claim, let gross, let costs, let party):
            (
                "report-recovery", ["claim": "\(claim)"],
                [
                    "gross": .integer(gross.fen), "received_on": .string(day),
                    "costs": costs == .zero ? [] : [["party": .string(party), "amount": .integer(costs.fen)]],
                ]
            )
        case .keepsBooks(let act): act.command(on: day)
        default: preconditionFailure("every act is told by one of them")
        }
    }

    private mutating func file(_ loan: Int, _ amount: Money, _ programme: String, _ borrower: String) -> JSON {
        loans[loan] = Told(borrower: borrower, balance: amount, paidTo: day)
        let matures = Day(day).map { "\($0 + 365)" } ?? day
        return Sample.loan(
            programme: programme, number: loan, borrower: borrower, principal: amount.fen, disbursed: day
        )
        .with("matures", .string(matures))
    }

    private func claim(_ loan: Int, _ collateral: Money, _ interest: Money, _ penalty: Money) -> JSON {
        let told = loans[loan] ?? Told(borrower: Sample.borrower, balance: .zero, paidTo: day)
        return Sample.claim(
            loan: Int64(loan), number: loan, borrower: told.borrower, principal: told.balance.fen, calculatedOn: day
        )
        .with("interest_paid_to", .string(told.paidTo)).with("collateral_proceeds", .integer(collateral.fen))
        .with("uncovered_interest", .integer(interest.fen)).with("uncovered_penalty", .integer(penalty.fen))
    }

    // MARK: Tables

    private func compare(_ table: Story.Table, at number: Int) async throws {
        switch table {
        case .balances(let expected):
            for (account, amount) in expected.sorted(by: { $0.key < $1.key }) {
                let balance = try await house.balance(account).map(Money.init(fen:))
                #expect(balance == amount, "table of line \(number): \(account)")
            }
            let broken = try await house.broken()
            #expect(broken == [], "table of line \(number)")
        case .shares(let claim, let expected):
            let rows = try await house.read { transaction in
                try transaction.rows(
                    "select party, amount, deferred from clearing.share join clearing.claim using (book_id, claim_no, revision) where claim_no = \(claim)"
                ).map { row in
                    (
                        try row.string("party"),
                        Story.Table.Share(
                            amount: Money(fen: try row.int64("amount")), putOff: Money(fen: try row.int64("deferred")))
                    )
                }
            }
            #expect(Dictionary(uniqueKeysWithValues: rows) == expected, "table of line \(number)")
        case .outcomes(let file, let expected):
            let outcomes = try await house.outcomes(of: file)
            #expect(outcomes == expected, "table of line \(number)")
        case .orders(let run, let expected):
            let orders = try await house.read { transaction in
                try transaction.rows(
                    "select category, party, direction, amount from clearing.payment_order where run_no = \(run)"
                )
                .map { row in
                    "\(try row.string("category")) \(try row.string("party")) \(try row.string("direction")) \(Money(fen: try row.int64("amount")))"
                }
            }
            #expect(orders.sorted() == expected, "table of line \(number)")
        }
    }
}
