import Accounting
import Clearing
import Crypto
import Ledger
import Postgres
import Store

/// The demonstration's database: migrated, the book opened, the service let in.
struct DemoDatabase {
    /// A superuser's conninfo.
    let conninfo: String
    let data: DemoData
    let keys: PartyKeys

    /// Gives whether the book was there already, and the conninfo the service comes in by.
    func prepare(fresh: Bool) async throws -> (wasThere: Bool, service: String) {
        let connection = Connection(conninfo)
        defer { Task { await connection.close() } }
        do {
            if fresh { try await empty(connection) }
            let wasThere = try await open(on: connection)
            return (wasThere, try await ServiceLogin(conninfo: conninfo, keys: keys).conninfoThatWorks())
        } catch let error as MigrationProblem {
            throw DemoProblem("数据库结构与本程序不符。", "\(error)")
        } catch let error as PostgresError where error.isConnectionLost {
            throw DemoProblem("连不上数据库：\(error.message)", "The database cannot be reached: \(error.message)")
        } catch let error as PostgresError {
            throw DemoProblem(
                "数据库拒绝准备工作（需要超级用户）：\(error.message)",
                "The database refused the preparations (a superuser is needed): \(error.message)")
        }
    }

    /// Drops what Ballast keeps there, and nothing else.
    private func empty(_ connection: Connection) async throws {
        try await connection.transaction { transaction in
            try transaction.run("drop schema if exists clearing, ledger, migration cascade")
        }
    }

    private func open(on connection: Connection) async throws -> Bool {
        let book = try newBook()
        let now = book.credential.registeredAt
        let chart = Ledger.embedded.rulebook.chart
        return try await connection.transaction { transaction in
            _ = try transaction.migrate()
            let known = try transaction.bookID(of: book.code)
            let id = try transaction.open(book, chart: chart, at: now)
            let key = try transaction.one(
                "select public_key from clearing.credential where book_id = \(id) and kid = \(book.credential.kid)"
            ) { try $0.string("public_key") }
            guard key == book.credential.publicKey else {
                throw DemoProblem(
                    "数据库中已有账套 \(book.code)，但不是用 \(keys.folder) 中的密钥开立的：请用 --state 指明原目录，或换一个数据库，或用 --fresh 重新开始。",
                    "The database holds a book \(book.code) that was not opened with the keys in \(keys.folder): name their folder with --state, use another database, or start over with --fresh."
                )
            }
            return known != nil
        }
    }

    /// The book as it is opened: with the administrator, who registers all others over HTTP.
    private func newBook() throws(DemoProblem) -> NewBook {
        let party = try data.party(of: try data.person(ofKind: "administrator", "administrator"))
        let key = try keys.key(of: party.id).publicKey
        return NewBook(
            code: data.scenario.book, nameChinese: data.scenario.chinese, nameEnglish: data.scenario.english,
            isBudgetary: data.scenario.isBudgetary,
            administrator: Party(
                id: party.id, kind: .administrator, nameChinese: party.chinese, nameEnglish: party.english,
                creditCode: nil,
                account: nil),
            person: Person(
                id: party.people[0].id, party: party.id, name: party.people[0].name, roles: [.administrator],
                branch: nil),
            credential: Credential(
                kid: PartyKeys.kid(party.id), party: party.id, algorithm: .edDSA,
                publicKey: key.pemSubjectPublicKeyInfo,
                registeredAt: DemoClock(data.scenario.opensOn).now))
    }
}
