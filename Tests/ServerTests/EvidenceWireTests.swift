import Foundation
import House
import JSON
import Store
import Testing

@testable import Server

/// Files over the wire: in piece by piece, out to those who may see the claim, safe to be opened by nobody.
@Suite struct EvidenceWireTests {
    private static func with(
        _ change: @Sendable (inout Settings) -> Void = { _ in }, _ work: @Sendable (Serving) async throws -> Void
    ) async throws {
        try await Serving.with(change) { serving in
            try await serving.house.claimed(1_000_000, programme: "yongchuan-guaranteed")
            try await work(serving)
        }
    }

    @Test func `what was sent is what is downloaded, by those who see the claim and by nobody else`() async throws {
        try await Self.with { serving in
            let file = Sample.pdf(3, size: 900_001)
            let sent = try await serving.attach(
                file, "loan-contract", to: 1, by: "bank-a/maker", name: "借款合同 “甲”.pdf", key: "k")
            #expect(sent.status == 201, "\(sent.text)")
            let sha256 = sent.json[at: "sha256"].word ?? ""
            let again = try await serving.attach(
                file, "loan-contract", to: 1, by: "bank-a/maker", name: "借款合同 “甲”.pdf", key: "k")
            #expect(again.body == sent.body && again.headers.first(name: "Idempotency-Replayed") == "true")
            let got = try await serving.send(.GET, "claims/1/evidence/1/file", by: "bureau/clerk")
            #expect(got.status == 200 && got.body == file)
            let expected = [
                "Content-Type": "application/pdf", "X-Content-Type-Options": "nosniff", "ETag": "\"\(sha256)\"",
                "Cache-Control": "private, no-cache", "Content-Length": "900001",
                "Content-Disposition":
                    "attachment; filename=\"claim-1-evidence-1.pdf\"; filename*=UTF-8''%E5%80%9F%E6%AC%BE%E5%90%88%E5%90%8C%20%E2%80%9C%E7%94%B2%E2%80%9D.pdf",
            ]
            for (name, value) in expected { #expect(got.headers.first(name: name) == value, "\(name)") }
            let known = try await serving.send(
                .GET, "claims/1/evidence/1/file", by: "bureau/clerk", headers: [("If-None-Match", "\"\(sha256)\"")])
            #expect(known.status == 304 && known.body.isEmpty)
            let head = try await serving.send(.HEAD, "claims/1/evidence/1/file", by: "bureau/clerk")
            #expect(head.status == 200 && head.body.isEmpty && head.headers.first(name: "Content-Length") == "900001")
            // The district bears the claim once it is admitted; before that it is not there.
            for path in ["evidence", "evidence/1/file", "checklist"] {
                let heard = try await serving.send(.GET, "claims/1/\(path)", by: "district/maker")
                #expect(heard.status == 404 && heard.code == "not-there", "\(path)")
                #expect(try await serving.send(.GET, "claims/1/\(path)", by: "bank-b/maker").status == 404, "\(path)")
            }
            _ = try await serving.post("claims/1/admit", by: "bureau/clerk")
            let seen = try await serving.send(.GET, "claims/1/evidence/1/file", by: "district/maker")
            #expect(seen.body == file)
            for path in ["claims/1/evidence/2/file", "claims/1/evidence/x/file", "claims/9/evidence/1/file"] {
                #expect(try await serving.send(.GET, path, by: "bureau/clerk").code == "not-there", "\(path)")
            }
            #expect(try await serving.house.findings() == [])
        }
    }

    @Test func `the claim's reading and its checklist show what is there and what is missing`() async throws {
        try await Self.with { serving in
            _ = try await serving.attach(Sample.pdf(1), "loan-contract", to: 1, by: "bank-a/maker")
            _ = try await serving.attach(Sample.pdf(2), "loan-contract", to: 1, by: "bank-a/maker", supersedes: 1)
            let claim = try await serving.send(.GET, "claims/1", by: "bank-a/checker").json
            #expect(claim[at: "evidence"].items.map { $0[at: "superseded_by"] } == [2, .null])
            #expect(claim[at: "history"].items.contains { $0[at: "kind"] == "evidence.attached" })
            let list = try await serving.send(.GET, "claims/1/checklist", by: "audit/auditor").json
            #expect(list[at: "complete"] == .bool(true) && list[at: "missing"].items.isEmpty)
            let contract = list[at: "items"].items.first { $0[at: "document"] == "loan-contract" } ?? .null
            #expect(contract[at: "files"] == [2] && contract[at: "required"] == .bool(true))
            let requests = try await serving.send(.GET, "requests?command=attach-evidence", by: "audit/auditor")
            #expect(requests.json[at: "items"].items.count == 2)
        }
    }

    @Test func `what is too large, of another kind, unnamed or cut off is refused before anything is kept`()
        async throws
    {
        try await Self.with({ $0.limits.evidence = 5000 }) { serving in
            func heard(_ query: String, _ body: [UInt8], _ type: String, key: String? = "k") async throws -> String {
                let heard = try await serving.send(
                    .POST, "claims/1/evidence\(query)", body: body, by: "bank-a/maker",
                    headers: [("Content-Type", type)] + (key.map { [("Idempotency-Key", $0)] } ?? []))
                return "\(heard.status) \(heard.code ?? "")"
            }
            let (label, pdf) = ("?document=loan-contract&name=a.pdf", "application/pdf")
            #expect(try await heard(label, Sample.pdf(0, size: 5001), pdf) == "413 file-too-large")
            #expect(try await heard(label, Sample.pdf(), "image/png") == "415 media-mismatch")
            #expect(try await heard(label, Array("MZ, a program".utf8), pdf) == "415 media-mismatch")
            #expect(try await heard(label, [], pdf) == "415 media-mismatch")
            #expect(try await heard(label, Sample.pdf(), "application/zip") == "415 media-type")
            #expect(try await heard(label, Sample.pdf(), pdf, key: nil) == "400 idempotency-key-missing")
            #expect(try await heard("?name=a.pdf", Sample.pdf(), pdf) == "400 missing-parameter")
            #expect(try await heard("?document=x&name=..%2Fa.pdf", Sample.pdf(), pdf) == "400 parameter-malformed")
            #expect(
                try await heard("?document=x&name=a%E2%80%AEfdp.exe", Sample.pdf(), pdf) == "400 parameter-malformed")
            #expect(try await heard(label + "&more=1", Sample.pdf(), pdf) == "400 unknown-parameter")
            let cut = try await Wire.exchange(
                serving.port,
                [
                    (
                        "POST /v1/books/yongchuan/claims/1/evidence\(label) HTTP/1.1\r\nHost: x\r\nContent-Type: application/pdf\r\n"
                            + "Idempotency-Key: cut\r\nAuthorization: Bearer \(try serving.token("bank-a/maker"))\r\n"
                            + "Content-Length: 4000\r\n\r\n%PDF-1.7 and then nothing", 200
                    )
                ], hangsUp: true)
            #expect(!cut.text.contains("HTTP/1.1 201"))
            // Whom the claim is not there for, and who may not attach: refused by the command, and nothing is kept.
            for (person, status) in [("bank-b/maker", 404), ("district/maker", 403)] {
                #expect(
                    try await serving.attach(Sample.pdf(9), "loan-contract", to: 1, by: person).status == status)
            }
            let kept = try await serving.house.read { transaction in
                try transaction.one("select count(*) as n from clearing.evidence_content") { try $0.int64("n") }
            }
            #expect(kept == 0)
            #expect(try await heard(label, Sample.pdf(0, size: 5000), pdf) == "201 ")
        }
    }

    @Test func `kept in a folder, a file that is lost there is said to be away`() async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("wire-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }  // at worst it lies among temporary files
        let folder = try EvidenceFolder(path)
        try await Self.with({ $0.evidenceFolder = folder }) { serving in
            let file = Sample.pdf(4, size: 600_000)
            let sent = try await serving.attach(file, "loan-contract", to: 1, by: "bank-a/maker")
            #expect(sent.status == 201, "\(sent.text)")
            let got = try await serving.send(.GET, "claims/1/evidence/1/file", by: "bank-a/maker")
            #expect(got.body == file)
            try FileManager.default.removeItem(atPath: "\(path)/1")
            let lost = try await serving.send(.GET, "claims/1/evidence/1/file", by: "bank-a/maker")
            #expect(lost.status == 503 && lost.code == "evidence-away" && lost.isProblem)
        }
    }
}

extension Serving {
    func attach(
        _ file: [UInt8], _ document: String, to claim: Int, by person: String, name: String = "scan.pdf",
        supersedes: Int? = nil, key: String = UUID().uuidString
    ) async throws -> Heard {
        let encoded = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? name
        let query = "document=\(document)&name=\(encoded)" + (supersedes.map { "&supersedes=\($0)" } ?? "")
        return try await send(
            .POST, "claims/\(claim)/evidence?\(query)", body: file, by: person,
            headers: [("Content-Type", "application/pdf"), ("Idempotency-Key", key)])
    }
}
