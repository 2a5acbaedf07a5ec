import Accounting
import ArgumentParser
import Clearing
import Commands
import Crypto
import Foundation
import Ledger
import Store

/// `ballast open-book`: opens a fund's books, with the first administrator, who registers all others through the API.
struct OpenBookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open-book", abstract: "Open a fund's books. 新建账套。",
        discussion: """
            Needs a superuser's conninfo, or the owner's. A book that is open already stays as it is.

            Example: ballast open-book yongchuan --name-zh 永川区风险补偿基金 --name-en 'Yongchuan fund' --budgetary \
            --administrator office --person office-admin --key office.pem

            Exit codes: 0 done; 1 refused, with the reason; 64 wrong usage.
            """)

    @Argument(help: "The book's code, in addresses: small letters, digits, '-'. 账套代码。")
    var code: String

    @Option(help: "Chinese name. 中文名称。")
    var nameZh: String

    @Option(help: "English name. 英文名称。")
    var nameEn: String

    @Flag(help: "Keep the budgetary books beside the financial ones. 平行记预算会计。")
    var budgetary = false

    @Option(help: "The administrating party's id. 管理方编号。")
    var administrator: String

    @Option(help: "The first administrator's id. 首位管理员编号。")
    var person: String

    @Option(help: "A file with the party's public key, PEM. 公钥文件。")
    var key: String

    @Option(help: "The key's algorithm: EdDSA or ES256. 签名算法。")
    var algorithm = Credential.Algorithm.edDSA

    @Option(help: "A folder with the district's own books instead of those built in. 自有账务规则目录。")
    var books: String?

    @OptionGroup var options: DatabaseOptions

    func validate() throws {
        for id in [code, administrator, person] where !isIdentifier(id) {
            throw ValidationError("\(id): use 1 to 60 small letters, digits and '-'; 只能用小写字母、数字和 '-'")
        }
        guard !nameZh.isEmpty, !nameEn.isEmpty else { throw ValidationError("a book needs both names; 账套须有中英文名称") }
    }

    func run() async throws {
        let now = Moment.now
        let book = NewBook(
            code: code, nameChinese: nameZh, nameEnglish: nameEn, isBudgetary: budgetary,
            administrator: Party(
                id: administrator, kind: .administrator, nameChinese: administrator, nameEnglish: administrator,
                creditCode: nil,
                account: nil),
            person: Person(id: person, party: administrator, name: person, roles: [.administrator], branch: nil),
            credential: Credential(
                kid: "\(administrator)-1", party: administrator, algorithm: algorithm, publicKey: try publicKey(),
                registeredAt: now))
        let chart = try chart()
        let (id, wasThere) = try await options.connected { connection in
            try await connection.transaction { transaction in
                let known = try transaction.bookID(of: book.code)
                return (try known ?? transaction.open(book, chart: chart, at: now), known != nil)
            }
        }
        print(
            wasThere
                ? "Book \(code) was open already and stays as it is (no. \(id)). 账套 \(code) 已存在，未作更改。"
                : "Book \(code) is open (no. \(id)); its administrator signs with the key \(administrator)-1. 账套 \(code) 已建立。"
        )
    }

    private func chart() throws -> Chart {
        guard let books else { return Ledger.embedded.rulebook.chart }
        do {
            return try LedgerSet.load(directory: books).rulebook.chart
        } catch {
            throw StandardError.end("\(error)", 1)
        }
    }

    private func publicKey() throws -> String {
        guard let text = try? String(contentsOfFile: key, encoding: .utf8) else {  // why does not matter
            throw StandardError.end("The key file \(key) cannot be read. 无法读取公钥文件 \(key)。", 1)
        }
        let pem = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard isPublicKey(pem) else {
            throw StandardError.end(
                "\(key) holds no \(algorithm.rawValue) public key (PEM, BEGIN PUBLIC KEY). \(key) 中没有可用的公钥。", 1)
        }
        return pem
    }

    private func isPublicKey(_ pem: String) -> Bool {
        switch algorithm {
        case .edDSA: (try? Curve25519.Signing.PublicKey(subjectPublicKeyInfo: pem)) != nil  // unreadable is the answer
        case .es256: (try? P256.Signing.PublicKey(pemRepresentation: pem)) != nil  // likewise
        }
    }

    private func isIdentifier(_ text: String) -> Bool {
        (1...60).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }
}

extension Credential.Algorithm: ExpressibleByArgument {}
