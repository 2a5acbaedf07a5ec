// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "ballast",
    products: [.executable(name: "ballast", targets: ["ballast"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/CoreOffice/XMLCoder", from: "0.18.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(
            name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .target(name: "JSON"),
        .target(name: "Postgres", dependencies: ["CPostgres"]),
        .target(name: "Accounting"),
        .target(name: "Clearing", dependencies: ["Accounting", "JSON"]),
        .target(
            name: "Ledger",
            dependencies: ["Accounting", "Clearing", "JSON", .product(name: "Yams", package: "Yams")],
            path: "Ledger",
            resources: [
                .embedInCode("chart.yaml"), .embedInCode("postings.yaml"), .embedInCode("programmes"),
                .embedInCode("calendar"),
            ]),
        .target(
            name: "Migrations", path: "Migrations",
            resources: [
                .embedInCode("0001-ledger.sql"), .embedInCode("0002-clearing.sql"), .embedInCode("0003-reach.sql"),
                .embedInCode("0004-reading.sql"), .embedInCode("0005-life.sql"), .embedInCode("0006-after.sql"),
                .embedInCode("0007-close.sql"), .embedInCode("0008-batch.sql"), .embedInCode("0009-bank.sql"),
                .embedInCode("0010-advance.sql"), .embedInCode("0011-payees.sql"),
                .embedInCode("0012-shortage.sql"), .embedInCode("0013-breaker.sql"),
                .embedInCode("0014-evidence.sql"), .embedInCode("0015-in-force.sql"),
                .embedInCode("0016-batch-chunk.sql"), .embedInCode("0017-subsidy.sql"),
                .embedInCode("0018-bulk.sql"), .embedInCode("0019-portfolio-index.sql"),
                .embedInCode("0020-fees.sql"), .embedInCode("0021-chain.sql"),
            ]),
        .target(
            name: "Store",
            dependencies: [
                "Migrations", "Postgres", "Clearing", "Accounting", "JSON",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .target(
            name: "Commands",
            dependencies: [
                "Store", "Ledger", "Clearing", "Accounting", "JSON",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .target(name: "APIDescription", exclude: ["openapi.yaml"]),
        .target(
            name: "Server",
            dependencies: [
                "APIDescription", "Commands", "CXLSXWriter",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "XMLCoder", package: "XMLCoder"),
                .product(name: "Yams", package: "Yams"),
            ]),
        .executableTarget(
            name: "ballast",
            dependencies: [
                "Server",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .target(name: "Cluster", dependencies: ["Postgres"], path: "Tests/Cluster"),
        .target(
            name: "House", dependencies: ["Cluster", "Commands", .product(name: "Crypto", package: "swift-crypto")],
            path: "Tests/House"),
        .testTarget(name: "JSONTests", dependencies: ["JSON"]),
        .testTarget(name: "AccountingTests", dependencies: ["Accounting"]),
        .testTarget(name: "ClearingTests", dependencies: ["Clearing"], exclude: ["Vectors"]),
        .testTarget(name: "LedgerTests", dependencies: ["Ledger", "Accounting", "Clearing", "JSON"]),
        .testTarget(name: "ReadingTests", dependencies: ["House", "Server"]),
        .testTarget(name: "PostgresTests", dependencies: ["Postgres", "Cluster"]),
        .testTarget(name: "CommandsTests", dependencies: ["House", "Commands"]),
        .testTarget(
            name: "Stories", dependencies: ["House", "Accounting"], path: "Tests/Stories", exclude: ["Days"]),
        .testTarget(
            name: "Random", dependencies: ["House", "Commands", "Accounting", "JSON", "Postgres"], path: "Tests/Random"),
        .testTarget(name: "Tidy", dependencies: ["Commands", "Clearing"], path: "Tests/Tidy"),
        .testTarget(name: "LedgerKernelTests", dependencies: ["Cluster", "House", "Ledger", "Postgres", "Store"]),
        .testTarget(name: "VerifyTests", dependencies: ["House", "Ledger", "Postgres", "Store"]),
        .testTarget(name: "ExportTests", dependencies: ["House", "Ledger", "Postgres", "Store"]),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "House", "Server",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Yams", package: "Yams"),
            ]),
        .testTarget(name: "CommandLineTests", dependencies: ["House", "Cluster", "JSON", "Postgres", "ballast"]),
        .testTarget(name: "DemoTests", dependencies: ["ballast", "Accounting", "JSON"]),
        .testTarget(
            name: "Faults",
            dependencies: [
                "House", "Cluster", "ballast",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            path: "Tests/Faults"),
    ],
    // for #embed
    cLanguageStandard: .c2x
)
