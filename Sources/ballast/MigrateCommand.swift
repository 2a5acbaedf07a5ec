import ArgumentParser
import Store

/// `ballast migrate`: brings the schema up to date.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring the database's schema up to date. 初始化或升级数据库。",
        discussion: """
            Needs a conninfo of a superuser, or of a role that may create roles and owns the database. Makes the roles \
            ballast_owner, ballast_service and ballast_reader where they are missing. Run twice, it does nothing.

            Exit codes: 0 done; 1 refused, with the reason; 64 wrong usage.
            """)

    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        let ran = try await options.connected { try await $0.transaction { try $0.migrate() } }
        print(
            ran.isEmpty
                ? "Already up to date. 已是最新。"
                : "Migrations \(ran.map(String.init).joined(separator: ", ")) done. 已执行迁移 \(ran.map(String.init).joined(separator: "、"))。"
        )
    }
}
