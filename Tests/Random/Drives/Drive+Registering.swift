import Accounting
import JSON

extension Drive {
    static let registering = [
        Drive("register-party", weight: 2) { dice, model in
            let party = dice.pick(["bank-d", "bank-d", "bank-c", "fund", "newcomer"])
            let isBank = dice.chance(90) || party == "newcomer"
            let isSuspended = dice.chance(40)
            let who = dice.who(["office/admin"], model)
            let body: JSON = [
                "party": .string(party), "kind": isBank ? "bank" : "insurer", "name_zh": "行", "name_en": "x",
                "is_suspended": .bool(isSuspended),
            ]
            return Step("register-party", body, by: who) { model throws(No) in
                try model.need(who, "administrator")
                if party == "fund" || !isBank { throw No("already-exists") }
                if isSuspended { model.suspended.insert(party) } else { model.suspended.remove(party) }
            }
        },
        Drive("register-person", weight: 2) { dice, model in
            let (party, role) = dice.pick([
                ("bank-d", "bank-checker"), ("national", "bearer-checker"), ("bank-d", "clerk"),
                ("nowhere", "bank-maker"),
            ])
            let isActive = dice.chance(70)
            let who = dice.who(["office/admin"], model)
            let body: JSON = [
                "person": .string("\(party)-checker"), "party": .string(party), "name": "人", "roles": [.string(role)],
                "active": .bool(isActive),
            ]
            return Step("register-person", body, by: who) { model throws(No) in
                try model.need(who, "administrator")
                if party == "nowhere" { throw No("unknown-party") }
                if role == "clerk" { throw No("role-unfit") }
                model.people["\(party)/checker"] = Model.Person(party: party, roles: [role], isActive: isActive)
            }
        },
        Drive("register-credential", weight: 1) { dice, model in
            let kid = "kid-\(dice.roll(1...3))"
            let party = dice.chance(85) ? "bank-a" : "nowhere"
            let key = dice.chance(85) ? publicKey : publicKey.replacing("MCow", with: "MCox")
            let who = dice.who(["office/admin"], model)
            let body: JSON = [
                "kid": .string(kid), "party": .string(party), "algorithm": "EdDSA", "public_key": .string(key),
            ]
            return Step("register-credential", body, by: who) { model throws(No) in
                try model.need(who, "administrator")
                if party == "nowhere" { throw No("unknown-party") }
                if model.credentials[kid] != nil { throw No("already-exists") }
                if key != publicKey { throw No("key-invalid") }
                model.credentials[kid] = true
            }
        },
        Drive("revoke-credential", weight: 1) { dice, model in
            let kid = "kid-\(dice.roll(1...3))"
            let who = dice.who(["office/admin"], model)
            return Step("revoke-credential", by: who, at: ["kid": kid]) { model throws(No) in
                try model.need(who, "administrator")
                guard let stands = model.credentials[kid] else { throw No("unknown-credential") }
                guard stands else { throw No("wrong-state") }
                model.credentials[kid] = false
            }
        },
        Drive("propose-payee", weight: 1) { dice, model in
            let party = dice.pick(["bank-a", "district", "nowhere"])
            let who = dice.clerk(model)
            let body: JSON = [
                "bank_name": "行", "bank_code": "104653007017",
                "number": .string("6222000000000\(dice.roll(100...999))"), "note": "x",
            ]
            return Step("propose-payee", body, by: who, at: ["party": party]) { model throws(No) in
                try model.need(who, "clerk")
                if party == "nowhere" { throw No("unknown-party") }
                model.propose("payee party/\(party)", .note, by: who)
            }
        },
        Drive("adopt-payee", weight: 1) { dice, model in
            let party = dice.pick(["bank-a", "district", "nowhere"])
            let who = dice.approver(model)
            return Step("adopt-payee", by: who, at: ["party": party]) { model throws(No) in
                try model.need(who, "approver")
                if party == "nowhere" { throw No("unknown-party") }
                _ = try model.adopt("payee party/\(party)", by: who)
            }
        },
        Drive("propose-terms", weight: 1) { dice, model in
            let days = dice.roll(3...7)
            let fund = dice.pick([80, 75, 67])
            let party = dice.chance(90) ? "fund" : "nobody"
            let from = "\(model.today + dice.roll(-5...10))"
            let next = Model.version(
                "solo", [(party, fund), ("bank", 100 - fund)], cap: 60_000_000, from: from, answerDays: days)
            let who = dice.clerk(model)
            return Step("propose-terms", ["terms": next.json], by: who) { model throws(No) in
                try model.need(who, "clerk")
                // The yearly limit may defer for the fund alone, and the fund has to be there.
                if party == "nobody" { throw No("terms-invalid") }
                var version = next
                version.number = model.versions["solo"]!.count + 1
                version.proposedBy = who
                model.versions["solo"]!.append(version)
            }
        },
        Drive("adopt-terms", weight: 1) { dice, model in
            let number = dice.roll(1...model.versions["solo"]!.count + 1)
            let who = dice.approver(model)
            return Step("adopt-terms", by: who, at: ["programme": "solo", "version": "\(number)"]) { model throws(No) in
                try model.need(who, "approver")
                let versions = model.versions["solo"]!
                guard let version = versions.first(where: { $0.number == number }) else { throw No("unknown-terms") }
                guard version.state == "proposed" else { throw No("wrong-state") }
                guard version.proposedBy != who else { throw No("four-eyes") }
                model.versions["solo"]![number - 1].state = "adopted"
                model.followPool()
            }
        },
    ]

    private static let publicKey = """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
        -----END PUBLIC KEY-----
        """
}
