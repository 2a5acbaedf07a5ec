import Accounting
import JSON

extension Drive {
    static let answering = [
        Drive("confirm-share", weight: 26) { dice, model in
            guard let (number, party) = dice.pending(model) else { return nil }
            let revision = dice.chance(95) ? model.claims[number]?.revision ?? 1 : dice.roll(1...3)
            let who = dice.of(party, model)
            let body: JSON = ["revision": .fen(revision)]
            return Step("confirm-share", body, by: who, at: ["claim": "\(number)"]) { model throws(No) in
                try model.answer(number, revision: revision, by: who)
            }
        },
        Drive("dispute-share", weight: 7) { dice, model in
            guard let (number, party) = dice.pending(model) else { return nil }
            let claim = model.claims[number]
            let own = claim?.shares.first { $0.party == party }
            let share = own?.tier?.asked ?? own?.amount ?? 5
            let accepted = dice.chance(90) ? dice.roll(0...max(0, share - 1)) : share
            let revision = dice.chance(95) ? claim?.revision ?? 1 : dice.roll(1...3)
            let who = dice.of(party, model)
            let body: JSON = [
                "revision": .fen(revision), "code": "D05", "accepted": .fen(accepted), "note": "尽调",
            ]
            return Step("dispute-share", body, by: who, at: ["claim": "\(number)"]) { model throws(No) in
                try model.answer(number, revision: revision, disputing: accepted, by: who)
            }
        },
        Drive("resolve-share", weight: 7) { dice, model in
            let number = dice.claim(model) { claim in
                claim.isInDispute || claim.isEscalated && claim.state == "confirming"
                    || claim.shares.contains { $0.tier?.isEscalated ?? false }
            }
            guard let number else { return nil }
            let shares = model.claims[number]?.shares ?? []
            let fitting = shares.filter { $0.state == "disputed" || $0.state == "pending" }
            let share = dice.mostly(fitting, else: shares + [Model.Share(party: "nobody", amount: 1)])
            let amount =
                dice.chance(90)
                ? dice.roll((share.accepted ?? 0)...max(share.accepted ?? 0, share.tier?.asked ?? share.amount))
                : (share.tier?.asked ?? share.amount) + 1
            let who = dice.clerk(model)
            return Step(
                "resolve-share", ["amount": .fen(amount), "note": "x"], by: who,
                at: ["claim": "\(number)", "party": share.party]
            ) { model throws(No) in try model.resolve(number, share.party, to: amount, by: who) }
        },
        Drive("pass-silence", weight: 6) { dice, model in
            let number = dice.claim(model) { $0.state == "confirming" && $0.answerBy! < model.today }
            guard let number else { return nil }
            let revision = dice.chance(95) ? model.claims[number]?.revision ?? 1 : 1
            let isClock = dice.chance(97)
            let body: JSON = ["revision": .fen(revision)]
            return Step("pass-silence", body, by: isClock ? "clock" : "bureau/clerk", at: ["claim": "\(number)"]) {
                model throws(No) in try model.passSilence(number, revision: revision, isClock: isClock)
            }
        },
        Drive("claim-up-chain", weight: 14) { dice, model in
            let number = dice.claim(model) { claim in
                claim.shares.contains { $0.tier?.claimant != nil && $0.state == "up-chain" }
            }
            guard let number else { return nil }
            let claimants = (model.claims[number]?.shares ?? []).compactMap { $0.tier?.claimant }
            let who = dice.of(dice.mostly(claimants, else: ["district", "reguarantor", "city"]), model)
            return Step("claim-up-chain", ["voucher": "V"], by: who, at: ["claim": "\(number)"]) { model throws(No) in
                try model.claimUpChain(number, by: who)
            }
        },
        Drive("pass-chain", weight: 8) { dice, model in
            let number = dice.claim(model) { claim in
                claim.shares.contains { $0.tier?.claimant != nil && ["up-chain", "pending"].contains($0.state) }
            }
            guard let number else { return nil }
            let tiers = (model.claims[number]?.shares ?? []).filter { $0.tier != nil }.map(\.party)
            let party = dice.mostly(tiers, else: ["national", "reguarantor", "district"])
            let isClock = dice.chance(97)
            return Step(
                "pass-chain", ["party": .string(party)], by: isClock ? "clock" : "bureau/clerk",
                at: ["claim": "\(number)"]
            ) { model throws(No) in try model.passChain(number, party, isClock: isClock) }
        },
        Drive("propose-approval", weight: 12) { dice, model in
            guard let number = dice.claim(model, where: { $0.isReady && $0.proposedBy == nil }) else { return nil }
            let who = dice.clerk(model)
            return Step("propose-approval", by: who, at: ["claim": "\(number)"]) { model throws(No) in
                try model.proposeApproval(number, by: who)
            }
        },
        Drive("approve-claim", weight: 14) { dice, model in
            guard let number = dice.claim(model, where: { $0.isReady && $0.proposedBy != nil }) else { return nil }
            let who = dice.approver(model)
            return Step("approve-claim", by: who, at: ["claim": "\(number)"]) { model throws(No) in
                try model.approve(number, by: who)
            }
        },
    ]
}

extension Dice {
    /// A share somebody is asked for, or any party and any claim.
    fileprivate mutating func pending(_ model: Model) -> (Int, String)? {
        let parties = ["national", "reguarantor", "district", "insurer", "bank-a"]
        let number = claim(model) { claim in
            claim.state == "confirming" || claim.shares.contains { $0.tier != nil && $0.state == "pending" }
        }
        return number.map { number in
            let asked = (model.claims[number]?.shares ?? []).filter { $0.state == "pending" }.map(\.party)
            return (number, mostly(asked, else: parties))
        }
    }
}
