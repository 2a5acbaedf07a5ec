import Accounting
import Foundation
import Testing

@testable import ballast

@Suite struct KeysTests {
    @Test func `a party's key is made once, kept where only its owner reads it, and found again`() throws {
        let state = NSTemporaryDirectory() + "ballast-keys-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: state) }  // a folder left behind harms nobody
        let keys = PartyKeys(state: state)
        #expect(try keys.signer(of: "bank-a") == nil)
        let key = try keys.key(of: "bank-a")
        #expect(try keys.key(of: "bank-a").rawRepresentation == key.rawRepresentation)
        #expect(try keys.signer(of: "bank-a")?.kid == "bank-a-1")
        let file = try FileManager.default.attributesOfItem(atPath: "\(state)/keys/bank-a.key")
        #expect(file[.posixPermissions] as? Int == 0o600)
        let folder = try FileManager.default.attributesOfItem(atPath: "\(state)/keys")
        #expect(folder[.posixPermissions] as? Int == 0o700)
    }

    @Test func `a file that holds no key is named`() throws {
        let state = NSTemporaryDirectory() + "ballast-keys-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: state) }  // likewise
        try PrivateFile.write(Data("not a key".utf8), to: "\(state)/keys/bank-a.key")
        let problem = #expect(throws: DemoProblem.self) { try PartyKeys(state: state).key(of: "bank-a") }
        #expect(problem?.english == "\(state)/keys/bank-a.key is no key file.")
    }
}

@Suite struct ClockTests {
    @Test func `the clock stands where the story is, moves on by days, and never goes back`() throws {
        let clock = DemoClock(try #require(Day("2024-12-18")))
        #expect("\(clock.now.day)" == "2024-12-18")
        #expect(clock.now.minuteOfDay == 9 * 60 + 30)
        clock.turn(to: try #require(Day("2026-07-24")))
        #expect("\(clock.now.day)" == "2026-07-24")
        clock.turn(to: try #require(Day("2026-07-01")))
        #expect("\(clock.now.day)" == "2026-07-24")
        let before = Moment.now
        clock.becomeReal()
        #expect(clock.now >= before)
    }

    @Test func `after a story that ends in days to come, time goes on from there`() throws {
        let clock = DemoClock(try #require(Day("2999-01-01")))
        clock.becomeReal()
        #expect("\(clock.now.day)" == "2999-01-01")
    }
}
