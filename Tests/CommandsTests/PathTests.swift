import Testing

@testable import Commands

struct PathTests {
    @Test(arguments: [
        ("1", 1 as Int64), ("007", 7), ("999999999999999999", 999_999_999_999_999_999), ("0", 0), ("-1", 0), ("+1", 0),
        ("1.0", 0),
        ("１", 0), ("", 0), ("9999999999999999999", 0), ("1 ", 0),
    ])
    func `a number in a path is digits, and what is none names nothing`(text: String, number: Int64) {
        #expect(Path(["claim": text]).number("claim") == number)
        #expect(Path.none.number("claim") == 0)
        #expect(Path.none.text("claim") == "")
    }

    @Test func `the path's part of a digest tells paths apart`() {
        #expect(Path(["a": "1", "b": "2"]).bytes == Path(["b": "2", "a": "1"]).bytes)
        #expect(Path(["a": "1"]).bytes != Path(["a": "2"]).bytes)
        #expect(Path(["a": "1"]).bytes != Path(["b": "1"]).bytes)
    }
}

struct CreditCodeTests {
    @Test(arguments: ["91500118MA2789195C", "91500118MA1000001R", "91500118MA10000030", "91500118MA10000069"])
    func `a code whose check character fits is one`(code: String) {
        #expect(CreditCode.isValid(code))
        // Any other last character is none.
        let others = "0123456789ABCDEFGHJKLMNPQRTUWXY".filter { $0 != code.last }
        for other in others { #expect(!CreditCode.isValid(code.dropLast() + String(other))) }
    }

    @Test(arguments: [
        "", "91500118MA2789195", "91500118MA2789195CC", "91500118MA278919IC", "91500118MA278919OC",
        "91500118ma2789195c",
        "91500118MA27891 5C", "91500118MA27891九5C",
    ])
    func `what has another length or other letters is none`(code: String) {
        #expect(!CreditCode.isValid(code))
    }

    @Test func `two neighbours exchanged are found out`() {
        #expect(!CreditCode.isValid("91500181MA2789195C"))
        #expect(!CreditCode.isValid("19500118MA2789195C"))
    }
}

struct CommandListTests {
    @Test func `names and routes stand once, and a command is found by its name`() {
        #expect(Set(CommandList.all.map(\.name)).count == CommandList.all.count)
        #expect(Set(CommandList.all.map(\.route)).count == CommandList.all.count)
        #expect(CommandList.named("file-loan")?.route == "loans")
        #expect(CommandList.named("pay-myself") == nil)
    }
}
