import Accounting
import JSON
import Testing

@testable import Clearing

/// What a claim has to prove, and what counts as proved.
@Suite struct ChecklistTests {
    private static func procedure(_ claim: String) throws -> Terms {
        try Terms(
            JSON.parse(
                #"{"programme":"p","from":"2024-01-01","claim":\#(claim),"layers":[{"percent":"100","bearers":[{"party":"bank","parts":"1"}]}]}"#
            ))
    }

    private static func facts(_ documents: [Claim.Document]) -> Claim.Facts {
        Claim.Facts(
            loan: 1, programme: "p", bank: "bank-a", branch: "main", borrower: "x", principal: .zero,
            collateralProceeds: .zero, interestPaidTo: Make.day, calculatedOn: Make.day, uncoveredInterest: .zero,
            uncoveredPenalty: .zero, named: [], documents: documents, procedureVersion: 1, filedBy: "maker",
            filedAt: Make.noon, receivedOn: Make.day)
    }

    private static func file(_ number: Int, _ document: String, _ digit: String, for other: Int? = nil) -> Evidence {
        Evidence(
            claim: 1, number: number, revision: 1, document: document, fileName: "\(document).pdf", mediaType: .pdf,
            size: 10, sha256: String(repeating: digit, count: 64), supersedes: other, party: "bank-a",
            attachedBy: "maker", attachedAt: Make.noon)
    }

    @Test func `a paper counts as named, and as attached where the terms ask for the file`() throws {
        let terms = try Self.procedure(#"{"documents":["a","b","c"],"files":["b"]}"#)
        let named = Self.facts([.init(name: "a", sha256: nil), .init(name: "b", sha256: nil)])
        #expect(Checklist(named, terms, []).missing == ["b", "c"])
        let list = Checklist(named, terms, [Self.file(1, "b", "1"), Self.file(2, "d", "2")])
        #expect(list.missing == ["c"])
        #expect(list.items.map(\.document) == ["a", "b", "c", "d"])
        #expect(list.items.map(\.isRequired) == [true, true, true, false])
        #expect(list.items.map(\.isThere) == [true, true, false, true])
    }

    @Test func `a file counts while it stands, and where a digest was named only with that digest`() throws {
        let terms = try Self.procedure(#"{"documents":["a"],"files":["a"]}"#)
        let named = Self.facts([.init(name: "a", sha256: String(repeating: "7", count: 64))])
        let (wrong, right) = (Self.file(1, "a", "1"), Self.file(2, "a", "7", for: 1))
        #expect(Checklist(named, terms, [wrong]).missing == ["a"])
        #expect(Checklist(named, terms, [wrong]).items[0].others == [wrong])
        let list = Checklist(named, terms, [wrong, right])
        #expect(list.missing == [] && list.items[0].files == [right] && list.items[0].others == [])
        #expect([wrong, right].standing == [right] && [wrong, right].successor(of: 1) == 2)
    }

    @Test func `files are asked for of the papers listed, once each, and are written back`() throws {
        let terms = try Self.procedure(#"{"documents":["a","b"],"files":["b"]}"#)
        #expect(try Terms(terms.json) == terms && terms.claim.files == ["b"])
        for (claim, code, pointer) in [
            (#"{"documents":["a"],"files":["b"]}"#, "unknown-document", "/claim/files/0"),
            (#"{"documents":["a"],"files":["a","a"]}"#, "duplicate-entry", "/claim/files/1"),
        ] {
            let problem = #expect(throws: TermsProblem.self) { try Self.procedure(claim) }
            #expect(problem?.code == code && problem?.pointer == pointer)
        }
    }

    @Test(
        arguments: [
            ([0x25, 0x50, 0x44, 0x46, 0x2D, 0x31], Evidence.MediaType.pdf),
            ([0xFF, 0xD8, 0xFF, 0xE0, 0, 0], .jpeg), ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 9], .png),
            ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A], nil), ([0x50, 0x4B, 3, 4], nil), ([], nil),
            ([0x20, 0x25, 0x50, 0x44, 0x46, 0x2D], nil),
        ] as [([UInt8], Evidence.MediaType?)])
    func `a file is what its first bytes say`(bytes: [UInt8], type: Evidence.MediaType?) {
        #expect(Evidence.MediaType(opening: bytes) == type)
    }
}
