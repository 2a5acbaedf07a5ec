import Foundation
import Postgres

/// Plain PostgreSQL beside us: `pgbench`, each client a connection, each claim a transaction of its own that takes the book's
/// lock and writes the very rows a lane writes for one claim.
struct PlainClaims {
    let database: String
    let loans: Int
    private let script: URL
    private let folder: URL

    /// `database` is a copy of the measured book's, so that tables and indexes are the same.
    init(database: String, loans: Int) async throws {
        self.database = database
        self.loans = loans
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("ballast-bench-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        script = folder.appendingPathComponent("claim.sql")
        let connection = Connection(database)
        let accounts = try await connection.transaction { transaction in
            try ["5001:bench:bank-a", "2601:bench", "9005:bench:bank-a", "9105"].map { code in
                guard
                    let number = try transaction.one(
                        "select account_id from ledger.account where book_id = 1 and code = \(code)",
                        { try $0.int32("account_id") })
                else { throw LoadClient.Failure(description: "account \(code) is not open: file one claim first") }
                return number
            }
        }
        await connection.close()
        try PlainClaims.text(accounts, loans).write(to: script, atomically: true, encoding: .utf8)
    }

    struct Sample {
        let rate: Double
        /// Microseconds, ascending.
        let latencies: [Int]
        func percentile(_ percent: Int) -> Int {
            latencies.isEmpty ? 0 : latencies[min(latencies.count - 1, latencies.count * percent / 100)]
        }
    }

    func run(clients: Int, seconds: Int) throws -> Sample {
        for file in try logs() { try FileManager.default.removeItem(at: file) }
        let output = try Program.run(
            Program.find("pgbench"),
            [
                "-n", "-M", "prepared", "-c", "\(clients)", "-j", "\(min(2, clients))", "-T", "\(seconds)", "-f",
                script.path, "-l",
                "--log-prefix=\(folder.path)/log", database,
            ])
        guard let line = output.split(separator: "\n").first(where: { $0.hasPrefix("tps = ") }),
            let rate = Double(line.dropFirst(6).prefix { $0 != " " })
        else { throw LoadClient.Failure(description: "pgbench did not say a rate:\n\(output)") }
        let latencies = try logs().flatMap { file in
            try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
                line.split(separator: " ").dropFirst(2).first.flatMap { Int($0) }
            }
        }
        return Sample(rate: rate, latencies: latencies.sorted())
    }

    func remove() throws { try FileManager.default.removeItem(at: folder) }

    private func logs() throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).filter {
            $0.lastPathComponent.hasPrefix("log.")
        }
    }

    private static func text(_ accounts: [Int32], _ loans: Int) -> String {
        """
        \\set loan random(1, \(loans))
        begin;
        select next_claim as claim, next_event as event, next_request as request from clearing.book where book_id = 1 for update \\gset
        select next_entry as entry, next_seal as seal from ledger.book where book_id = 1 for update \\gset
        select reply from clearing.request where book_id = 1 and party = 'bank-a' and key = 'plain-' || :request::text;
        select loan_no, balance, state, borrower, borrower_name, contract_no, open_claim from clearing.loan where book_id = 1 and loan_no = :loan;
        insert into clearing.claim (book_id, claim_no, loan_no, programme, bank, branch, borrower, state, revision, principal, collateral_proceeds, interest_paid_to, calculated_on, uncovered_interest, uncovered_penalty, named, documents, procedure_version, filed_by, filed_at, received_on, estimate, estimated_base) values (1, :claim, :loan, 'bench', 'bank-a', 'main', '91500118MA1100006X', 'filed', 1, 1234567, 0, current_date - 9, current_date, 0, 0, '[]', '[]', 1, 'bank-a-maker', now(), current_date, 988727, 1235909);
        update clearing.loan set open_claim = :claim where book_id = 1 and loan_no = :loan;
        insert into ledger.entry (book_id, entry_no, effective, event, subject) values (1, :entry, current_date, 'claim-received', 'claim/' || :claim::text);
        insert into ledger.posting (book_id, entry_no, line, debit, credit, amount) values (1, :entry, 1, \(accounts[0]), \(accounts[1]), 988727), (1, :entry, 2, \(accounts[2]), \(accounts[3]), 1235909);
        update ledger.account set debit = debit + 988727 where book_id = 1 and account_id = \(accounts[0]);
        update ledger.account set credit = credit + 988727 where book_id = 1 and account_id = \(accounts[1]);
        update ledger.account set debit = debit + 1235909 where book_id = 1 and account_id = \(accounts[2]);
        update ledger.account set credit = credit + 1235909 where book_id = 1 and account_id = \(accounts[3]);
        insert into ledger.account_day as a (book_id, account_id, day, debit, credit) values (1, \(accounts[0]), current_date, 988727, 0), (1, \(accounts[1]), current_date, 0, 988727), (1, \(accounts[2]), current_date, 1235909, 0), (1, \(accounts[3]), current_date, 0, 1235909) on conflict (book_id, account_id, day) do update set debit = a.debit + excluded.debit, credit = a.credit + excluded.credit;
        insert into ledger.seal (book_id, seal_no, first_entry, last_entry, last_account, digest, previous, hash, sealed_at) values (1, :seal, :entry, :entry, 20, sha256('d'), sha256('p'), sha256('h'), now());
        update ledger.book set next_entry = :entry + 1, next_seal = :seal + 1, head = sha256('h') where book_id = 1;
        update clearing.book set next_claim = :claim + 1, next_event = :event + 1, next_request = :request + 1 where book_id = 1;
        insert into clearing.event (book_id, event_no, kind, subject, parties, party, person, at, data) values (1, :event, 'claim.filed', 'claim/' || :claim::text, array['bank-a'], 'bank-a', 'bank-a-maker', now(), '{"loan":123456,"principal":1234567}');
        insert into clearing.request (book_id, party, key, request_no, person, command, digest, asked_at, status, code, reply) values (1, 'bank-a', 'plain-' || :request::text, :request, 'bank-a-maker', 'file-claim', sha256('x'), now(), 201, null, convert_to(repeat('x', 900), 'UTF8'));
        commit;

        """
    }
}

/// Runs another program and gives what it printed.
enum Program {
    static func find(_ name: String) throws -> String {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        // Not Debian: PATH only.
        let postgres = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        for folder in folders + postgres.sorted().reversed().map({ "/usr/lib/postgresql/\($0)/bin" }) {
            let path = "\(folder)/\(name)"
            if FileManager.default.isExecutableFile(atPath: path) { return path }
        }
        throw LoadClient.Failure(description: "\(name) is not installed (Debian package postgresql)")
    }

    /// Starts a program with no signal blocked. Swift's own threads block most, a child inherits that, and `pgbench` would wait for
    /// its alarm for ever.
    static func start(_ process: Process) throws {
        var none = sigset_t()
        var before = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try process.run()
    }

    static func run(_ path: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.standardError
        try start(process)
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw LoadClient.Failure(description: "\(path) failed:\n\(String(decoding: data, as: UTF8.self))")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
