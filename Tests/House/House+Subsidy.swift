import Commands
import JSON
import Ledger
import Postgres
import Store

/// Subsidy programmes and their runs, for tests that want to be somewhere before they begin.
extension House {
    /// The embedded pack with the year's budget in it, and what else a test wants changed of its calculation.
    public static func pack(
        _ programme: String = "subsidy-equipment", budget: Int64, _ changed: [String: JSON] = [:]
    ) -> JSON {
        guard let terms = Ledger.embedded.subsidies.first(where: { $0.programme == programme }) else {
            preconditionFailure("there is no pack \(programme)")
        }
        let name = terms.json["fees"] == nil ? "subsidy" : "fees"
        var block = (terms.json[name] ?? [:]).with("budget", .integer(budget))
        if name == "subsidy" { block = block.with("exhaustion", "first_come") }
        for (name, value) in changed { block = block.with(name, value) }
        return terms.json.with(name, block)
    }

    /// Has subsidy terms proposed and adopted.
    public func adoptSubsidy(_ terms: JSON) async throws {
        let version = try await must("propose-subsidy-terms", ["terms": terms], by: "bureau/clerk")
        try await must(
            "adopt-subsidy-terms", by: "bureau/approver",
            at: ["programme": version["programme"].word ?? "", "version": "\(version["version"].integer ?? 0)"])
    }

    /// Files a loan that comes under the equipment programme.
    @discardableResult
    public func fileTagged(
        _ principal: Int64, number: Int, disbursed: String, borrower: String = Sample.borrower, bank: String = "bank-a",
        tag: String = "equipment", rate: JSON = "0.0435"
    ) async throws -> Int64 {
        clock.set("\(disbursed) 10:00")
        let loan = Sample.loan(number: number, borrower: borrower, principal: principal, disbursed: disbursed)
            .with("tags", [.string(tag)]).with("rate", rate)
        return try await must("file-loan", loan, by: "\(bank)/maker")["loan"].integer ?? 0
    }

    /// Files a loan that the district guarantor stands behind.
    @discardableResult
    public func fileGuaranteed(
        _ principal: Int64, number: Int, disbursed: String, borrower: String = Sample.borrower, bank: String = "bank-a",
        fee: String? = "0.01", tags: [String] = [], isFirst: Bool = false
    ) async throws -> Int64 {
        clock.set("\(disbursed) 10:00")
        var loan = Sample.loan(
            programme: "yongchuan-guaranteed", number: number, borrower: borrower, principal: principal,
            disbursed: disbursed
        )
        .with("tags", .array(tags.map(JSON.string))).with("first_loan", .bool(isFirst))
        if let fee { loan = loan.with("fee_rate", .string(fee)) }
        return try await must("file-loan", loan, by: "\(bank)/maker")["loan"].integer ?? 0
    }

    /// Begins a run and has its lines worked out; gives its number.
    @discardableResult
    public func drafted(_ period: String, _ programme: String = "subsidy-equipment") async throws -> Int64 {
        let body: JSON = ["programme": .string(programme), "period": .string(period)]
        let run = try await must("draft-subsidy-run", body, by: "bureau/clerk")["run"].integer ?? 0
        try await draft(run)
        return run
    }

    /// What the service does beside its lanes.
    @discardableResult
    public func draft(_ run: Int64) async throws -> Bool {
        let reading = Connection(database + " user=ballast_service")
        let writing = Connection(database + " user=ballast_service")
        let drafting = SubsidyDrafting(reading: reading, writing: writing)
        let isDone = try await drafting.draft(run, of: book)
        await reading.close()
        await writing.close()
        return isDone
    }

    /// The run's digest as it is kept.
    public func digest(of run: Int64) async throws -> JSON {
        let book = book
        return try await read { transaction in
            let row: SQL =
                "select encode(digest, 'hex') as digest from clearing.subsidy_run where book_id = \(book) and run_no = \(run)"
            return try transaction.one(row) { .string(try $0.string("digest")) } ?? .null
        }
    }

    @discardableResult
    public func approveSubsidy(_ run: Int64) async throws -> Answered {
        let digest = try await digest(of: run)
        return try await must(
            "approve-subsidy-run", ["digest": digest], by: "bureau/approver", at: ["run": "\(run)"])
    }

    /// Lines of a run as text: loan, days, product, amount, correction, payable, parts, reasons as bits.
    public func subsidyLines(_ run: Int64) async throws -> [String] {
        let book = book
        return try await read { transaction in
            try transaction.rows(
                """
                select concat_ws(' ', loan_no, days, product, amount, correction, payable, array_to_string(parts, '+'), reasons) as line
                from clearing.subsidy_line
                where book_id = \(book) and run_no = \(run)
                order by loan_no
                """
            ) { try $0.string("line") }
        }
    }
}
