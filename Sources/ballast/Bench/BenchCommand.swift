import ArgumentParser
import Foundation
import Postgres

/// `ballast bench`: our figures beside plain PostgreSQL's, measured in the same run, alternating, medians.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "测量，并与同机的原生 PostgreSQL 对照 / Measure beside plain PostgreSQL in the same run.",
        discussion: """
            Makes databases named ballast_bench… in the given cluster and drops them afterwards; needs a superuser, pgbench,
            pg_dump, and a release build. Figures: hot-book-single, hot-book, hot-book-256, hot-book-refusals, posting, growth, filings,
            balances, lists (a book of ten years with a million loans is made for it; psql runs the same statements bare),
            subsidy-100000, subsidy-1000000; subsidy is both.
            """)

    @Option(help: "A superuser's conninfo, key=value form (default: DATABASE_URL).")
    var database: String?

    @Option(help: "Samples a figure; the median counts.")
    var samples = 5

    @Option(help: "Seconds a sample.")
    var seconds = 4

    @Option(help: "Sizes for growth, in millions of postings.")
    var millions: [Int] = [1, 10]

    @Option(
        help:
            "Records of a file, for filings and balances, and loans of the book, for lists and subsidies; else 200,000 and 1,000,000."
    )
    var records: Int?

    @Flag(help: "One JSON object a figure.")
    var json = false

    @Argument(help: "Which figures; all but growth where none is named.")
    var figures: [String] = []

    func validate() throws {
        let known =
            HotBook.cases.map(\.name) + [
                "posting", "growth", "filings", "balances", "lists", "subsidy", "subsidy-100000", "subsidy-1000000",
            ]
        for figure in figures where !known.contains(figure) {
            throw ValidationError(
                "没有这个指标：\(figure)。There is no figure \(figure); known: \(known.joined(separator: ", ")).")
        }
    }

    func run() async throws {
        guard let administrator = database ?? ProcessInfo.processInfo.environment["DATABASE_URL"] else {
            throw ValidationError("请用 --database 或 DATABASE_URL 指定数据库。Name a database with --database or DATABASE_URL.")
        }
        #if DEBUG
            FileHandle.standardError.write(Data("调试版本，数字不作数。A debug build: these figures mean nothing.\n".utf8))
        #endif
        let wanted = figures.isEmpty ? HotBook.cases.map(\.name) + ["posting"] : figures
        let json = json
        let report = { (figure: Figure) in
            print(json ? figure.json : figure.line)
            fflush(nil)
        }
        if wanted.contains("posting") {
            try await PostingBench(administrator: administrator, samples: samples, report: report).run()
        }
        let cases = HotBook.cases.filter { wanted.contains($0.name) }
        if !cases.isEmpty {
            try await HotBook(administrator: administrator, samples: samples, seconds: seconds, report: report).run(
                cases)
        }
        if wanted.contains("growth") {
            try await GrowthBench(
                administrator: administrator, samples: samples, seconds: seconds, millions: millions.sorted(),
                report: report
            ).run()
        }
        for kind in [FileBench.Kind.filings, .balances] where wanted.contains(kind.rawValue) {
            try await FileBench(
                administrator: administrator, samples: samples, kind: kind, records: records ?? kind.records,
                report: report
            ).run()
        }
        if wanted.contains("lists") {
            try await ListsBench(
                administrator: administrator, samples: samples, seconds: seconds, loans: records ?? 1_000_000,
                report: report
            ).run()
        }
        for loans in [100_000, 1_000_000] where wanted.contains("subsidy") || wanted.contains("subsidy-\(loans)") {
            try await SubsidyBench(
                administrator: administrator, samples: samples, seconds: seconds, loans: records ?? loans,
                report: report
            ).run()
        }
        let cluster = Connection(administrator)
        for name in [
            "ballast_bench", "ballast_bench_plain", "ballast_bench_posting", "ballast_bench_growth",
            "ballast_bench_file", "ballast_bench_lists", "ballast_bench_subsidy",
        ] {
            try await cluster.runAlone("drop database if exists \(identifier: name) with (force)")
        }
        await cluster.close()
    }
}
