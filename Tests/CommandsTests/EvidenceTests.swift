import House
import JSON
import Postgres
import Store
import Testing

/// Files attached to a claim (RULES §6, C03): kept by their digest, numbered, superseded, never taken away.
@Suite struct EvidenceTests {
    /// Terms that ask for the application in words and for the loan contract as a file.
    private static func strict(_ house: House) async throws {
        try await house.adopt(
            try Sample.terms(
                "strict", [("fund", 50), ("district", 30), ("bank", 20)],
                #""claim":{"documents":["application","loan-contract"],"files":["loan-contract"]}"#))
    }

    private static func claimed(_ house: House, _ documents: JSON) async throws {
        try await strict(house)
        try await house.claimed(1_000_000, programme: "strict", changed: ["documents": documents])
    }

    private static let papers: JSON = [["name": "application"], ["name": "loan-contract"]]

    @Test func `a file is attached once, whatever the key, and takes the place of another without removing it`()
        async throws
    {
        try await House.with { house in
            try await Self.claimed(house, Self.papers)
            let first = try await house.attach(
                Sample.pdf(1), as: "loan-contract", to: 1, by: "bank-a/maker", name: "合同.pdf", key: "k-1")
            #expect(first.status == 201 && first["evidence"].integer == 1 && first["revision"].integer == 1)
            #expect(first["file_name"].word == "合同.pdf" && first["size"].integer == 1000)
            #expect(first["attached_by"].word == "bank-a-maker" && first["superseded_by"] == .null)
            let replayed = try await house.attach(
                Sample.pdf(1), as: "loan-contract", to: 1, by: "bank-a/maker", name: "合同.pdf", key: "k-1")
            #expect(replayed.reply.isReplayed && replayed.reply.body == first.reply.body)
            let again = try await house.attach(Sample.pdf(1), as: "loan-contract", to: 1, by: "bank-a/checker")
            #expect(again.status == 201 && again.reply.body == first.reply.body)
            // The same key for another file is another request.
            refused(
                try await house.attach(Sample.pdf(2), as: "loan-contract", to: 1, by: "bank-a/maker", key: "k-1"), 422,
                "key-reused")
            // The same bytes prove another paper too.
            let other = try await house.attach(Sample.pdf(1), as: "application", to: 1, by: "bureau/clerk")
            #expect(other["evidence"].integer == 2)
            let better = try await house.attach(
                Sample.pdf(3), as: "loan-contract", to: 1, by: "bank-a/maker", supersedes: 1)
            #expect(better["evidence"].integer == 3 && better["supersedes"].integer == 1)
            let twice = try await house.attach(
                Sample.pdf(3), as: "loan-contract", to: 1, by: "bank-a/maker", supersedes: 1)
            #expect(twice.reply.body == better.reply.body)
            refused(
                try await house.attach(Sample.pdf(4), as: "loan-contract", to: 1, by: "bank-a/maker", supersedes: 1),
                409, "already-superseded")
            #expect(try await Self.files(house) == ["1 loan-contract", "2 application", "3 loan-contract for 1"])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `who may attach, to which claim, and what`() async throws {
        try await House.with { house in
            try await Self.claimed(house, Self.papers)
            func attach(_ person: String, _ document: String = "loan-contract", to claim: Int64 = 1, over: Int64? = nil)
                async throws -> Answered
            {
                try await house.attach(Sample.pdf(), as: document, to: claim, by: person, supersedes: over)
            }
            refused(try await attach("bank-b/maker"), 404, "unknown-claim")
            refused(try await attach("bank-a/maker", to: 9), 404, "unknown-claim")
            for person in ["district/maker", "bureau/approver", "audit/auditor", "watch/supervisor", "office/admin"] {
                refused(try await attach(person), 403, "role-missing")
            }
            refused(try await attach("bank-a/maker", "holiday-photo"), 422, "document-unknown")
            refused(try await attach("bank-a/maker", over: 7), 404, "unknown-evidence")
            #expect(try await attach("bank-a/maker").status == 201)
            try await house.must("withdraw-claim", ["note": "x"], by: "bank-a/maker", at: ["claim": "1"])
            // What is attached is the answer still; nothing new is added.
            #expect(try await attach("bank-a/maker").status == 201)
            refused(try await attach("bank-a/maker", "application"), 409, "wrong-state")
            #expect(try await house.findings() == [])
        }
    }

    @Test func `a claim takes a hundred files and no more`() async throws {
        try await House.with { house in
            try await Self.claimed(house, Self.papers)
            for seed in 0..<100 {
                let file = Sample.pdf(UInt8(seed), size: 20)
                #expect(try await house.attach(file, as: "application", to: 1, by: "bank-a/maker").status == 201)
            }
            refused(
                try await house.attach(Sample.pdf(200), as: "application", to: 1, by: "bank-a/maker"), 422,
                "evidence-full")
        }
    }

    @Test func `where the terms ask for a file, a claim is admitted with it and not without`() async throws {
        try await House.with { house in
            let file = Sample.pdf(7)
            let digest = try await house.keep(file).sha256
            try await Self.claimed(
                house, [["name": "application"], ["name": "loan-contract", "sha256": .string(digest)]])
            let path = ["claim": "1"]
            let missing = try await house.perform("admit-claim", by: "bureau/clerk", at: path)
            refused(missing, 422, "C03")
            #expect(missing["title"].word == "A document is missing: loan-contract.")
            // The bank said which file it would be.
            try await house.attach(Sample.pdf(8), as: "loan-contract", to: 1, by: "bank-a/maker")
            refused(try await house.perform("admit-claim", by: "bureau/clerk", at: path), 422, "C03")
            try await house.attach(file, as: "loan-contract", to: 1, by: "bank-a/maker")
            try await house.must("admit-claim", by: "bureau/clerk", at: path)
            #expect(try await house.findings() == [])
        }
    }

    @Test func `attached before it is sent back, a file counts for the next revision`() async throws {
        try await House.with { house in
            try await Self.claimed(house, Self.papers)
            let path = ["claim": "1"]
            try await house.must("return-claim", ["code": "C03", "note": "contract"], by: "bureau/clerk", at: path)
            try await house.attach(Sample.pdf(), as: "loan-contract", to: 1, by: "bank-a/maker")
            let again = Sample.claim(principal: 1_000_000).without("loan").with("revision", 1)
            try await house.must("refile-claim", again, by: "bank-a/maker", at: path)
            try await house.must("admit-claim", by: "bureau/clerk", at: path)
            #expect(try await house.findings() == [])
        }
    }

    @Test(arguments: 0..<3)
    func `the same file by two servers at once is one file`(round: Int) async throws {
        try await House.with { house in
            try await Self.claimed(house, Self.papers)
            let other = House.lane(on: house.book, house.database, house.clock)
            let work = Task { await other.run() }
            async let here = house.attach(
                Sample.pdf(9, size: 600_000), as: "loan-contract", to: 1, by: "bank-a/maker")
            async let there = house.attach(
                Sample.pdf(9, size: 600_000), as: "loan-contract", to: 1, by: "bank-a/maker", in: other)
            let answers = [try await here, try await there]
            #expect(answers.map(\.status) == [201, 201] && answers[0].reply.body == answers[1].reply.body)
            #expect(try await Self.files(house) == ["1 loan-contract"])
            #expect(try await house.findings() == [])
            other.close()
            await work.value
        }
    }

    private static func files(_ house: House) async throws -> [String] {
        try await house.read { transaction in
            try transaction.rows(
                """
                select evidence_no || ' ' || document || coalesce(' for ' || supersedes, '') as told
                from clearing.evidence
                order by evidence_no
                """
            ).map { try $0.string("told") }
        }
    }
}
