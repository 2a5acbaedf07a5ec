import Foundation
import Postgres

/// Makes and removes databases, one after another: PostgreSQL refuses to copy a template that someone is using.
actor Databases {
    private let conninfo: String
    private let administrator: Connection
    /// Two test runs may share one cluster.
    private let prefix = "test_\(getpid())"
    private var made = 0
    private var templates: [String: Task<String, any Error>] = [:]

    init(conninfo: String) {
        self.conninfo = conninfo
        administrator = Connection(conninfo + " dbname=postgres")
    }

    func make(from template: String?) async throws -> String {
        made += 1
        let name = "\(prefix)_\(made)"
        try await create(name, from: template)
        return conninfo + " dbname=" + name
    }

    func drop(_ database: String) async throws {
        guard let range = database.range(of: "dbname=", options: .backwards) else { return }
        let name = String(database[range.upperBound...].prefix { $0 != " " })
        try await administrator.runAlone("drop database if exists \(identifier: name) with (force)")
    }

    func template(_ name: String, _ fill: @escaping @Sendable (String) async throws -> Void) async throws -> String {
        if let known = templates[name] { return try await known.value }
        let database = "\(prefix)_template_\(name)"
        let task = Task {
            try await create(database, from: nil)
            try await fill(conninfo + " dbname=" + database)
            return database
        }
        templates[name] = task
        return try await task.value
    }

    private func create(_ name: String, from template: String?) async throws {
        let create: SQL = "create database \(identifier: name) template \(identifier: template ?? "template0")"
        for attempt in 1... {
            do {
                try await administrator.runAlone(create)
                return
            } catch let error as PostgresError where error.sqlState == "55006" && attempt < 100 {
                // Whoever filled the template is still hanging up.
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }
}
