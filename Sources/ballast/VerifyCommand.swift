import Accounting
import ArgumentParser
import JSON
import Ledger
import Postgres
import Store

/// `ballast verify`: works everything out again and says what does not agree.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Verify the books: totals, seals, invariants. 核验账簿。",
        discussion: """
            Reads as a superuser, the owner or ballast_service, and changes nothing. The last line is `verify: clean`, or says \
            how many findings there are.

            With --key, the anchors must be signed with that key; with --anchor, the books must hold an anchor that was kept \
            outside, as GET anchors or an event showed it. With --receipt and --key, a receipt alone is checked, without a database.

            Exit codes: 0 clean; 1 there are findings; 2 the books could not be verified, with the reason; 64 wrong usage.
            """)

    @Option(help: "One book, by its code; left out, all. 账套代码。")
    var book: String?

    @Flag(help: "Print one JSON object a book. 输出 JSON。")
    var json = false

    @Option(help: "A file with the public key of the anchors, PEM. 锚定公钥文件。")
    var key: String?

    @Option(help: "A file with an anchor that was kept outside, JSON. 外部留存的锚定文件。")
    var anchor: String?

    @Option(help: "A file with an entry's receipt, JSON; needs --key. 凭证回执文件。")
    var receipt: String?

    @Option(help: "The folder with files attached to claims, if serve has one. 附件目录。")
    var evidenceFolder: String?

    @OptionGroup var options: DatabaseOptions

    func validate() throws {
        if receipt != nil && key == nil {
            throw ValidationError("a receipt is checked against a key: --key; 核验回执须指定 --key")
        }
    }

    func run() async throws {
        let publicKey = try key.map(AnchorKeyFile.publicKey)
        if let receipt, let publicKey { return try check(receipt, publicKey) }
        let held = try anchor.map(self.held)
        let folder: EvidenceFolder?
        do throws(EvidenceProblem) {
            folder = try evidenceFolder.map { (path) throws(EvidenceProblem) in try EvidenceFolder(path) }
        } catch {
            throw StandardError.end("\(error). 附件目录无法使用。", 2)
        }
        let reports = try await options.connected(failing: 2) { connection in
            let verifier = Verifier(
                connection: connection, chart: Ledger.embedded.rulebook.chart, evidence: folder)
            let books = try await verifier.books()
            let chosen = books.keys.filter { book == nil || $0 == book }.sorted()
            if chosen.isEmpty { throw StandardError.end("There is no such book. 没有这个账套。", 2) }
            var reports: [(String, Report)] = []
            for code in chosen {
                reports.append((code, try await verifier.run(books[code]!, publicKey: publicKey, held: held)))
            }
            return reports
        }
        for (code, report) in reports { print(json ? report.json(of: code).text : report.text(of: code)) }
        let count = reports.reduce(0) { $0 + $1.1.findingCount }
        if !json { print(count == 0 ? "verify: clean" : "verify: \(count) finding\(count == 1 ? "" : "s")") }
        guard count == 0 else { throw ExitCode(1) }
    }

    /// Says what a receipt proves, or why it proves nothing.
    private func check(_ file: String, _ publicKey: [UInt8]) throws {
        let receipt: Receipt
        do {
            receipt = try Receipt(try JSON.parse(Array(try AnchorKeyFile.text(file).utf8)))
        } catch let problem as JSON.Problem {
            throw StandardError.end("\(file) is no receipt: \(problem.pointer) \(problem.detail). \(file) 不是回执。", 2)
        }
        do {
            try receipt.check(publicKey: publicKey)
        } catch {
            print("receipt: refused: \(error)")
            throw ExitCode(1)
        }
        print("receipt: holds. \(receipt.proves.english) \(receipt.proves.chinese)")
    }

    private func held(_ file: String) throws -> Anchor {
        do {
            var fields = try Fields(try JSON.parse(Array(try AnchorKeyFile.text(file).utf8)))
            return try Anchor(&fields)
        } catch let problem as JSON.Problem {
            throw StandardError.end("\(file) is no anchor: \(problem.pointer) \(problem.detail). \(file) 不是锚定。", 2)
        }
    }
}

extension Report {
    /// For people: notes and findings one a line, then what was looked at.
    func text(of code: String) -> String {
        var lines = notes.map { "note: \(code): \($0)" } + findings.map { "\(code): \($0)" }
        if findingCount > findings.count {
            lines.append("\(code): … \(findingCount - findings.count) more / 另有 \(findingCount - findings.count) 项")
        }
        lines.append(
            "\(code): \(counts.postings) postings, \(counts.entries) entries, \(counts.seals) seals, \(counts.accounts) accounts, "
                + "\(counts.loans) loans, \(counts.claims) claims, \(counts.orders) orders, \(counts.requests) requests, \(counts.files) files in \(seconds) s"
        )
        return lines.joined(separator: "\n")
    }

    func json(of code: String) -> JSON {
        func list(_ findings: [Finding]) -> JSON {
            .array(
                findings.map {
                    ["subject": .string($0.subject), "english": .string($0.english), "chinese": .string($0.chinese)]
                })
        }
        return [
            "book": .string(code), "clean": .bool(isClean), "findings": list(findings),
            "finding_count": .integer(Int64(findingCount)),
            "notes": list(notes), "postings": .integer(Int64(counts.postings)),
            "entries": .integer(Int64(counts.entries)),
            "seals": .integer(Int64(counts.seals)), "accounts": .integer(Int64(counts.accounts)),
            "account_days": .integer(Int64(counts.accountDays)), "loans": .integer(Int64(counts.loans)),
            "claims": .integer(Int64(counts.claims)), "orders": .integer(Int64(counts.orders)),
            "requests": .integer(Int64(counts.requests)), "files": .integer(Int64(counts.files)),
            "seconds": .string(seconds),
        ]
    }

    /// With three decimals.
    private var seconds: String {
        let milliseconds = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
        let rest = String(milliseconds % 1000)
        return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
    }
}
