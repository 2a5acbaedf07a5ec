/// The schema, in the order it grew. Each file runs once, in one transaction, and is never edited after it has shipped.
public enum Migrations {
    public static let all: [Migration] = [
        Migration(number: 1, name: "ledger", sql: PackageResources._001_ledger_sql),
        Migration(number: 2, name: "clearing", sql: PackageResources._002_clearing_sql),
        Migration(number: 3, name: "reach", sql: PackageResources._003_reach_sql),
        Migration(number: 4, name: "reading", sql: PackageResources._004_reading_sql),
        Migration(number: 5, name: "life", sql: PackageResources._005_life_sql),
        Migration(number: 6, name: "after", sql: PackageResources._006_after_sql),
        Migration(number: 7, name: "close", sql: PackageResources._007_close_sql),
        Migration(number: 8, name: "batch", sql: PackageResources._008_batch_sql),
        Migration(number: 9, name: "bank", sql: PackageResources._009_bank_sql),
        Migration(number: 10, name: "advance", sql: PackageResources._010_advance_sql),
        Migration(number: 11, name: "payees", sql: PackageResources._011_payees_sql),
        Migration(number: 12, name: "shortage", sql: PackageResources._012_shortage_sql),
        Migration(number: 13, name: "breaker", sql: PackageResources._013_breaker_sql),
        Migration(number: 14, name: "evidence", sql: PackageResources._014_evidence_sql),
        Migration(number: 15, name: "in-force", sql: PackageResources._015_in_force_sql),
        Migration(number: 16, name: "batch-chunk", sql: PackageResources._016_batch_chunk_sql),
        Migration(number: 17, name: "subsidy", sql: PackageResources._017_subsidy_sql),
        Migration(number: 18, name: "bulk", sql: PackageResources._018_bulk_sql),
        Migration(number: 19, name: "portfolio-index", sql: PackageResources._019_portfolio_index_sql),
        Migration(number: 20, name: "fees", sql: PackageResources._020_fees_sql),
        Migration(number: 21, name: "chain", sql: PackageResources._021_chain_sql),
    ]
}

public struct Migration: Sendable {
    public let number: Int
    public let name: String
    public let sql: [UInt8]
}
