import Accounting
import AsyncHTTPClient
import Clearing
import Commands
import Crypto
import Foundation
import House
import JSON
import Logging
import NIOCore
import NIOHTTP1
import Testing

@testable import Server

/// A house that is served on a port of its own, and everybody's keys.
struct Serving {
    let house: House
    let port: Int
    let keys: [String: Curve25519.Signing.PrivateKey]

    static let parties = ["office", "bureau", "audit", "bank-a", "bank-b", "district", "national"]

    static func with<T: Sendable>(
        _ change: @Sendable (inout Settings) -> Void = { _ in }, _ work: @Sendable (Serving) async throws -> T
    ) async throws -> T {
        try await House.with { house in try await of(house, change, work) }
    }

    /// Serves a house that something has happened in already.
    static func of<T: Sendable>(
        _ house: House, _ change: @Sendable (inout Settings) -> Void = { _ in },
        _ work: @Sendable (Serving) async throws -> T
    ) async throws -> T {
        var settings = Settings(database: house.database, port: 0, readers: 2)
        change(&settings)
        let keys = Dictionary(uniqueKeysWithValues: parties.map { ($0, Curve25519.Signing.PrivateKey()) })
        for (party, key) in keys { try await house.register(kid: "\(party)-key", of: party, key.publicKey) }
        let service = await ClearingHouse.build(settings, clock: { house.clock.now }, logger: .silent)
        let served = Task { try await service.run() }
        let outcome: Result<T, any Error>
        do {
            outcome = .success(try await work(Serving(house: house, port: try await service.port, keys: keys)))
        } catch {
            outcome = .failure(error)
        }
        await service.stop()
        try await served.value
        return try outcome.get()
    }

    /// `bank-a/maker` is person `bank-a-maker` of party `bank-a`.
    func token(_ person: String, _ change: (inout TokenDraft) -> Void = { _ in }) throws -> String {
        let party = String(person.split(separator: "/")[0])
        var draft = TokenDraft(party: party, person: person.replacing("/", with: "-"), now: house.clock.now)
        change(&draft)
        return try draft.signed { try #require(keys[party]).signature(for: $0) }
    }

    func post(
        _ path: String, _ body: JSON? = nil, by person: String, key: String? = UUID().uuidString,
        headers: [(String, String)] = []
    ) async throws -> Heard {
        try await send(
            .POST, path, body: body?.bytes, by: person, headers: headers + (key.map { [("Idempotency-Key", $0)] } ?? [])
        )
    }

    /// Sends a bank's file.
    func file(
        _ bytes: [UInt8], _ type: String = "application/x-ndjson", by person: String = "bank-a/maker",
        key: String = UUID().uuidString
    ) async throws -> Heard {
        try await send(
            .POST, "batches", body: bytes, by: person, headers: [("Idempotency-Key", key), ("Content-Type", type)])
    }

    /// A request below `/v1/books/yongchuan/`, or of a path from the root where it begins with `/`.
    func send(
        _ method: HTTPMethod, _ path: String, body: [UInt8]? = nil, by person: String? = nil, token: String? = nil,
        headers: [(String, String)] = []
    ) async throws -> Heard {
        var request = HTTPClientRequest(
            url: "http://127.0.0.1:\(port)" + (path.hasPrefix("/") ? path : "/v1/books/yongchuan/\(path)"))
        request.method = method
        if let person { request.headers.add(name: "Authorization", value: "Bearer \(try self.token(person))") }
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        if let body {
            request.body = .bytes(body)
            if !headers.contains(where: { $0.0 == "Content-Type" }) {
                request.headers.add(name: "Content-Type", value: "application/json")
            }
        }
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        let heard = Array(try await response.body.collect(upTo: 1 << 22).readableBytesView)
        return Heard(method: method.rawValue, status: Int(response.status.code), headers: response.headers, body: heard)
    }
}

/// An answer as it came.
struct Heard: Equatable {
    let method: String
    let status: Int
    let headers: HTTPHeaders
    let body: [UInt8]

    var json: JSON { (try? JSON.parse(body)) ?? .null }  // what is no JSON fails every expectation of its content
    var text: String { String(decoding: body, as: UTF8.self) }
    var code: String? { json[at: "code"].word }
    var isProblem: Bool {
        headers.first(name: "Content-Type") == "application/problem+json" && json[at: "status"].integer == Int64(status)
            && json[at: "title"].word?.isEmpty == false
            && json[at: "title_zh"].word?.unicodeScalars.contains { $0.value > 0x4E00 } == true
            && json[at: "type"].word == "urn:ballast:problem:\(code ?? "")"
    }
}

extension JSON {
    subscript(at name: String) -> JSON {
        guard case .object(let members) = self else { return .null }
        return members.first { $0.name == name }?.value ?? .null
    }
}

/// A token before it is signed, to be spoilt in one place.
struct TokenDraft {
    var header: [String: JSON]
    var claims: [String: JSON]

    init(party: String, person: String, now: Moment) {
        let seconds = now.microseconds / 1_000_000
        header = ["alg": "EdDSA", "typ": "JWT", "kid": .string("\(party)-key")]
        claims = [
            "iss": .string(party), "sub": .string(party), "aud": "ballast", "person": .string(person),
            "iat": .integer(seconds),
            "exp": .integer(seconds + 300),
        ]
    }

    func signed(_ sign: (Data) throws -> Data) throws -> String {
        let text = [header, claims].map { TokenDraft.encoded(Data(TokenDraft.object($0).bytes)) }.joined(separator: ".")
        return "\(text).\(TokenDraft.encoded(try sign(Data(text.utf8))))"
    }

    static func encoded(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private static func object(_ members: [String: JSON]) -> JSON {
        .object(members.sorted { $0.key < $1.key }.map { JSON.Member(name: $0.key, value: $0.value) })
    }
}

extension House {
    func register(kid: String, of party: String, _ key: Curve25519.Signing.PublicKey) async throws {
        let pem =
            Data([0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]) + key.rawRepresentation
        try await register(
            kid: kid, of: party, "EdDSA",
            "-----BEGIN PUBLIC KEY-----\n\(pem.base64EncodedString())\n-----END PUBLIC KEY-----\n")
    }

    func register(kid: String, of party: String, _ algorithm: String, _ pem: String) async throws {
        let answered = try await perform(
            "register-credential",
            [
                "kid": .string(kid), "party": .string(party), "algorithm": .string(algorithm),
                "public_key": .string(pem),
            ],
            by: "office/admin", key: "register-\(kid)")
        try #require(answered.status == 201, "\(answered.json.text)")
    }
}

extension Logger {
    static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}
