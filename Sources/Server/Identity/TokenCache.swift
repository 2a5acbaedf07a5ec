import Clearing
import Crypto
import Synchronization

/// Tokens that were found good, by their SHA-256, so that a signature is checked once per token and not once per request.
/// What was found holds for one version of the book's register: when anybody's standing changes, all are looked at again.
final class TokenCache: Sendable {
    struct Entry: Sendable {
        let caller: Caller
        /// Seconds since 1970.
        let expires: Int64
        let version: Int64
    }

    private let entries = Mutex<[SHA256.Digest: Entry]>([:])
    private let bound: Int

    init(bound: Int = 10_000) { self.bound = bound }

    func entry(_ token: SHA256.Digest, version: Int64) -> Entry? {
        entries.withLock { entries in
            guard let entry = entries[token], entry.version == version else { return nil }
            return entry
        }
    }

    func keep(_ entry: Entry, for token: SHA256.Digest, now: Int64) {
        entries.withLock { entries in
            if entries.count >= bound {
                entries = entries.filter { $0.value.expires > now && $0.value.version == entry.version }
                if entries.count >= bound { entries.removeAll() }
            }
            entries[token] = entry
        }
    }
}
