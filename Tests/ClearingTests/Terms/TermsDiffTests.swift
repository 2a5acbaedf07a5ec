import Accounting
import JSON
import Testing

@testable import Clearing

struct TermsDiffTests {
    private static let district = Party(
        id: "district", kind: .guarantor, nameChinese: "区担保公司", nameEnglish: "District Guarantee", creditCode: nil,
        account: nil)

    private static func version(_ number: Int, _ text: String) throws -> TermsVersion {
        TermsVersion(
            version: number, terms: try Terms(JSON.parse(text)), state: .adopted, proposedBy: "x",
            proposedAt: Moment(microseconds: 0))
    }

    private static func changes(_ changes: (String, String)...) throws -> [TermsDiff.Change] {
        var text = TermsTests.guaranteed
        for (part, change) in changes {
            try #require(text.contains(part))
            text = text.replacing(part, with: change)
        }
        return try TermsDiff(version(1, TermsTests.guaranteed), version(2, text), parties: [district]).changes
    }

    @Test func `two equal versions differ in nothing`() throws {
        #expect(try Self.changes() == [])
    }

    @Test func `a share that moves is said in percent, by the names of those who bear it`() throws {
        let changes = try Self.changes(
            (#"{"party":"district","parts":"30"}"#, #"{"party":"district","parts":"25"}"#),
            (#"{"party":"bank","parts":"20"}"#, #"{"party":"bank","parts":"25"}"#))
        #expect(changes.map(\.place) == ["layers/1/district", "layers/1/bank"])
        #expect(changes[0].name == Words("区担保公司分担", "District Guarantee bears"))
        #expect(changes[0].before == .same("30%"))
        #expect(changes[0].after == .same("25%"))
    }

    /// A change of the document, where it shows, and what is said before and after, in Chinese.
    @Test(arguments: [
        (#""from":"2026-01-01""#, #""from":"2026-07-01""#, "from", "2026-01-01", "2026-07-01"),
        (#""interest_days":90"#, #""interest_days":0"#, "base", "本金，及不超过 90 天的正常利息（一年按 360 天）", "只计本金"),
        (#""remainder":"bank""#, #""remainder":"largest""#, "remainder", "归银行", "最大余数法"),
        (#""bank_minimum":"20""#, #""bank_minimum":"15""#, "bank_minimum", "20%", "15%"),
        (
            #""limit":1000000000"#, #""limit":500000000"#, "caps/household",
            "基金、区担保公司、reguarantor、national合计不超过 10,000,000.00 元，按借款人累计；超出部分由银行承担",
            "基金、区担保公司、reguarantor、national合计不超过 5,000,000.00 元，按借款人累计；超出部分由银行承担"
        ),
        (#""automatic_up_to":50000000"#, #""automatic_up_to":0"#, "filing/automatic_up_to", "500,000.00 元", "0.00 元"),
        (#""leverage":"10""#, #""leverage":"8""#, "filing/leverage", "10 倍", "8 倍"),
        (#","per_borrower":1000000000"#, "", "filing/per_borrower", "10,000,000.00 元", "不限"),
        (#""overdue_days":90"#, #""overdue_days":60"#, "claim/overdue_days", "90 天", "60 天"),
        (#""silence":"deemed""#, #""silence":"escalate""#, "confirm/silence", "逾期视同确认", "逾期报主管部门"),
        (#""advance":"none""#, #""advance":"district""#, "pay/advance", "无，各付各的", "区担保公司"),
        (#""suspend":"0.05""#, #""suspend":"0.065""#, "breaker/suspend", "5%", "6.5%"),
        (#"["costs","principal","#, #"["principal","costs","#, "recovery/order", "费用、本金、利息、罚息", "本金、费用、利息、罚息"),
    ])
    func `each thing is said in words`(part: String, change: String, place: String, before: String, after: String)
        throws
    {
        let changes = try Self.changes((part, change))
        #expect(changes.map(\.place) == [place])
        #expect(changes.first?.before?.chinese == before)
        #expect(changes.first?.after?.chinese == after)
    }

    @Test func `a cap, a paper or an industry that comes or goes stands alone`() throws {
        let changes = try Self.changes(
            (#""documents":["contract","receipt"]"#, #""documents":["receipt","photograph"]"#),
            (#""per_borrower":1000000000"#, #""per_borrower":1000000000,"excluded_industries":["K70"]"#),
            (#""id":"household""#, #""id":"person""#))
        #expect(
            changes.map { "\($0.place) \($0.before == nil) \($0.after == nil)" } == [
                "caps/person true false", "filing/excluded_industries/K70 true false",
                "claim/documents/photograph true false", "caps/household false true",
                "claim/documents/contract false true",
            ])
    }

    @Test func `all three formulas of a rate, and both windows of a bank, have their words`() throws {
        let changes = try Self.changes(
            (#"{"rate":"0.04","factor":"0.8"}"#, #"{"rate":"0.03","factor":"1","of":"plain"}"#),
            (#""window":"bank-year""#, #""window":"bank""#))
        #expect(
            changes[0].before?.english.contains("0.8 × annualised released principal × 4%, per bank and year") == true)
        #expect(changes[0].after?.english.contains("1 × released principal × 3%, per bank over all years") == true)
    }

    @Test func `the example shares a round loss under both`() throws {
        let text = TermsTests.guaranteed.replacing(#"{"party":"fund","parts":"10"},"#, with: "")
            .replacing(#""parts":"30"}"#, with: #""parts":"40"}"#).replacing(
                #""on":["fund"]"#, with: #""on":["district"]"#
            )
            .replacing(#""on":["fund",district"#, with: "").replacing(
                #""on":["fund","district""#, with: #""on":["district""#
            )
            .replacing(#""excess":"defer""#, with: #""excess":{"to":"bank"}"#)
        let diff = try TermsDiff(Self.version(1, TermsTests.guaranteed), Self.version(2, text), parties: [])
        #expect(
            diff.shares.map { "\($0.party) \($0.before) \($0.after)" } == [
                "national 200,000.00 200,000.00", "reguarantor 200,000.00 200,000.00", "district 300,000.00 400,000.00",
                "bank 200,000.00 200,000.00", "fund 100,000.00 0.00",
            ])
    }
}
