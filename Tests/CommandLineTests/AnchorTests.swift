import Foundation
import House
import JSON
import Testing

/// Anchors from the shell: the key, the signature, and what verify makes of them.
@Suite struct AnchorTests {
    @Test func `a key is made once, signs, and what it signed is held against the books`() async throws {
        try await House.played { house in
            try await withFolder { folder in
                func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
                let database = ["--database", house.database]
                let made = try await Ballast.run(["anchor-key", "new", path("anchor.key")])
                #expect(made.status == 0 && made.output.hasPrefix("-----BEGIN PUBLIC KEY-----"), "\(made.complaints)")
                let again = try await Ballast.run(["anchor-key", "new", path("anchor.key")])
                #expect(again.status == 1 && again.complaints.contains("stays as it is"))
                let shown = try await Ballast.run(["anchor-key", "show", path("anchor.key")])
                #expect(shown.output == made.output)
                try made.output.write(toFile: path("anchor.pem"), atomically: true, encoding: .utf8)

                let signing = ["anchor", "--book", "yongchuan", "--key", path("anchor.key")] + database
                let signed = try await Ballast.run(signing)
                #expect(signed.status == 0, "\(signed.complaints)")
                #expect(try await Ballast.run(signing).output == signed.output)
                try signed.output.write(toFile: path("anchor.json"), atomically: true, encoding: .utf8)
                let holding = ["verify", "--key", path("anchor.pem"), "--anchor", path("anchor.json")] + database
                let clean = try await Ballast.run(holding)
                #expect(clean.status == 0, "\(clean.output)")

                let other = try await Ballast.run(["anchor-key", "new", path("other.key")])
                try other.output.write(toFile: path("other.pem"), atomically: true, encoding: .utf8)
                let stranger = try await Ballast.run(["verify", "--key", path("other.pem")] + database)
                #expect(stranger.status == 1 && stranger.output.contains("anchor 1: is signed with another key"))
                _ = try await house.read { try $0.run("delete from clearing.anchor") }
                let gone = try await Ballast.run(holding)
                #expect(gone.status == 1 && gone.output.contains("do not hold the anchor that was kept outside"))
            }
        }
    }

    @Test func `what is no receipt, no anchor or no key is said so`() async throws {
        try await withFolder { folder in
            let file = folder.appendingPathComponent("x.json").path
            try "{}".write(toFile: file, atomically: true, encoding: .utf8)
            let keyless = try await Ballast.run(["verify", "--receipt", file])
            #expect(keyless.status == 64)
            let noKey = try await Ballast.run(["verify", "--receipt", file, "--key", file])
            #expect(noKey.status == 2 && noKey.complaints.contains("holds no Ed25519 key"))
            let key = folder.appendingPathComponent("anchor.key").path
            _ = try await Ballast.run(["anchor-key", "new", key])
            let noReceipt = try await Ballast.run(["verify", "--receipt", file, "--key", key])
            #expect(noReceipt.status == 2 && noReceipt.complaints.contains("is no receipt: /entry"))
        }
    }
}
