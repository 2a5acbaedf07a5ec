import Accounting
import Clearing
import Crypto
import Foundation
import House
import Ledger
import Postgres
import Store
import Testing

@testable import Server

/// Books come onto the shelf, and the service ends, without anybody losing an answer.
@Suite struct ShelfTests {
    @Test func `a book opened while the server runs is found within a second`() async throws {
        try await Serving.with { serving in
            #expect(try await serving.send(.POST, "/v1/books/guanxian/claims").code == "unknown-book")
            let owner = Connection(serving.house.database)
            try await owner.transaction { transaction in
                _ = try transaction.open(.guanxian, chart: Ledger.embedded.rulebook.chart, at: serving.house.clock.now)
            }
            await owner.close()
            try await Task.sleep(for: .milliseconds(1100))
            #expect(try await serving.send(.POST, "/v1/books/guanxian/claims").code == "token-missing")
            #expect(try await serving.post("loans", Sample.loan(principal: 1000), by: "bank-a/maker").status == 201)
        }
    }

    @Test func `a service told to stop answers whoever is in`() async throws {
        try await House.with { house in
            let service = await ClearingHouse.build(
                Settings(database: house.database, port: 0), clock: { house.clock.now }, logger: .silent)
            let served = Task { try await service.run() }
            let port = try await service.port
            // Holds the book's lock, so that the command is at work when the service is told to stop.
            let key = try await house.key(of: "bank-a")
            let holder = Connection(house.database)
            let (isHeld, holding) = AsyncStream<Void>.makeStream()
            let release = DispatchSemaphore(value: 0)
            let lock = Task {
                try await holder.transaction { transaction in
                    try transaction.run("select book_id from clearing.book where book_id = 1 for update")
                    holding.finish()
                    release.wait()
                }
            }
            for await _ in isHeld {}
            let draft = TokenDraft(party: "bank-a", person: "bank-a-maker", now: house.clock.now)
            let token = try draft.signed { try key.signature(for: $0) }
            let body = Sample.loan(principal: 1000).text
            let request = """
                POST /v1/books/yongchuan/loans HTTP/1.1\r
                Host: x\r
                Authorization: Bearer \(token)\r
                Idempotency-Key: last\r
                Content-Type: application/json\r
                Content-Length: \(body.utf8.count)\r
                \r
                \(body)
                """
            async let heard = Wire.exchange(port, [(request, 0)])
            try await Task.sleep(for: .milliseconds(300))
            async let stopped: Void = service.stop()
            try await Task.sleep(for: .milliseconds(200))
            release.signal()
            try await lock.value
            await stopped
            #expect(try await heard.text.hasPrefix("HTTP/1.1 201 "))
            try await served.value
            await holder.close()
            #expect(try await house.balance("9008:pool") == 1000)
        }
    }
}

extension House {
    fileprivate func key(of party: String) async throws -> Curve25519.Signing.PrivateKey {
        let key = Curve25519.Signing.PrivateKey()
        try await register(kid: "\(party)-key", of: party, key.publicKey)
        return key
    }
}

extension NewBook {
    fileprivate static let guanxian = NewBook(
        code: "guanxian", nameChinese: "冠县风险补偿基金", nameEnglish: "Guanxian fund", isBudgetary: false,
        administrator: Party(
            id: "office", kind: .administrator, nameChinese: "管理员", nameEnglish: "Administration", creditCode: nil,
            account: nil),
        person: Person(id: "office-admin", party: "office", name: "Admin", roles: [.administrator], branch: nil),
        credential: Credential(
            kid: "office-1", party: "office", algorithm: .edDSA, publicKey: "none",
            registeredAt: Moment(microseconds: 0)))
}
