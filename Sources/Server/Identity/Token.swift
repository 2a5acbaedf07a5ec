import Clearing
import Commands
import Crypto
import Foundation
import JSON

/// A token as a party's system signs it: a JWT in the shape of `private_key_jwt` (RFC 7523), naming the person who acts.
///
/// It is read strictly, by the reader that reads every body: duplicate names, fractions and unknown critical headers are
/// refused, and the algorithm is the registered key's, never the token's choice.
struct Token {
    let kid: String
    private let algorithm: String
    private let signed: ArraySlice<UInt8>
    private let signature: [UInt8]
    private let payload: [UInt8]

    init(_ bytes: [UInt8]) throws(Problem) {
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard bytes.count <= 4096, parts.count == 3, let head = Base64URL.decode(parts[0]),
            let payload = Base64URL.decode(parts[1]),
            let signature = Base64URL.decode(parts[2])
        else { throw .tokenMalformed }
        do {
            var header = try Fields(try JSON.parse(head))
            algorithm = try header.string("alg")
            kid = try header.string("kid")
            guard header.value("crit") == nil else { throw Problem.tokenMalformed }
        } catch {
            throw .tokenMalformed
        }
        signed = bytes[parts[0].startIndex..<parts[1].endIndex]
        self.payload = payload
        self.signature = signature
    }

    /// Checks the signature, then reads what was signed.
    func claims(signedWith credential: Credential) throws(Problem) -> Claims {
        guard algorithm == credential.algorithm.rawValue else { throw .tokenAlgorithm }
        guard isSigned(with: credential) else { throw .tokenSignature }
        return try Claims(payload)
    }

    private func isSigned(with credential: Credential) -> Bool {
        switch credential.algorithm {
        case .edDSA:
            guard let key = try? Curve25519.Signing.PublicKey(subjectPublicKeyInfo: credential.publicKey) else {
                return false
            }  // no key signs nothing
            return key.isValidSignature(signature, for: signed)
        case .es256:
            guard let key = try? P256.Signing.PublicKey(pemRepresentation: credential.publicKey),  // likewise
                let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature)  // not 64 bytes
            else { return false }
            return key.isValidSignature(signature, for: signed)
        }
    }
}

extension Token {
    /// What a token says. Times are whole seconds since 1970.
    struct Claims {
        let issuer, subject, person: String
        let audience: [String]
        let issuedAt, expires: Int64
        let notBefore: Int64?

        fileprivate init(_ payload: [UInt8]) throws(Problem) {
            do {
                var fields = try Fields(try JSON.parse(payload))
                issuer = try fields.string("iss")
                subject = try fields.string("sub")
                person = try fields.string("person")
                audience = try Claims.words(fields.required("aud"))
                issuedAt = try fields.integer("iat", in: 0...Claims.latest)
                expires = try fields.integer("exp", in: 0...Claims.latest)
                notBefore = try fields.optionalInteger("nbf", in: 0...Claims.latest)
            } catch {
                throw .tokenMalformed
            }
        }

        /// One word or a list of them: RFC 7519 §4.1.3.
        private static func words(_ json: JSON) throws(Problem) -> [String] {
            switch json {
            case .string(let word): return [word]
            case .array(let items):
                return try items.map { (item) throws(Problem) in
                    guard case .string(let word) = item else { throw .tokenMalformed }
                    return word
                }
            default: throw .tokenMalformed
            }
        }

        /// Beyond it, seconds do not count as microseconds any more.
        private static let latest: Int64 = 9_000_000_000_000

        /// - Parameter now: seconds since 1970.
        func check(party: String, audiences: [String], now: Int64) throws(Problem) {
            guard issuer == party, subject == party else { throw .tokenIssuer }
            guard audience.contains(where: audiences.contains) else { throw .tokenAudience }
            guard expires > issuedAt, expires - issuedAt <= 600 else { throw .tokenLifetime }
            guard issuedAt <= now + Claims.skew, (notBefore ?? 0) <= now + Claims.skew else { throw .tokenEarly }
            guard now < expires else { throw .tokenExpired }
        }

        /// How far ahead a caller's clock may be, in seconds.
        private static let skew: Int64 = 60
    }
}
