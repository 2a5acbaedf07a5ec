import Testing

@testable import Clearing

struct RefusalCatalogueTests {
    @Test(arguments: Refusal.Reason.allCases)
    func `every reason is said in Chinese and English, with the same blanks to fill`(reason: Refusal.Reason) {
        #expect(reason.said.count == 2)
        #expect(reason.said[0].unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
        #expect(!reason.said[1].unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
        #expect(Self.blanks(reason.said[0]) == Self.blanks(reason.said[1]))
    }

    @Test func `codes are plain, and none is used twice`() {
        let codes = Refusal.Reason.allCases.map(\.rawValue)
        #expect(Set(codes).count == codes.count)
        for code in codes {
            #expect(
                code.utf8.allSatisfy {
                    (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || "FC".utf8.contains($0)
                })
        }
    }

    @Test(arguments: [
        (Refusal.Reason.roleMissing, 403), (.ownProposal, 403), (.personInactive, 403), (.unknownLoan, 404),
        (.unknownClaim, 404), (.unknownRun, 404), (.unknownOrder, 404), (.unknownTerms, 404), (.unknownCredential, 404),
        (.unknownParty, 422), (.unknownPerson, 422), (.oldRevision, 409), (.wrongState, 409), (.alreadyAnswered, 409),
        (.notDisputed, 409), (.duplicateLoan, 409), (.alreadyClaimed, 409), (.taken, 409), (.keyReused, 422),
        (.leverage, 422), (.cashShort, 422), (.calendarMissing, 422),
    ])
    func `a refusal goes out with its status`(reason: Refusal.Reason, status: Int) {
        #expect(reason.status == status)
    }

    @Test func `blanks are filled, wherever they stand and however often`() {
        let refusal = Refusal(.leverage, at: "/principal", ["room": "4,000,000.00"])
        #expect(refusal.sentence(.chinese) == "超出资金池放大倍数，剩余额度 4,000,000.00 元；请待额度释放或补充资金后再报。")
        #expect(
            refusal.sentence(.english)
                == "The pool's leverage leaves room for 4,000,000.00 yuan; file again when capacity is released or the pool is topped up."
        )
    }

    /// The names between braces, in order of first mention.
    static func blanks(_ sentence: String) -> Set<String> {
        Set(
            sentence.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap {
                $0.split(separator: "}").first.map(String.init)
            })
    }
}
