import Accounting
import Clearing
import JSON

extension Story {
    /// One after another, each on its day: two claims on one cap count by the order they came in.
    mutating func fileClaims(_ claims: ClosedRange<Int>) async throws {
        for place in claims {
            let claim = try data.claim(place)
            let loan = try data.loan(claim.businessNumber)
            clock.turn(to: claim.filedOn)
            let answer = try await must(
                "file-claim", claim.body(on: loan, number: try record.loanNumber(claim.businessNumber)),
                as: try data.person(of: claim.bank, "bank-maker"), key: "claim-\(place)")
            guard let number = answer["claim"]?.number else {
                throw DemoProblem("第 \(place) 笔申请没有得到编号。", "Claim \(place) was given no number.")
            }
            record.claims[place] = DemoRecord.ClaimRecord(number: number, latest: answer)
        }
    }

    /// In order, since what one takes of a cap the next one lacks; every share is compared with expected.csv.
    mutating func admit(_ claims: ClosedRange<Int>, by person: String) async throws {
        for place in claims {
            let answer = try await step("admit-claim", place, by: person)
            record.claims[place]?.admitted = answer
            compare(answer, with: data.expected[place] ?? [], of: place)
        }
    }

    private mutating func compare(_ claim: JSON, with expected: [ExpectedShare], of place: Int) {
        var wanted = Dictionary(uniqueKeysWithValues: expected.map { ($0.party, ($0.amount, $0.deferred)) })
        for share in claim["shares"]?.items ?? [] {
            let party = share.word("party")
            let (amount, deferred) = wanted.removeValue(forKey: party) ?? (.zero, .zero)
            if share.money("amount") != amount || share.money("deferred") != deferred {
                miss(
                    "第 \(place) 笔 \(party) 应分担 \(amount)（递延 \(deferred)），实得 \(share.money("amount"))（递延 \(share.money("deferred"))）。",
                    "Claim \(place): \(party) should bear \(amount) (\(deferred) deferred), but bears \(share.money("amount")) (\(share.money("deferred")) deferred)."
                )
            }
        }
        for (party, amounts) in wanted.sorted(by: { $0.key < $1.key }) where amounts != (.zero, .zero) {
            miss(
                "第 \(place) 笔缺少 \(party) 的份额 \(amounts.0)。",
                "Claim \(place): \(party) has no share; it should bear \(amounts.0).")
        }
        if expected.isEmpty { miss("expected.csv 没有第 \(place) 笔。", "expected.csv does not tell of claim \(place).") }
    }

    /// Every bearer whose answer is awaited confirms its own share.
    mutating func confirm(_ claims: ClosedRange<Int>) async throws {
        var asked: [(place: Int, claim: Int64, party: String, revision: JSON)] = []
        for place in claims {
            let claim = try record.claim(place)
            for share in claim.admitted["shares"]?.items ?? [] where share.word("state") == "pending" {
                guard !claim.answered.contains(share.word("party")) else { continue }
                asked.append((place, claim.number, share.word("party"), share["revision"] ?? .null))
            }
        }
        let story = self
        _ = try await together(asked) { ask in
            try await story.must(
                "confirm-share", ["revision": ask.revision], at: ["claim": "\(ask.claim)"],
                as: try story.data.person(of: ask.party, "bearer-maker"), key: "confirm-\(ask.place)-\(ask.party)")
        }
        for ask in asked { record.claims[ask.place]?.answered.insert(ask.party) }
    }

    mutating func dispute(_ place: Int, by person: String, _ body: JSON) async throws {
        let claim = try record.claim(place)
        let answer = try await must(
            "dispute-share", body, at: ["claim": "\(claim.number)"], as: person, key: "dispute-\(place)-\(person)")
        record.claims[place]?.answered.insert(answer.word("party"))
        record.disputes.append(DemoRecord.Dispute(claim: place, disputed: answer, asked: answer.money("amount")))
    }

    mutating func resolve(_ place: Int, _ party: String, by person: String, _ body: JSON) async throws {
        let claim = try record.claim(place)
        let answer = try await must(
            "resolve-share", body, at: ["claim": "\(claim.number)", "party": party], as: person,
            key: "resolve-\(place)-\(party)")
        for dispute in record.disputes.indices where record.disputes[dispute].claim == place {
            if record.disputes[dispute].disputed.word("party") == party { record.disputes[dispute].resolved = answer }
        }
    }

    /// A step of every claim that needs nothing but its number.
    mutating func step(_ command: String, _ claims: ClosedRange<Int>, by person: String) async throws {
        for place in claims { _ = try await step(command, place, by: person) }
    }

    private mutating func step(_ command: String, _ place: Int, by person: String) async throws -> JSON {
        let claim = try record.claim(place)
        let answer = try await must(command, at: ["claim": "\(claim.number)"], as: person, key: "\(command)-\(place)")
        record.claims[place]?.latest = answer
        return answer
    }

    mutating func miss(_ chinese: String, _ english: String) { record.misses.append(DemoProblem(chinese, english)) }
}
