import Clearing
import Crypto
import Foundation
import Postgres

/// Files attached to claims: each is in the trail as it is in the table, none is missing from the count, and its bytes still have
/// the digest they were attached with.
struct EvidencePass {
    let book: Int64
    let folder: EvidenceFolder?
    private(set) var count = 0

    mutating func run(_ findings: inout Findings, in transaction: borrowing Transaction) throws {
        let files = try transaction.rows(
            """
            select v.claim_no, v.evidence_no, v.size, v.sha256, k.size as kept, k.place, c.claim_no is not null as has_claim,
                row_number() over (partition by v.claim_no order by v.evidence_no) as place_no,
                exists (
                    select from clearing.event t
                    where t.book_id = v.book_id and t.subject = 'claim/' || v.claim_no and t.kind = 'evidence.attached'
                        and t.data like '%"evidence":' || v.evidence_no || ',%'
                        and t.data like '%"sha256":"' || v.sha256 || '"%'
                ) as is_told
            from clearing.evidence v
            left join clearing.evidence_content k on k.book_id = v.book_id and k.sha256 = v.sha256
            left join clearing.claim c on c.book_id = v.book_id and c.claim_no = v.claim_no
            where v.book_id = \(book)
            order by v.claim_no, v.evidence_no
            """)
        count = files.count
        var seen: [String: String] = [:]
        for row in files {
            let subject = "file \(try row.int32("evidence_no")) of claim \(try row.int64("claim_no"))"
            if try row.int64("place_no") != Int64(try row.int32("evidence_no")) {
                findings.add(subject, "a file before it is missing", "其前有文件缺失")
            }
            if try !row.bool("has_claim") { findings.add(subject, "belongs to no claim", "不属于任何申请") }
            if try !row.bool("is_told") {
                findings.add(subject, "is not in the trail with this digest", "留痕中没有该文件或摘要不符")
            }
            let sha256 = try row.string("sha256")
            if let known = seen[sha256] {
                if known != "" { findings.add(subject, known, "内容有误，见上") }
                continue
            }
            let flaw = try flaw(
                sha256, size: row.int64("size"), kept: row.int64OrNil("kept"), row.stringOrNil("place"), in: transaction
            )
            seen[sha256] = flaw?.english ?? ""
            if let flaw { findings.add(subject, flaw.english, flaw.chinese) }
        }
        try checkTrail(&findings, in: transaction)
    }

    /// What the trail tells of and the table does not hold: a file taken away.
    private func checkTrail(_ findings: inout Findings, in transaction: borrowing Transaction) throws {
        let gone = try transaction.rows(
            """
            select t.subject, coalesce(t.number, '?') as number
            from (
                select t.book_id, t.event_no, t.kind, t.subject, substring(t.data from '"evidence":([0-9]+)') as number
                from clearing.event t
            ) t
            where t.book_id = \(book) and t.kind = 'evidence.attached'
                and not exists (
                    select from clearing.evidence v
                    where v.book_id = t.book_id and v.claim_no = clearing.subject_number(t.subject, 'claim')
                        and v.evidence_no::text = t.number)
            order by t.event_no
            """
        ) { ("\(try $0.string("subject"))", try $0.string("number")) }
        for (subject, number) in gone {
            findings.add("file \(number) of \(subject)", "was attached and is gone", "曾附文件，现已不存在")
        }
    }

    /// What is wrong with the bytes; nil where they are as they were.
    private func flaw(
        _ sha256: String, size: Int64, kept: Int64?, _ place: String?, in transaction: borrowing Transaction
    ) throws -> (english: String, chinese: String)? {
        guard let kept, let place else { return ("its bytes are not kept", "没有保存文件内容") }
        var digest = SHA256()
        var length: Int64 = 0
        if place == "database" {
            var number: Int32 = 1
            while let bytes = try transaction.one(
                """
                select bytes from clearing.evidence_chunk
                where book_id = \(book) and sha256 = \(sha256) and chunk_no = \(number)
                """, { try $0.bytes("bytes") })
            {
                digest.update(data: bytes)
                length += Int64(bytes.count)
                number += 1
            }
        } else {
            guard let folder else {
                return (
                    "is kept in a folder: name it, --evidence-folder", "内容保存在目录中：请用 --evidence-folder 指明"
                )
            }
            guard let handle = FileHandle(forReadingAtPath: folder.file(book, sha256)) else {
                return ("is not in the folder", "目录中没有该文件")
            }
            while let bytes = try handle.read(upToCount: EvidenceVault.piece), !bytes.isEmpty {
                digest.update(data: bytes)
                length += Int64(bytes.count)
            }
        }
        guard length == size, length == kept, Array(digest.finalize()).hexadecimal == sha256 else {
            return ("its bytes are not those that were attached", "文件内容与所附时的摘要不符")
        }
        return nil
    }
}
