import Clearing
import Commands
import HTTPTypes
import Hummingbird
import NIOCore
import Store

/// The files of a claim come and go as they are, piece by piece, so that none is ever in memory whole.
struct EvidenceRoutes {
    let vault: EvidenceVault
    let reader: Reader
    let limits: Limits

    func add(to books: RouterGroup<Context>) {
        books.post("claims/:claim/evidence") { request, context in try await receive(request, context) }
        books.get("claims/:claim/evidence/:evidence/file") { request, context in try await send(request, context) }
    }

    // MARK: In

    /// What the query says of the file that follows.
    private struct Label {
        let document, name: String
        let supersedes: Int64?

        init(_ request: Request) throws(Problem) {
            let query = try Query(request.uri.query, known: ["document", "name", "supersedes"])
            document = try query.required("document", query.text("document", atMost: 240))
            name = try query.required("name", query.text("name", atMost: 480))
            supersedes = try query.number("supersedes", in: 1...Int64(Evidence.most))
            // A name is shown to people and saved under: it leads nowhere and hides nothing.
            let isPlain = name.unicodeScalars.allSatisfy {
                $0 != "/" && $0 != "\\" && $0.properties.generalCategory != .format
            }
            guard isPlain, name.unicodeScalars.count <= 120 else { throw .parameterMalformed("name", "contract.pdf") }
            guard document.unicodeScalars.count <= 60 else { throw .parameterMalformed("document", "loan-contract") }
        }
    }

    private func receive(_ request: Request, _ context: Context) async throws -> Response {
        let key = try IdempotencyKey.read(request.headers)
        let label = try Label(request)
        guard let declared = Evidence.MediaType.allCases.first(where: { request.isAnnounced(as: $0.rawValue) }) else {
            throw Problem.notEvidence
        }
        let visit = context.visit
        let path = Path(["claim": context.parameters.get("claim") ?? ""])
        let incoming = try vault.incomingFile()
        try await fill(incoming, from: request)
        let file = incoming.received()
        guard Evidence.MediaType(opening: file.opening) == declared else { throw Problem.notAsDeclared }
        // Of whoever may not attach it anyway nothing is kept; the refusal is the command's to give, and is recorded.
        if AttachEvidence.mayBeAsked(by: visit.caller),
            try await reader.sees(visit.reach, claim: path.number("claim"))
        {
            try await vault.keep(file, of: visit.book.id)
        }
        let found = AttachEvidence.body(
            document: label.document, fileName: label.name, mediaType: declared, size: file.size, sha256: file.sha256,
            supersedes: label.supersedes)
        let reply = try await CommandList.evidence.perform(
            found.bytes, at: path, in: visit.book.lane, by: visit.identity, key: key)
        withExtendedLifetime(incoming) {}
        return Response(reply)
    }

    private func fill(_ file: IncomingFile, from request: Request) async throws {
        let announced = request.headers[.contentLength].flatMap { Int64($0) }
        guard (announced ?? 0) <= limits.evidence else { throw Problem.fileTooLarge(limits.evidence) }
        for try await piece in request.body {
            guard file.size + Int64(piece.readableBytes) <= limits.evidence else {
                throw Problem.fileTooLarge(limits.evidence)
            }
            try file.append(piece.readableBytesView)
        }
        guard announced == nil || announced == file.size else { throw Problem.bodyCut }
    }

    // MARK: Out

    private func send(_ request: Request, _ context: Context) async throws -> Response {
        _ = try Query(request.uri.query, known: [])
        let path = Path([
            "claim": context.parameters.get("claim") ?? "", "evidence": context.parameters.get("evidence") ?? "",
        ])
        let reach = context.visit.reach
        guard
            let content = try await reader.content(
                reach, claim: path.number("claim"), evidence: path.number("evidence"))
        else { throw Problem.notThere }
        let headers = EvidenceRoutes.headers(of: content.evidence)
        if let known = request.headers[.ifNoneMatch], known == "*" || known.contains(content.evidence.entityTag) {
            return Response(status: .notModified, headers: headers)
        }
        // The first piece before the first word of the answer: what is not at hand is said, not broken off.
        let first = try await reader.piece(0, of: content, reach, in: vault.folder)
        let (reader, folder, size) = (reader, vault.folder, Int(content.evidence.size))
        let body = ResponseBody(contentLength: size) { writer in
            try await writer.write(ByteBuffer(bytes: first))
            var sent = first.count
            var number = 1
            while sent < size {
                let piece = try await reader.piece(number, of: content, reach, in: folder)
                guard !piece.isEmpty else { throw Problem.evidenceAway }
                try await writer.write(ByteBuffer(bytes: piece))
                sent += piece.count
                number += 1
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers, body: body)
    }

    /// What is not ours is saved, never shown, and never taken for anything but what it was found to be.
    private static func headers(of evidence: Evidence) -> HTTPFields {
        var headers: HTTPFields = [
            .contentType: evidence.mediaType.rawValue, .cacheControl: "private, no-cache", .eTag: evidence.entityTag,
            .xContentTypeOptions: "nosniff", .contentSecurityPolicy: "default-src 'none'; sandbox",
        ]
        let plain = "claim-\(evidence.claim)-evidence-\(evidence.number).\(evidence.mediaType.suffix)"
        headers[.contentDisposition] =
            "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(evidence.fileName.percentEncoded)"
        return headers
    }
}

extension Evidence {
    fileprivate var entityTag: String { "\"\(sha256)\"" }
}

extension String {
    /// As RFC 8187 writes a text in a header: letters and digits as they are, all else in percent.
    fileprivate var percentEncoded: String {
        utf8.map { byte in
            let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain || byte == 0x2E || byte == 0x2D
                ? String(UnicodeScalar(byte)) : "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}

extension Problem {
    static let notEvidence = Problem(
        status: 415, code: "media-type", chinese: "附件须为 application/pdf、image/jpeg 或 image/png。",
        english: "Send the file as application/pdf, image/jpeg or image/png.")
    static let notAsDeclared = Problem(
        status: 415, code: "media-mismatch", chinese: "文件内容与所声明的类型不符。",
        english: "The file is not what its Content-Type says.")
    static let evidenceAway = Problem(
        status: 503, code: "evidence-away", chinese: "附件存放处暂不可用，请稍后用同一幂等键重试。",
        english: "Where files are kept cannot be used now; try again shortly under the same key.")

    static func fileTooLarge(_ limit: Int64) -> Problem {
        let most = limit >= 1 << 20 ? "\(limit >> 20) MiB" : "\(limit) B"
        return Problem(
            status: 413, code: "file-too-large", chinese: "文件超过上限 \(most)。", english: "The file is larger than \(most)."
        )
    }
}
