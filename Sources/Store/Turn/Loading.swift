import Accounting
import Clearing
import Postgres

/// The statements that fetch `Needs`, one a table, and how their rows are read. Statements nothing is asked of are not sent.
///
/// Sets are joined to `unnest`, not compared with `= any`: under a generic plan the latter looks at every row for every
/// element.
struct Loading {
    private var loans: [Pipeline.Place] = []
    private var claims: Pipeline.Place?
    private var shares: Pipeline.Place?
    private var runs: [Pipeline.Place] = []
    private var orders: [Pipeline.Place] = []
    private var legs: [Pipeline.Place] = []
    private var recoveries: Pipeline.Place?
    private var evidence: Pipeline.Place?
    private var proposals: Pipeline.Place?
    private var holdings: Pipeline.Place?
    private var released: Pipeline.Place?
    private var openingPools: Pipeline.Place?
    private var booked: Pipeline.Place?
    private var closing: ClosingLoading
    private var bankLines: [Pipeline.Place] = []
    private var statements: [Pipeline.Place] = []
    private var subsidies = SubsidyLoading()
    private var batches: [Pipeline.Place] = []
    private var pending: Pipeline.Place?
    private var lossRates: Pipeline.Place?
    private var yearClaims: Pipeline.Place?

    init(_ book: Int64, _ needs: Needs, _ pipeline: inout Pipeline) {
        closing = ClosingLoading(book, needs, &pipeline)
        addLoans(book, needs, &pipeline)
        let claimNumbers = needs.claims.sorted()
        if !claimNumbers.isEmpty {
            claims = pipeline.add(Claim.numbered(book, claimNumbers))
            shares = pipeline.add(Share.ofClaims(book, claimNumbers))
            loans.append(pipeline.add(Loan.ofClaims(book, claimNumbers)))
        }
        addSettlement(book, needs, &pipeline)
        if !needs.recoveries.isEmpty { recoveries = pipeline.add(Recovery.ofClaims(book, needs.recoveries.sorted())) }
        if !needs.evidence.isEmpty { evidence = pipeline.add(Evidence.ofClaims(book, needs.evidence.sorted())) }
        if !needs.proposals.isEmpty { proposals = pipeline.add(Proposal.about(book, Array(needs.proposals))) }
        if !needs.accounts.isEmpty { holdings = pipeline.add(Holding.named(book, needs.accounts.map(\.text).sorted())) }
        if !needs.released.isEmpty { released = pipeline.add(Loan.released(book, Array(needs.released))) }
        if !needs.openingPools.isEmpty {
            openingPools = pipeline.add(Holding.openingPools(book, needs.openingPools.sorted()))
        }
        if !needs.trueUps.isEmpty { yearClaims = pipeline.add(TrueUp.Year.claims(book, Array(needs.trueUps))) }
        if !needs.portfolios.isEmpty { lossRates = pipeline.add(LossRate.of(book, Array(needs.portfolios))) }
        addBanking(book, needs, &pipeline)
        subsidies.add(book, needs, &pipeline)
        if !needs.batches.isEmpty { batches.append(pipeline.add(Batch.numbered(book, needs.batches.sorted()))) }
        if !needs.batchNames.isEmpty { batches.append(pipeline.add(Batch.named(book, Array(needs.batchNames)))) }
        if !needs.pendingOf.isEmpty { pending = pipeline.add(Loan.pending(book, Array(needs.pendingOf))) }
        if !needs.subjects.isEmpty { booked = pipeline.add(Entry.about(book, needs.subjects.sorted())) }
    }

    private mutating func addLoans(_ book: Int64, _ needs: Needs, _ pipeline: inout Pipeline) {
        if !needs.loans.isEmpty { loans.append(pipeline.add(Loan.numbered(book, needs.loans.sorted()))) }
        if !needs.namesakes.isEmpty { loans.append(pipeline.add(Loan.named(book, Array(needs.namesakes)))) }
    }

