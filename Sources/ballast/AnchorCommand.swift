import Accounting
import ArgumentParser
import Crypto
import Foundation
import Postgres
import Store

/// `ballast anchor`: signs the head of a book's seal chain now.
struct AnchorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "anchor", abstract: "Sign a book's seal head now. 立即签署封账链。",
        discussion: """
            Connects as the owner or ballast_service. Where nothing was sealed since the last anchor, that one is shown. The \
            service does the same once a day with --anchor-key.

            Exit codes: 0 done; 1 not done, with the reason; 64 wrong usage.
            """)

    @Option(help: "The book's code. 账套代码。")
    var book: String

    @Option(help: "The file with the private key (ballast anchor-key new). 签名私钥文件。")
    var key: String

    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        let notary = Notary(key: try AnchorKeyFile.privateKey(key))
        let code = book
        let anchor = try await options.connected { connection in
            let book = try await options.book(code, on: connection)
            return try await notary.anchor(book, code, on: connection, at: .now)
        }
        guard let anchor else { throw StandardError.end("Book \(code) has no entries yet. 账套 \(code) 尚无凭证。", 1) }
        print(anchor.json.text)
    }
}

/// `ballast anchor-key`: the key that anchors are signed with, in a file outside the database.
struct AnchorKeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "anchor-key", abstract: "Make or show the key of the anchors. 锚定签名密钥。",
        subcommands: [New.self, Show.self])

    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a key; prints its public half. 新建密钥。",
            discussion: "The file is PEM (PKCS #8), for its owner only. A file that is there already is left as it is.")

        @Argument(help: "The file to write. 密钥文件。")
        var file: String

        func run() throws {
            guard !FileManager.default.fileExists(atPath: file) else {
                throw StandardError.end("\(file) is there already and stays as it is. \(file) 已存在，未作更改。", 1)
            }
            let key = Curve25519.Signing.PrivateKey()
            guard
                FileManager.default.createFile(
                    atPath: file, contents: Data(AnchorPEM.privateKey(key).utf8), attributes: [.posixPermissions: 0o600]
                )
            else { throw StandardError.end("\(file) cannot be written. 无法写入 \(file)。", 1) }
            print(AnchorPEM.publicKey(Array(key.publicKey.rawRepresentation)), terminator: "")
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print a key's public half. 显示公钥。")

        @Argument(help: "The file with the private key. 密钥文件。")
        var file: String

        func run() throws {
            let key = try AnchorKeyFile.privateKey(file)
            print(AnchorPEM.publicKey(Array(key.publicKey.rawRepresentation)), terminator: "")
        }
    }
}

/// Keys of anchors as files.
enum AnchorKeyFile {
    static func privateKey(_ file: String) throws -> Curve25519.Signing.PrivateKey {
        guard let key = AnchorPEM.readPrivateKey(try text(file)) else {
            throw StandardError.end("\(file) holds no Ed25519 private key (PEM). \(file) 中没有可用的签名私钥。", 1)
        }
        return key
    }

    static func publicKey(_ file: String) throws -> [UInt8] {
        guard let key = AnchorPEM.readPublicKey(try text(file)) else {
            throw StandardError.end("\(file) holds no Ed25519 key (PEM). \(file) 中没有可用的公钥。", 2)
        }
        return key
    }

    static func text(_ file: String) throws -> String {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {  // why does not matter
            throw StandardError.end("The file \(file) cannot be read. 无法读取文件 \(file)。", 2)
        }
        return text
    }
}
