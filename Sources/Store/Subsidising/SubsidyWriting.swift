import Accounting
import Clearing
import Crypto
import Dispatch
import Postgres
import Synchronization

/// Puts the lines of one run in place, lays the budget over them where it is short, and says what they come to.
struct SubsidyWriting {
    private let found: SubsidyDrafting.Found
    private var book: Int64 { found.book }
    private var run: Int64 { found.run.number }

    init(_ found: SubsidyDrafting.Found) { self.found = found }

    /// - Returns: false where the run no longer waits for its lines; then nothing is kept.
    func write(_ channel: Channel<RunPiece>, in transaction: borrowing Transaction) throws -> Bool {
        var sums = Sums(found.terms)
        try transaction.copyIn(into: SubsidyRunLine.copy) { writer in
            while let piece = try channel.take() {
                for var line in reckoned(piece) {
                    sums.number += 1
                    line.line = sums.number
                    try line.write(book, run, to: &writer)
                    try sums.add(line)
                }
            }
        }
        // What comes back makes room for what is paid.
        if sums.payable - sums.returned > found.budgetLeft {
            sums = try applyBudget(found.budgetLeft + sums.returned, sums, in: transaction)
        }
        return try finish(sums, in: transaction)
    }

    /// Groups side by side on all cores; the lines come in their order.
    private func reckoned(_ piece: RunPiece) -> [SubsidyRunLine] {
        let width = 64
        let count = (piece.groups + width - 1) / width
        let results = Mutex([[SubsidyRunLine]](repeating: [], count: count))
        DispatchQueue.concurrentPerform(iterations: count) { place in
            let lines = piece.lines(place * width..<min(piece.groups, (place + 1) * width))
            results.withLock { $0[place] = lines }
        }
        return results.withLock { $0.flatMap { $0 } }
    }

    private func finish(_ sums: Sums, in transaction: borrowing Transaction) throws -> Bool {
        let parts = sums.parts
        if !parts.isEmpty {
            try transaction.run(
                """
                insert into clearing.subsidy_part (book_id, run_no, place, payee, funder, payable, returned)
                select \(book), \(run), u.place, u.payee, u.funder, u.payable, u.returned
                from unnest(
                    \(parts.indices.map { Int32($0 + 1) }), \(parts.map(\.payee)), \(parts.map(\.funder)),
                    \(parts.map(\.payable.fen)), \(parts.map(\.returned.fen))
                ) u (place, payee, funder, payable, returned)
                """)
        }
        let changed = try transaction.run(
            """
            update clearing.subsidy_run
            set state = 'drafted', lines = \(Int64(sums.number)), digest = \(sums.digest), earned = \(sums.earned.fen),
                corrected = \(sums.corrected.fen), budget_left = \(found.budgetLeft.fen)
            where book_id = \(book) and run_no = \(run) and state = 'drafting'
            """)
        if changed == 0 { throw Discarded() }
        return true
    }

    /// The run was given up while its lines were worked out.
    struct Discarded: Error {}
}

extension SubsidyWriting {
    /// What lines come to, added up as they pass.
    struct Sums {
        private let funders: [String]
        private var hash = SHA256()
        private var places: [String: Int] = [:]
        /// A figure for each payee, in the order met, and each of its funders.
        private var payables: [Int64] = []
        private var returneds: [Int64] = []
        var number: Int32 = 0
        private(set) var earned = Money.zero
        private(set) var corrected = Money.zero
        private(set) var payable = Money.zero
        private(set) var returned = Money.zero

        init(_ terms: SubsidyTerms) { funders = terms.funders.map(\.party) }

        mutating func add(_ line: SubsidyRunLine) throws {
            line.bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
            earned += line.capped
            corrected += line.correction
            if line.payable > .zero { payable += line.payable } else { returned -= line.payable }
            let first = place(of: line.payee)
            for (funder, part) in line.parts.enumerated() {
                if part > 0 { payables[first + funder] += part } else { returneds[first + funder] -= part }
            }
        }

