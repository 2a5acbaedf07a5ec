/// The two ways in which libpq takes the way to a database: `host=a,b dbname=x` and `postgresql://a,b/x?…`.
public enum Conninfo {
    /// The same way, as another user. What stands last wins in both forms, hosts and options stay.
    public static func with(user: String, _ conninfo: String) -> String { adding("user=\(user)", to: conninfo) }

    /// The same server, another database.
    public static func with(database: String, _ conninfo: String) -> String {
        adding("dbname=\(database)", to: conninfo)
    }

    /// The same way, with this password, which must be letters and digits.
    public static func with(password: String, _ conninfo: String) -> String {
        precondition(password.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }, "nothing in it needs quoting")
        return adding("password=\(password)", to: conninfo)
    }

    private static func adding(_ word: String, to conninfo: String) -> String {
        guard conninfo.hasPrefix("postgresql://") || conninfo.hasPrefix("postgres://") else {
            return conninfo.isEmpty ? word : "\(conninfo) \(word)"
        }
        return conninfo + (conninfo.contains("?") ? conninfo.hasSuffix("?") ? "" : "&" : "?") + word
    }
}
