import Crypto

/// Tokens of the two measured banks, good for some minutes.
struct BenchToken {
    let bank: String
    let refused: String

    init(_ key: Curve25519.Signing.PrivateKey) throws {
        func token(_ party: String) throws -> String {
            try TokenSigner(party: party, kid: "\(party)-1", key: key).token(
                person: "\(party)-maker", at: BenchBook.now())
        }
        bank = try token(BenchBook.bank)
        refused = try token(BenchBook.refusedBank)
    }
}
