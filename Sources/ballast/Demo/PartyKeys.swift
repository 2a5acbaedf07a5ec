import Crypto
import Foundation

/// The signing keys of the demonstration's parties, one file each, which only their owner reads. A bank keeps its own in the
/// same way; here one folder plays them all.
struct PartyKeys: Sendable {
    let folder: String

    /// `state` is the demonstration's folder.
    init(state: String) { folder = "\(state)/keys" }

    /// The key of a party, made and written down where there is none yet.
    func key(of party: String) throws(DemoProblem) -> Curve25519.Signing.PrivateKey {
        if let known = try known(party) { return known }
        let key = Curve25519.Signing.PrivateKey()
        try PrivateFile.write(Data(key.rawRepresentation.base64EncodedString().utf8) + Data("\n".utf8), to: path(party))
        return key
    }

    /// What signs for a party; nil where no key of it was ever made here.
    func signer(of party: String) throws(DemoProblem) -> TokenSigner? {
        try known(party).map { TokenSigner(party: party, kid: PartyKeys.kid(party), key: $0) }
    }

    static func kid(_ party: String) -> String { "\(party)-1" }

    private func known(_ party: String) throws(DemoProblem) -> Curve25519.Signing.PrivateKey? {
        guard let text = FileManager.default.contents(atPath: path(party)) else { return nil }
        let base64 = String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard let bytes = Data(base64Encoded: base64),
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)  // whatever is wrong, it is no key
        else { throw DemoProblem("\(path(party)) 不是密钥文件。", "\(path(party)) is no key file.") }
        return key
    }

    private func path(_ party: String) -> String { "\(folder)/\(party).key" }
}

/// Files of which nobody else reads anything.
enum PrivateFile {
    /// Whole or not at all: a half-written key would lock its party out for good.
    static func write(_ data: Data, to path: String) throws(DemoProblem) {
        let folder = (path as NSString).deletingLastPathComponent
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let draft = path + ".new"
            guard FileManager.default.createFile(atPath: draft, contents: data, attributes: [.posixPermissions: 0o600])
            else {
                throw CocoaError(.fileWriteUnknown)
            }
            guard rename(draft, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            throw DemoProblem(
                "无法写入 \(path)：请检查权限与磁盘空间。", "\(path) cannot be written: check permissions and room on the disk.")
        }
    }
}
