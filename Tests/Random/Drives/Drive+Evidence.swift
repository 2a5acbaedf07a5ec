import House
import JSON

extension Drive {
    /// Files whose bytes every run's book has kept: `Sample.pdf(1)` to `(3)`, with their digests.
    static let kept = [
        "9fdcf734750a8ab5433d37c05e41c373aefb019df05b5bfb65c06f55792edbe4",
        "989e7c967d1fb2277a6910ec9b65245e20b2368ccf9e33f629c729e6ef25a5ea",
        "27576c0f768a58637ff82659eef69e4a3eb2b6d285aff693404637fa58e68503",
    ]

    static let proving = [
        Drive("attach-evidence", weight: 5) { dice, model in
            guard let number = dice.claim(model, where: { _ in true }) else { return nil }
            let count = model.files[number]?.count ?? 0
            let file = Model.File(
                document: dice.chance(92) ? dice.pick(Model.documents) : "selfie", sha256: dice.pick(kept),
                supersedes: dice.chance(40) && count > 0 ? dice.roll(1...count + 1) : nil)
            let bank = model.claims[number]?.bank ?? "bank-a"
            let who = dice.chance(60) ? dice.of(bank, model) : dice.clerk(model)
            var body: JSON = [
                "document": .string(file.document), "file_name": "scan.pdf", "media_type": "application/pdf",
                "size": 1000, "sha256": .string(file.sha256),
            ]
            if let supersedes = file.supersedes { body = body.with("supersedes", .fen(supersedes)) }
            return Step("attach-evidence", body, by: who, at: ["claim": "\(number)"]) { model throws(No) in
                try model.attach(file, to: number, by: who)
            }
        }
    ]
}
