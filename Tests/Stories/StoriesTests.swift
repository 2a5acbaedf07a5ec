import Accounting
import Foundation
import House
import Testing

struct StoriesTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Days")

    static let files: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []  // none found fails below
        return names.filter { $0.hasSuffix(".story") }.sorted()
    }()

    private static func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    @Test func `there are stories`() { #expect(Self.files.count >= 8) }

    @Test(arguments: files)
    func `a day's events give the books the story says`(name: String) async throws {
        let story = try Story(Self.text(name))
        try await House.with(opened: story.opened, pool: story.pool.fen) { house in
            var teller = StoryTeller(house, story)
            for (number, line) in story.lines { try await teller.tell(line, at: number) }
            #expect(try await house.findings() == [])
        }
    }
}

struct StoryReaderTests {
    private static let head = "# A story\nopened 2026-01-05, pool 1.00\n"
    private static let table = "# paid in\nbalances\n  1002.01 pool 1.00\n"

    @Test func `a story is read line by line`() throws {
        let story = try Story(
            Self.head
                + "\non 2026-03-02 17:30\nbank-a/maker files loan 1: 1,234.56 under yongchuan-credit\nrefused F01: "
                + "bank-a/maker files loan 1: 1,234.56 under yongchuan-credit for borrower 2\n" + Self.table)
        #expect(story.title == "A story")
        #expect(story.pool == Money(fen: 100))
        #expect(
            story.lines.map(\.line) == [
                .on("2026-03-02 17:30"),
                .step(StoryStep("bank-a/maker files loan 1: 1,234.56 under yongchuan-credit")!),
                .refused(
                    "F01", StoryStep("bank-a/maker files loan 1: 1,234.56 under yongchuan-credit for borrower 2")!),
                .table(.balances(["1002.01": Money(fen: 100)])),
            ])
    }

    /// What follows the head and a table, and the line it is wrong in.
    private static let slips: [(text: String, line: Int)] = [
        ("bank-a/maker dances", 6), ("Bank-A/maker admits claim 1", 6),
        ("bank-a/maker files loan 1: 1234.56 under yongchuan-credit", 6),
        ("bank-a/maker files loan 1: 1,234.5 under yongchuan-credit", 6), ("on 2026-1-5", 6),
        ("\nbalances\n  1002.01 pool 1.00", 7), ("# why\nbalances\nbank-a/maker admits claim 1", 7),
        ("# why\nbalances\n  1002.01 1.00", 8), ("# why\nbalances\n  1002.01 pool one", 8),
        ("# why\nbalances\n  1002.01 a 1.00\n  1002.01 b 1.00", 9),
        ("# why\nshares of claim 1\n  fund 1.00 + 2.00", 8), ("# why\norders of run 1\n  risk bank-a give 1.00", 8),
    ]

    @Test(arguments: slips)
    func `what is not understood is a fault of the story`(text: String, line: Int) {
        let fault = #expect(throws: Story.Fault.self) { try Story(Self.head + Self.table + text) }
        #expect(fault?.line == line)
    }

    @Test(arguments: ["opened 2026-01-05, pool 1.00", "# A story\non 2026-01-05", "# A story", head])
    func `a story has a title, an opening and a table`(text: String) {
        #expect(throws: Story.Fault.self) { try Story(text) }
    }
}
