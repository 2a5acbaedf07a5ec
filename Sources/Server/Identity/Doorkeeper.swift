import Accounting
import Clearing
import Commands
import Crypto
import Store

/// Decides who may come in: reads the token, asks the book's register, and gives the visit.
struct Doorkeeper: Sendable {
    let audience: String
    let clock: @Sendable () -> Moment

    /// - Parameter authorization: the header's value.
    /// - Throws: `Problem` 401 and 403; what reading the register throws.
    func admit(_ authorization: String?, to book: OpenBook) async throws -> Visit {
        let token = try Doorkeeper.bearer(authorization)
        do {
            return try visit(token, book, try await book.register.register(noOlderThan: .seconds(1)))
        } catch let problem as Problem where problem == .credentialUnknown || problem == .personInactive {
            // Who was registered a moment ago is not turned away.
            return try visit(token, book, try await book.register.register(noOlderThan: .milliseconds(50)))
        }
    }

    private func visit(_ token: [UInt8], _ book: OpenBook, _ register: Register) throws(Problem) -> Visit {
        let digest = SHA256.hash(data: token)
        let now = clock().microseconds / 1_000_000
        if let known = book.tokens.entry(digest, version: register.version) {
            guard now < known.expires else { throw .tokenExpired }
            return Visit(book, known.caller)
        }
        let (caller, expires) = try examine(token, book, register, now)
        book.tokens.keep(
            TokenCache.Entry(caller: caller, expires: expires, version: register.version), for: digest, now: now)
        return Visit(book, caller)
    }

    private func examine(
        _ bytes: [UInt8], _ book: OpenBook, _ register: Register, _ now: Int64
    ) throws(Problem) -> (caller: Caller, expires: Int64) {
        let token = try Token(bytes)
        guard let credential = register.credentials[token.kid] else { throw .credentialUnknown }
        guard credential.revokedAt == nil else { throw .credentialRevoked }
        let claims = try token.claims(signedWith: credential)
        try claims.check(party: credential.party, audiences: [audience, "\(audience):\(book.code)"], now: now)
        guard let caller = register.caller(claims.person, of: credential.party), caller.person.isActive else {
            throw .personInactive
        }
        return (caller, claims.expires)
    }

    /// The token of `Bearer …`; the word may be written in any case (RFC 9110 §11.1).
    private static func bearer(_ authorization: String?) throws(Problem) -> [UInt8] {
        guard let authorization else { throw .tokenMissing }
        let bytes = Array(authorization.utf8)
        guard bytes.count > 7, bytes[6] == UInt8(ascii: " "), zip(bytes, "bearer".utf8).allSatisfy({ $0 | 0x20 == $1 })
        else {
            throw .tokenMissing
        }
        return Array(bytes.dropFirst(7))
    }
}
