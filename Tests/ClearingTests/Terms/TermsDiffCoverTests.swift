import Accounting
import JSON
import Testing

@testable import Clearing

/// Nothing that terms hold changes without the diff saying so.
struct TermsDiffCoverTests {
    /// Terms in which everything is said.
    private static let full = #"""
        {"programme":"full","name":{"zh":"全","en":"Full"},"from":"2026-01-01","until":"2027-01-01",
        "base":{"interest_days":90,"day_count":360},"remainder":"bank",
        "layers":[{"percent":"50","limit":1000,"from":"deposit","bearers":[{"party":"district","parts":"30"},{"party":"bank","parts":"70"}]},
        {"percent":"100","bearers":[{"party":"fund","parts":"40"},{"party":"city","parts":"10"},{"party":"bank","parts":"50"}]}],
        "caps":[{"id":"household","on":["fund"],"limit":1000000000,"window":"borrower","excess":{"to":"bank"}}],"bank_minimum":"20",
        "filing":{"mode":["single","batch"],"first":"guarantor","lend_within":5,"automatic_up_to":50000000,"days":15,"leverage":"10",
        "per_borrower":1000000001,"per_bank":1000000002,"per_programme":1000000003,"excluded_borrowers":["91500118MA2789195C"],
        "excluded_industries":["J"]},
        "claim":{"overdue_days":91,"or_nonperforming":true,"within_days":730,"documents":["a","b"],"files":["a"],"under_way_limit":1000000004},
        "confirm":{"working_days":6,"silence":"deemed"},
        "pay":{"advance":"district","within_days":120,"chain":["city"],"shortage":"fifo"},
        "breaker":{"warn":"0.03","suspend":"0.05","least_filed":1000000005},
        "recovery":{"order":["costs","principal","interest","penalty"]}}
        """#

    /// Everything terms hold, by its path in the code, with a change of it.
    private static let changes: [(path: String, from: String, to: String)] = [
        ("name.chinese", #""zh":"全""#, #""zh":"整""#), ("name.english", #""en":"Full""#, #""en":"Whole""#),
        ("from", "2026-01-01", "2026-02-01"), ("until", "2027-01-01", "2027-02-01"),
        ("sharing.base.interestDays", #""interest_days":90"#, #""interest_days":30"#),
        ("sharing.base.dayCount", #""day_count":360"#, #""day_count":365"#),
        ("sharing.remainder", #""remainder":"bank""#, #""remainder":"largest""#),
        ("sharing.layers.percent", #""percent":"50""#, #""percent":"60""#),
        ("sharing.layers.limit", #""limit":1000,"#, #""limit":2000,"#),
        ("sharing.layers.from", #""from":"deposit""#, #""from":"pledge""#),
        ("sharing.layers.bearers.party", #""party":"bank","parts":"70""#, #""party":"national","parts":"70""#),
        ("sharing.layers.bearers.parts", #""parts":"30""#, #""parts":"20""#),
        ("caps.id", #""id":"household""#, #""id":"house""#), ("caps.on", #""on":["fund"]"#, #""on":["fund","city"]"#),
        ("caps.limit", #""limit":1000000000"#, #""limit":2000000000"#),
        ("caps.window", #""window":"borrower""#, #""window":"claim""#),
        ("caps.excess", #""excess":{"to":"bank"}"#, #""excess":{"to":"city"}"#),
        ("bankMinimum", #""bank_minimum":"20""#, #""bank_minimum":"10""#),
        ("filing.modes", #"["single","batch"]"#, #"["single"]"#),
        ("filing.first", #""first":"guarantor","#, #""first":"bank","#),
        ("filing.lendWithin", #""lend_within":5"#, #""lend_within":7"#),
        ("filing.automaticUpTo", "50000000", "60000000"), ("filing.days", #""days":15"#, #""days":10"#),
        ("filing.leverage", #""leverage":"10""#, #""leverage":"8""#),
        ("filing.perBorrower", "1000000001", "2000000001"),
        ("filing.perBank", "1000000002", "2000000002"), ("filing.perProgramme", "1000000003", "2000000003"),
        ("filing.excludedBorrowers", "91500118MA2789195C", "91500118MA1000001R"),
        ("filing.excludedIndustries", #"["J"]"#, #"["J","K"]"#),
        ("claim.overdueDays", #""overdue_days":91"#, #""overdue_days":61"#),
        ("claim.orNonperforming", "true", "false"), ("claim.withinDays", "730", "365"),
        ("claim.documents", #"["a","b"]"#, #"["a"]"#), ("claim.files", #""files":["a"]"#, #""files":["a","b"]"#),
        ("claim.underWayLimit", "1000000004", "2000000004"),
        ("confirm.workingDays", #""working_days":6"#, #""working_days":5"#),
        ("confirm.silence", "deemed", "escalate"), ("pay.advance", #""advance":"district""#, #""advance":"national""#),
        ("pay.withinDays", #""within_days":120"#, #""within_days":90"#),
        ("pay.chain", #""chain":["city"]"#, #""chain":[]"#),
        ("pay.shortage", "fifo", "pro_rata"), ("breaker.warn", "0.03", "0.02"), ("breaker.suspend", "0.05", "0.06"),
        ("breaker.leastFiled", "1000000005", "2000000005"),
        ("recoveryOrder", #"["costs","principal""#, #"["principal","costs""#),
    ]

    @Test func `everything that terms hold has a change here`() throws {
        let terms = try Terms(JSON.parse(Self.full))
        // The diff compares versions of one programme; weights are worked out from the bearers' parts.
        let derived = ["programme", "sharing.layers.weights"]
        #expect(Set(Self.paths(terms)).subtracting(derived) == Set(Self.changes.map(\.path)))
    }

    @Test(arguments: Self.changes.indices)
    func `the diff says of each what it was and what it is`(place: Int) throws {
        let (path, from, to) = Self.changes[place]
        try #require(Self.full.contains(from), "\(path)")
        var text = Self.full
        if path == "pay.advance" {
            // Another bearer, so that whoever is named bears something.
            text = text.replacing(#""party":"bank","parts":"70""#, with: #""party":"national","parts":"70""#)
        }
        let before = text
        if let range = text.range(of: from) { text.replaceSubrange(range, with: to) }
        let diff = TermsDiff(try Self.version(1, before), try Self.version(2, text), parties: [])
        #expect(!diff.changes.isEmpty, "\(path)")
        #expect(diff.changes.allSatisfy { $0.before != $0.after && $0.name.chinese != "" }, "\(path)")
    }

    private static func version(_ number: Int, _ text: String) throws -> TermsVersion {
        TermsVersion(
            version: number, terms: try Terms(JSON.parse(text)), state: .adopted, proposedBy: "x",
            proposedAt: Moment(microseconds: 0))
    }

    /// Paths of all a value holds, in lists by the first item; money, ratios, days and choices are one thing each.
    private static func paths(_ value: Any, at path: String = "") -> [String] {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .struct where !(value is Money || value is Ratio || value is Day):
            return mirror.children.flatMap { child in
                paths(child.value, at: path.isEmpty ? child.label ?? "" : "\(path).\(child.label ?? "")")
            }
        case .collection:
            guard let first = mirror.children.first, Mirror(reflecting: first.value).displayStyle == .struct else {
                return [path]
            }
            return paths(first.value, at: path)
        default: return [path]
        }
    }
}