        private mutating func place(of payee: String) -> Int {
            if let place = places[payee] { return place }
            let place = payables.count
            places[payee] = place
            payables += [Int64](repeating: 0, count: funders.count)
            returneds += [Int64](repeating: 0, count: funders.count)
            return place
        }

        var digest: [UInt8] { Array(hash.finalize()) }

        /// By payee and funder; those that neither pay nor get anything are left out.
        var parts: [SubsidyRun.Part] {
            places.sorted { $0.key < $1.key }.flatMap { payee, place in
                funders.indices.map { funder in
                    SubsidyRun.Part(
                        payee: payee, funder: funders[funder], payable: Money(fen: payables[place + funder]),
                        returned: Money(fen: returneds[place + funder]))
                }
            }
            .filter { $0.payable > .zero || $0.returned > .zero }
        }
    }

    /// Lays a budget that is short over the lines that are to be paid, by the programme's rule (RULES §4).
    fileprivate func applyBudget(_ budget: Money, _ sums: Sums, in transaction: borrowing Transaction) throws -> Sums {
        switch found.terms.budget?.exhaustion {
        case .factor: try reduceAlike(budget, in: transaction)
        case .firstCome, nil: try serveInOrder(budget, in: transaction)
        }
        // Whatever was added up before is added up again from what now stands there.
        var again = Sums(found.terms)
        try transaction.forEachChunk(of: SubsidyRunLine.ofRun(book, run), size: 5000) { rows in
            for row in rows {
                let line = try SubsidyRunLine(row)
                again.number = line.line
                try again.add(line)
            }
        }
        return again
    }

    /// By completion of the application, then by loan; the last one in part.
    private func serveInOrder(_ budget: Money, in transaction: borrowing Transaction) throws {
        var left = budget
        let weights = found.weights
        let order: SQL = SubsidyRunLine.ofRun(book, run, inOrder: "l.completed_at, l.loan_no")
        try transaction.forEachChunk(of: order, size: 5000) { rows in
            var changed: [SubsidyRunLine] = []
            for row in rows {
                var line = try SubsidyRunLine(row)
                guard line.payable > .zero else { continue }
                let amount = min(line.payable, left)
                left -= amount
                guard amount < line.payable else { continue }
                line.pay(amount, weights)
                changed.append(line)
            }
            if !changed.isEmpty { try transaction.run(SubsidyRunLine.pay(book, run, changed)) }
        }
    }

    /// The budget over the payees by largest; what each gets, over its lines by loan.
    private func reduceAlike(_ budget: Money, in transaction: borrowing Transaction) throws {
        let weights = found.weights
        let payees = try transaction.rows(
            """
            select coalesce(l.payee, l.bank) as payee, sum(l.payable)::bigint as wanted
            from clearing.subsidy_line l
            where l.book_id = \(book) and l.run_no = \(run) and l.payable > 0
            group by 1
            order by coalesce(l.payee, l.bank) collate "C"
            """
        ) { (payee: try $0.string(0), wanted: try $0.int64(1)) }
        for (payee, amount) in zip(payees, budget.largest(over: payees.map(\.wanted))) {
            let wanted: SQL = """
                from clearing.subsidy_line l
                where l.book_id = \(book) and l.run_no = \(run) and coalesce(l.payee, l.bank) = \(payee.payee) and l.payable > 0
                order by l.loan_no
                """
            var payables: [Int64] = []
            try transaction.forEachChunk(of: "select l.payable \(wanted)", size: 50_000) { rows in
                for row in rows { payables.append(try row.int64(0)) }
            }
            let shares = amount.largest(over: payables)
            var place = 0
            try transaction.forEachChunk(of: "select \(SubsidyRunLine.columns) \(wanted)", size: 5000) { rows in
                var lines: [SubsidyRunLine] = []
                for row in rows {
                    var line = try SubsidyRunLine(row)
                    line.pay(shares[place], weights)
                    place += 1
                    lines.append(line)
                }
                try transaction.run(SubsidyRunLine.pay(book, run, lines))
            }
        }
    }
}