    private mutating func addSettlement(_ book: Int64, _ needs: Needs, _ pipeline: inout Pipeline) {
        if let last = needs.dueBy.max() {
            legs.append(pipeline.add(Leg.dueBy(book, last)))
            legs.append(pipeline.add(Leg.unpaid(book)))
        }
        if !needs.legsOf.isEmpty { legs.append(pipeline.add(Leg.ofClaims(book, needs.legsOf.sorted()))) }
        if !needs.runDays.isEmpty {
            let days = needs.runDays.sorted()
            runs.append(pipeline.add(Run.dueOn(book, days)))
            orders.append(pipeline.add(PaymentOrder.ofRuns(book, dueOn: days)))
        }
        if !needs.runs.isEmpty {
            let numbers = needs.runs.sorted()
            runs.append(pipeline.add(Run.numbered(book, numbers)))
            orders.append(pipeline.add(PaymentOrder.ofRuns(book, numbers)))
            legs.append(pipeline.add(Leg.ofRuns(book, numbers)))
        }
        if !needs.orders.isEmpty {
            let numbers = needs.orders.sorted()
            orders.append(pipeline.add(PaymentOrder.numbered(book, numbers)))
            runs.append(pipeline.add(Run.ofOrders(book, numbers)))
            legs.append(pipeline.add(Leg.ofOrders(book, numbers)))
        }
    }

    private mutating func addBanking(_ book: Int64, _ needs: Needs, _ pipeline: inout Pipeline) {
        if !needs.bankAccounts.isEmpty {
            let accounts = needs.bankAccounts.sorted()
            bankLines.append(pipeline.add(BankLine.waiting(book, accounts)))
            statements.append(pipeline.add(KeptStatement.last(book, accounts)))
        }
        if !needs.bankReferences.isEmpty {
            bankLines.append(pipeline.add(BankLine.referenced(book, needs.bankReferences.sorted())))
        }
        if !needs.bankLines.isEmpty {
            bankLines.append(pipeline.add(BankLine.numbered(book, needs.bankLines.sorted())))
        }
        if !needs.statements.isEmpty {
            statements.append(pipeline.add(KeptStatement.named(book, needs.statements.sorted())))
        }
    }

    func found(_ results: Pipeline.Results) throws -> Books.Found {
        var found = Books.Found()
        for place in loans { found.loans += try results[place].map(Loan.init) }
        if let claims, let shares {
            let byClaim = Dictionary(grouping: try results[shares].map(KeptShare.init), by: \.claim)
            found.claims = try results[claims].map { row in
                try Claim(row, shares: byClaim[try row.int64("claim_no")]?.map(\.share) ?? [])
            }
        }
        for place in runs { found.runs += try results[place].map(Run.init) }
        for place in orders { found.orders += try results[place].map(PaymentOrder.init) }
        for place in legs { found.legs += try results[place].map(Leg.init) }
        if let recoveries { found.recoveries = try results[recoveries].map(Recovery.init) }
        if let evidence { found.evidence = try results[evidence].map(Evidence.init) }
        if let proposals { found.proposals = try results[proposals].map(Proposal.init) }
        if let holdings {
            for row in results[holdings] { found.holdings[try row.accountName("code")] = try Holding(row) }
        }
        if let released {
            for row in results[released] {
                let key = Needs.BankProgramme(
                    bank: try row.string("bank"), programme: try row.string("programme"),
                    year: try row.int64OrNil("year").map { Int($0) })
                found.released[key] = zip(try row.int64Array("principals"), try row.int64Array("days")).map {
                    Books.Released(principal: Money(fen: $0), days: Int($1))
                }
            }
        }
        if let openingPools {
            for row in results[openingPools] { found.openingPools[try row.int("year")] = try row.money("opening") }
        }
        try closing.fill(&found, results)
        found.subsidyRuns = try subsidies.found(results)
        for place in bankLines { found.bankLines += try results[place].map(BankLine.init) }
        for place in statements { found.statements += try results[place].map(KeptStatement.init) }
        if let yearClaims {
            for row in results[yearClaims] { found.yearClaims[try TrueUp.Year(row)] = try row.int64Array("claims") }
        }
        if let lossRates {
            for row in results[lossRates] { found.lossRates[try Portfolio(row)] = try LossRate(row) }
        }
        if let booked { found.booked = Set(try results[booked].map { try $0.string("subject") }) }
        for place in batches { found.batches += try results[place].map(Batch.init) }
        if let pending { found.pending = try results[pending].map(Loan.init) }
        return found
    }
}
