import ArgumentParser
import Foundation
import Postgres
import Store

/// Where the database is.
struct DatabaseOptions: ParsableArguments {
    @Option(help: "The database as libpq reads it; else DATABASE_URL. 数据库连接串。")
    var database: String?

    /// Connects for `work` and hangs up after it. What goes wrong is said in one sentence, and ends the program with `code`.
    func connected<T: Sendable>(failing code: Int32 = 1, _ work: (Connection) async throws -> T) async throws -> T {
        guard let conninfo = database ?? ProcessInfo.processInfo.environment["DATABASE_URL"] else {
            throw ValidationError("name the database: --database or DATABASE_URL; 请指定数据库")
        }
        let connection = Connection(conninfo)
        do {
            let result = try await work(connection)
            await connection.close()
            return result
        } catch let error as PostgresError {
            throw StandardError.end(sentence(error), code)
        } catch let problem as MigrationProblem {
            throw StandardError.end("\(problem)", code)
        }
    }

    private func sentence(_ error: PostgresError) -> String {
        let said = error.message.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return switch error.sqlState {
        case "42P01", "3F000":
            "The database has no Ballast schema yet: run ballast migrate. 数据库尚未初始化，请先运行 ballast migrate。"
        case "42501": "The database user may not do this: \(said). 数据库用户权限不足。"
        case _ where error.isConnectionLost: "The database cannot be reached: \(said). 无法连接数据库。"
        default: "The database objected (\(error.sqlState)): \(said). 数据库报错。"
        }
    }
}

extension DatabaseOptions {
    /// The id of a book by its code.
    func book(_ code: String, on connection: Connection, failing exit: Int32 = 1) async throws -> Int64 {
        guard let book = try await connection.transaction(readOnly: true, { try $0.bookID(of: code) }) else {
            throw StandardError.end("There is no book \(code) in this database. 数据库中没有账套 \(code)。", exit)
        }
        return book
    }
}

enum StandardError {
    static func print(_ line: String) { FileHandle.standardError.write(Data("\(line)\n".utf8)) }

    /// Says why, and gives what to throw to end the program.
    static func end(_ sentence: String, _ code: Int32) -> ExitCode {
        print(sentence)
        return ExitCode(code)
    }
}
