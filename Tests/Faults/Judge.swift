import House
import Postgres

/// Compares, request by request, what clients wrote down with what the books hold. That the books balance says nothing: they
/// balance with a payment made twice.
struct Judge {
    private let before: Facts
    private let after: Facts
    /// What the house remembers having answered, by key.
    private let remembered: [String: Journal.Heard]

    /// - Parameter before: the facts when the storm began.
    init(_ house: House, before: Facts) async throws {
        self.before = before
        after = try await Facts.of(house)
        let book = house.book
        let answers = try await house.read { transaction in
            try transaction.rows("select key, status, reply from clearing.request where book_id = \(book)") {
                (try $0.string("key"), Journal.Heard(status: Int(try $0.int16("status")), body: try $0.bytes("reply")))
            }
        }
        remembered = Dictionary(answers, uniquingKeysWith: { first, _ in first })
    }

    struct Verdict: Sendable {
        var requests = 0
        /// Answered with success, and not, or not wholly, in the books.
        var lost: [String] = []
        /// In the books more often than asked for.
        var doubled: [String] = []
        /// Refused and done all the same; done by halves; answered twice and not alike; remembered otherwise than answered.
        var wrong: [String] = []
        /// In the books without anybody having asked.
        var strange: [String] = []
        var longestWait = Duration.zero

        var isClean: Bool { lost.isEmpty && doubled.isEmpty && wrong.isEmpty && strange.isEmpty }
    }

    func judge(_ pages: [Journal.Page]) -> Verdict {
        var verdict = Verdict()
        var explained = before
        for page in pages { judge(page, &verdict, &explained) }
        verdict.strange = after.minus(explained).map { "\($0.value) × \($0.key)" }.sorted()
        return verdict
    }

    private func judge(_ page: Journal.Page, _ verdict: inout Verdict, _ explained: inout Facts) {
        verdict.requests += 1
        verdict.longestWait = max(verdict.longestWait, (page.answered ?? .now) - page.begun)
        let told = "\(page.asking.command) under \(page.attempts.first?.key ?? "no key")"
        let effect = Effect(of: page.asking, in: after, before)
        if effect != .none { page.asking.leaves.forEach { explained.add($0) } }
        if effect == .many { verdict.doubled.append(told) }
        if effect == .partial { verdict.wrong.append("\(told): done by halves") }
        let heard = page.attempts.compactMap(\.heard)
        if effect == .none, heard.contains(where: { $0.status < 300 }) { verdict.lost.append(told) }
        if effect != .none, heard.contains(where: { $0.status >= 300 }) {
            verdict.wrong.append("\(told): done, and refused")
        }
        for (key, answers) in Dictionary(grouping: page.attempts, by: \.key).mapValues({ $0.compactMap(\.heard) }) {
            if let first = answers.first, answers.contains(where: { $0 != first }) {
                verdict.wrong.append("\(told): two answers to \(key)")
            }
            if let first = answers.first, first != remembered[key] {
                verdict.wrong.append("\(told): \(key) is remembered otherwise")
            }
            if answers.isEmpty, effect == .none, let kept = remembered[key], kept.status < 300 {
                verdict.lost.append(told)
            }
        }
    }

    /// How often a request was done.
    private enum Effect {
        case none, once, many, partial

        init(of asking: Asking, in after: Facts, _ before: Facts) {
            let wanted = Facts(asking.leaves).counts
            let found = wanted.keys.map { (after.counts[$0] ?? 0) - (before.counts[$0] ?? 0) }
            let pairs = zip(wanted.values, found)
            if pairs.allSatisfy({ $1 == 0 }) {
                self = .none
            } else if pairs.allSatisfy({ $0 == $1 }) {
                self = .once
            } else {
                self = pairs.contains { $1 > $0 } ? .many : .partial
            }
        }
    }
}
