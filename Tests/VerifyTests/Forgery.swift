import Postgres
import Testing

/// Something a superuser changes behind the back of every rule.
struct Forgery: Sendable, CustomTestStringConvertible {
    let what: String
    let sql: SQL
    /// What some finding must say.
    let named: String

    var testDescription: String { what }
}
