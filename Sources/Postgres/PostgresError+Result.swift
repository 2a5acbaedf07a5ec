import CPostgres

extension PostgresError {
    /// Reads a failed result. One without a code was written by libpq: the connection is gone.
    init(result: OpaquePointer) {
        func field(_ code: String.UnicodeScalarView.Element) -> String? {
            PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
        }
        guard let sqlState = field("C") else {
            self = .connectionLost(Self.firstLine(String(cString: PQresultErrorMessage(result))))
            return
        }
        self.init(sqlState: sqlState, severity: field("V") ?? "ERROR", message: field("M") ?? "")
        detail = field("D")
        hint = field("H")
        context = field("W")
        schema = field("s")
        table = field("t")
        column = field("c")
        constraint = field("n")
    }

    /// What libpq has to say about a connection that is gone.
    static func lost(_ connection: OpaquePointer?) -> PostgresError {
        .connectionLost(firstLine(String(cString: PQerrorMessage(connection))))
    }

    private static func firstLine(_ text: String) -> String {
        text.split(separator: "\n").first.map { String($0) } ?? "the connection is lost"
    }
}
