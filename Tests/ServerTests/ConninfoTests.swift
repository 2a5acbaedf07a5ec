import Testing

@testable import Server

@Suite struct ConninfoTests {
    @Test(arguments: [
        ("", "user=reader"),
        ("host=/run dbname=x", "host=/run dbname=x user=reader"),
        (
            "host=a,b user=someone target_session_attrs=read-write",
            "host=a,b user=someone target_session_attrs=read-write user=reader"
        ),
        ("postgresql://a:1,b:2/x", "postgresql://a:1,b:2/x?user=reader"),
        ("postgres://someone:secret@a/x?sslmode=require", "postgres://someone:secret@a/x?sslmode=require&user=reader"),
    ])
    func `the user is named last, where it wins`(conninfo: String, expected: String) {
        #expect(Conninfo.with(user: "reader", conninfo) == expected)
    }
}
