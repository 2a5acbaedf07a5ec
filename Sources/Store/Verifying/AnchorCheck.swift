import Clearing
import Crypto
import Postgres

/// Compares the journal with what was signed of it (RULES §10, invariant 5): while entries and seals go by, every anchor's root
/// is worked out again, and the hash of its seal compared. A chain that was rewritten whole is sound in itself; it is not the one
/// that was signed.
struct AnchorCheck {
    private var anchors: [Anchor] = []
    private var current = 0
    private var root = MerkleRoot()
    private var accounts: [Int32: SHA256.Digest] = [:]
    private var seen: Set<Int64> = []

    /// - Parameters:
    ///   - publicKey: where given, the key that every anchor must be signed with; else each says with which.
    ///   - held: an anchor that somebody kept outside.
    init(
        _ book: Int64, publicKey: [UInt8]?, held: Anchor?, _ findings: inout Findings,
        in transaction: borrowing Transaction
    ) throws {
        let code = try transaction.one("select code from clearing.book where book_id = \(book)") {
            try $0.string("code")
        }
        guard let code else { return }
        let rows = try transaction.rows(
            "select \(Anchor.columns) from clearing.anchor k where k.book_id = \(book) order by k.anchor_no")
        for row in rows {
            let name = "anchor \(try row.int64("anchor_no"))"
            do {
                anchors.append(try Anchor(row, of: code))
            } catch is ColumnError {
                findings.add(name, "its text is not what stands beside it", "锚定文本与所载各项不符")
            }
        }
        checkChain(publicKey, &findings)
        if let held, held.book == code, !anchors.contains(where: { $0.body == held.body }) {
            findings.add(
                "anchor \(held.number)", "the books do not hold the anchor that was kept outside", "账簿中没有外部留存的该锚定")
            anchors.append(held)
            anchors.sort { $0.firstEntry < $1.firstEntry }
        }
    }

    private func checkChain(_ publicKey: [UInt8]?, _ findings: inout Findings) {
        var last: Anchor?
        for anchor in anchors {
            let name = "anchor \(anchor.number)"
            if anchor.number != (last?.number ?? 0) + 1 || anchor.firstEntry != (last?.lastEntry ?? 0) + 1
                || anchor.previous != last?.digest ?? [UInt8](repeating: 0, count: 32)
            {
                findings.add(name, "does not go on from the anchor before it", "与前一锚定不衔接")
            }
            if !anchor.isSigned { findings.add(name, "its signature is not of this text", "签名与文本不符") }
            if let publicKey, anchor.publicKey != publicKey {
                findings.add(name, "is signed with another key than the one given", "由另一把密钥签署")
            }
            last = anchor
        }
    }

    var isEmpty: Bool { anchors.isEmpty }

    mutating func note(_ account: SealedAccount) {
        if !isEmpty { accounts[account.number] = SHA256.hash(data: Array(account.code.utf8)) }
    }

    /// By number; empty where nothing is anchored.
    var accountNames: [Int32: SHA256.Digest] { accounts }

    /// The next entry's leaf.
    mutating func add(_ leaf: [UInt8], of entry: Int64, _ findings: inout Findings) {
        guard current < anchors.count, entry >= anchors[current].firstEntry else { return }
        root.add(leaf)
        while current < anchors.count, entry >= anchors[current].lastEntry { closeAnchor(&findings) }
    }

    private mutating func closeAnchor(_ findings: inout Findings) {
        let anchor = anchors[current]
        if root.finish() != anchor.root {
            findings.add(
                "anchor \(anchor.number)",
                "entries \(anchor.firstEntry)–\(anchor.lastEntry) are not those that were signed at \(anchor.signedAt): history was rewritten",
                "凭证 \(anchor.firstEntry)–\(anchor.lastEntry) 与 \(anchor.signedAt) 签署时不符：历史被改写")
        }
        root = MerkleRoot()
        current += 1
    }

    mutating func note(_ seal: Seal, _ findings: inout Findings) {
        for anchor in anchors where anchor.seal == seal.number {
            seen.insert(anchor.number)
            if anchor.sealHash != seal.hash || anchor.lastEntry != seal.last {
                findings.add(
                    "anchor \(anchor.number)",
                    "seal \(seal.number) is not the one that was signed at \(anchor.signedAt): history was rewritten",
                    "封账 \(seal.number) 与 \(anchor.signedAt) 签署时不符：历史被改写")
            }
        }
    }

    func finish(_ findings: inout Findings) {
        for anchor in anchors where !seen.contains(anchor.number) {
            findings.add(
                "anchor \(anchor.number)", "the books end before seal \(anchor.seal), which it signs",
                "账簿不足其所签的封账 \(anchor.seal)")
        }
        for anchor in anchors[current...] {
            findings.add(
                "anchor \(anchor.number)", "entries it signs up to \(anchor.lastEntry) are missing",
                "所签至 \(anchor.lastEntry) 的凭证缺失")
        }
    }
}
