import Crypto
import Foundation
import Postgres
import Server

/// The way in for the service's two roles. A private cluster trusts them; a database that asks for passwords gets one made
/// here, kept beside the keys, unless its administrator has given the roles one already.
struct ServiceLogin {
    /// A superuser's conninfo.
    let conninfo: String
    let keys: PartyKeys

    private static let roles = ["ballast_service", "ballast_reader"]

    func conninfoThatWorks() async throws -> String {
        if try await obstacle(conninfo) == nil { return conninfo }
        let password = try keys.password()
        let withPassword = Conninfo.with(password: password, conninfo)
        if try await obstacle(withPassword) == nil { return withPassword }
        try await setPassword(password)
        guard let obstacle = try await obstacle(withPassword) else { return withPassword }
        throw DemoProblem(
            "服务角色无法登录数据库（\(obstacle)）：请把其密码写入 ~/.pgpass，或在 pg_hba.conf 中放行。",
            "The service's roles cannot log in (\(obstacle)): put their password into ~/.pgpass, or let them in by pg_hba.conf."
        )
    }

    /// What keeps a role from logging in; nil where all of them can.
    private func obstacle(_ conninfo: String) async throws -> String? {
        for role in ServiceLogin.roles {
            let connection = Connection(Conninfo.with(user: role, conninfo))
            do {
                _ = try await connection.transaction(readOnly: true) { try $0.run("select 1") }
                await connection.close()
            } catch let error as PostgresError {
                await connection.close()
                return error.message
            }
        }
        return nil
    }

    private func setPassword(_ password: String) async throws {
        let connection = Connection(conninfo)
        try await connection.transaction { transaction in
            for role in ServiceLogin.roles {
                let isBare = try transaction.one(
                    "select rolpassword is null as bare from pg_authid where rolname = \(role)"
                ) { try $0.bool("bare") }
                if isBare == true {
                    try transaction.run("alter role \(identifier: role) password \(constant: password)")
                }
            }
        }
        await connection.close()
    }
}

extension PartyKeys {
    /// The password of the service's roles, made once.
    fileprivate func password() throws(DemoProblem) -> String {
        let path = "\(folder)/database-password"
        if let known = FileManager.default.contents(atPath: path) { return String(decoding: known, as: UTF8.self) }
        let bytes = SymmetricKey(size: .bits192).withUnsafeBytes { Array($0) }
        let password = bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        try PrivateFile.write(Data(password.utf8), to: path)
        return password
    }
}
