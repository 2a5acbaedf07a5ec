import Accounting
import Clearing
import Crypto
import House
import JSON
import Ledger
import Postgres
import Testing

@testable import Store

/// Anchors hold the past fast; a receipt proves an entry without the database.
@Suite struct AnchorTests {
    private static let key = Curve25519.Signing.PrivateKey()
    private static let publicKey = Array(key.publicKey.rawRepresentation)

    @discardableResult
    private static func sign(
        _ house: House, daily: Bool = false, key: Curve25519.Signing.PrivateKey = AnchorTests.key
    ) async throws -> Anchor? {
        let connection = Connection(house.database + " user=ballast_service")
        let anchor = try await Notary(key: key).anchor(
            house.book, "yongchuan", on: connection, daily: daily, at: house.clock.now)
        await connection.close()
        return anchor
    }

    private static func post(_ house: House, _ voucher: String) async throws {
        let body: JSON = ["category": "risk", "amount": 5, "credited_on": "2026-08-31", "voucher": .string(voucher)]
        try await house.must("record-deposit-interest", body, by: "bureau/clerk")
    }

    private static func receipt(_ house: House, _ entry: Int64) async throws -> Receipt? {
        let pool = Pool(house.database + " user=ballast_reader")
        let reach = Reach(book: 1, party: "audit", person: "audit-auditor", branch: nil, seesAll: true)
        let receipt = try await Reader(pool: pool).receipt(reach, of: entry, in: "yongchuan")
        await pool.close()
        return receipt
    }

    private static func verify(_ house: House, publicKey: [UInt8]? = nil, held: Anchor? = nil) async throws -> [String]
    {
        let connection = Connection(house.database)
        let report = try await Verifier(connection: connection, chart: Ledger.embedded.rulebook.chart)
            .run(house.book, publicKey: publicKey, held: held)
        await connection.close()
        return report.findings.map(\.description)
    }

    @Test func `one a day, each goes on from the one before, told to every party, and the books verify`() async throws {
        try await House.played { house in
            let first = try #require(try await Self.sign(house, daily: true))
            #expect(first.number == 1 && first.firstEntry == 1 && first.isSigned)
            try await Self.post(house, "I-1")
            #expect(try await Self.sign(house, daily: true) == first)
            let second = try #require(try await Self.sign(house))
            #expect(second.number == 2 && second.firstEntry == first.lastEntry + 1 && second.previous == first.digest)
            #expect(try await Self.sign(house) == second)
            let told = try await house.read { transaction in
                try transaction.rows(
                    "select subject, cardinality(parties)::bigint as parties, data from clearing.event where kind = 'anchor.signed' order by event_no"
                ).map { "\(try $0.string("subject")) \(try $0.int64("parties"))" }
            }
            let parties = try await house.read { transaction in
                try transaction.one("select count(*) as parties from clearing.party") { try $0.int64("parties") } ?? 0
            }
            #expect(told == ["anchor/1 \(parties)", "anchor/2 \(parties)"])
            #expect(try await Self.verify(house, publicKey: Self.publicKey, held: first) == [])
        }
    }

    @Test func `every entry has a receipt that holds without the database`() async throws {
        try await House.played { house in
            #expect(try await Self.receipt(house, 1) == nil)
            let anchor = try #require(try await Self.sign(house))
            for entry in anchor.firstEntry...anchor.lastEntry {
                let receipt = try #require(try await Self.receipt(house, entry))
                let read = try Receipt(JSON.parse(receipt.json.bytes))
                #expect(read == receipt)
                try read.check(publicKey: Self.publicKey)
            }
            try await Self.post(house, "I-1")
            #expect(try await Self.receipt(house, anchor.lastEntry + 1) == nil)
        }
    }

    @Test func `a moved fen, another entry's path, another key and a forged anchor are refused with a sentence`()
        async throws
    {
        try await House.played { house in
            try await Self.sign(house)
            let receipt = try #require(try await Self.receipt(house, 3))
            var entry = receipt.entry
            let line = entry.postings[0]
            entry.postings[0] = AnchoredEntry.Line(
                line: line.line, debit: line.debit, credit: line.credit, amount: line.amount + Money(fen: 1))
            func fault(_ receipt: Receipt, key: [UInt8] = Self.publicKey) -> String {
                do throws(Receipt.Fault) {
                    try receipt.check(publicKey: key)
                    return ""
                } catch {
                    return error.english
                }
            }
            #expect(fault(receipt) == "")
            let moved = Receipt(entry: entry, leaf: receipt.leaf, path: receipt.path, anchor: receipt.anchor)
            #expect(fault(moved).contains("an account or an amount was changed"))
            let remade = Receipt(entry: entry, leaf: entry.leaf, path: receipt.path, anchor: receipt.anchor)
            #expect(fault(remade).contains("does not lead to the anchor's root"))
            let short = Receipt(
                entry: receipt.entry, leaf: receipt.leaf, path: Array(receipt.path.dropLast()), anchor: receipt.anchor)
            #expect(fault(short).contains("does not lead to the anchor's root"))
            let other = Array(Curve25519.Signing.PrivateKey().publicKey.rawRepresentation)
            #expect(fault(receipt, key: other).contains("signed with another key"))
            var signed = receipt.anchor.json.text
            signed = signed.replacing(
                "\"signature\":\"\(receipt.anchor.signature.hexadecimal.prefix(2))", with: "\"signature\":\"00")
            var fields = try Fields(JSON.parse(Array(signed.utf8)))
            let forged = Receipt(
                entry: receipt.entry, leaf: receipt.leaf, path: receipt.path, anchor: try Anchor(&fields))
            #expect(forged.anchor == receipt.anchor || fault(forged).contains("The signature is not of this anchor"))
            var changed = try Fields(
                JSON.parse(Array(receipt.anchor.json.text.replacing("\"seal\":", with: "\"seal\":1").utf8)))
            #expect(throws: JSON.Problem.self) { try Anchor(&changed) }
        }
    }

    /// The chain is rewritten whole after the anchor: an amount, all totals and every seal. It is sound in itself.
    @Test func `a history rewritten after it was signed is named`() async throws {
        try await House.with { house in
            let held = try #require(try await Self.sign(house))
            try await house.read { transaction in
                for table: SQL in [
                    "ledger.posting", "ledger.account_day", "ledger.account", "ledger.entry", "ledger.seal",
                ] {
                    _ = try transaction.run("delete from \(table)")
                }
                _ = try transaction.run(
                    "update ledger.book set next_account = 1, next_entry = 1, next_seal = 1, sealed_account = 0, head = decode(repeat('00', 32), 'hex')"
                )
                _ = try transaction.run(
                    "select * from ledger.open_accounts(1, array['1002.01', '3101.03', '8001', '6001', '9008:pool'])")
                _ = try transaction.run(
                    """
                    select * from ledger.post(
                        1, array[date '2026-01-05'], array['appropriation-risk'], array['appropriation/V-1'],
                        array[null]::bytea[], array[1, 1], array[1, 2]::smallint[], array[1, 3], array[2, 4],
                        array[6400000000, 6400000000]::bigint[])
                    """)
            }
            let found = try await Self.verify(house, publicKey: Self.publicKey)
            #expect(found.contains { $0.contains("anchor 1: entries 1–1 are not those that were signed") }, "\(found)")
            #expect(found.contains { $0.contains("anchor 1: seal 1 is not the one that was signed") }, "\(found)")
            // With the anchor gone from the database too, the one that a party kept tells.
            _ = try await house.read { try $0.run("delete from clearing.anchor") }
            let kept = try await Self.verify(house, held: held)
            #expect(kept.contains { $0.contains("do not hold the anchor that was kept outside") }, "\(kept)")
            #expect(kept.contains { $0.contains("history was rewritten") }, "\(kept)")
        }
    }

    @Test func `an anchor that was touched, or signed anew with another key, is named`() async throws {
        try await House.with { house in
            try await Self.sign(house)
            _ = try await house.read { try $0.run("update clearing.anchor set seal_no = seal_no + 1") }
            #expect(try await Self.verify(house).contains { $0.contains("its text is not what stands beside it") })
            _ = try await house.read { try $0.run("delete from clearing.anchor") }
            try await Self.sign(house, key: Curve25519.Signing.PrivateKey())
            #expect(try await Self.verify(house) == [])
            let pinned = try await Self.verify(house, publicKey: Self.publicKey)
            #expect(pinned.contains { $0.contains("is signed with another key than the one given") })
        }
    }

    @Test(arguments: 1...33) func `a path leads every leaf of a tree to its root, and no other`(count: Int) {
        let leaves = (0..<count).map { MerkleTree.leaf([UInt8($0)]) }
        var root = MerkleRoot()
        for leaf in leaves { root.add(leaf) }
        for place in leaves.indices {
            let path = MerkleTree.path(to: place, in: leaves[...])
            #expect(MerkleTree.root(from: leaves[place], at: place, of: count, by: path) == root.finish())
            let next = (place + 1) % count
            if next != place {
                #expect(MerkleTree.root(from: leaves[next], at: place, of: count, by: path) != root.finish())
            }
        }
    }

    /// Worked out with `printf '\0a' | sha256sum` and the like.
    @Test func `a tree of three is as RFC 6962 has it`() {
        func hash(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
        let leaves = ["a", "b", "c"].map { hash([0] + Array($0.utf8)) }
        var root = MerkleRoot()
        for leaf in leaves { root.add(leaf) }
        #expect(root.finish() == hash([1] + hash([1] + leaves[0] + leaves[1]) + leaves[2]))
    }
}
