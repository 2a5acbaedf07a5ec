import Accounting
import House

/// What the parties do in a storm.
extension Scene {
    /// A bank's day, over and over: a loan filed, found non-performing and claimed, the claim seen through the bureau, and a
    /// recovery on an old one. The last is what nothing but the key keeps from being done twice.
    func work(_ client: Client, _ number: Int, until isOver: Flag) async throws {
        let bank = Scene.banks[number % Scene.banks.count]
        while !isOver.isUp {
            try await recover(client, bank)
            try await claim(client, bank)
            if number == 1 { try await client.ask(.recordAppropriation(mark(), amount: Int64(mark()), on: today)) }
        }
    }

    private func recover(_ client: Client, _ bank: String) async throws {
        guard let claim = paidClaims[bank] else { return }
        for _ in 0..<3 { try await client.ask(.reportRecovery(gross(), on: claim, of: bank, on: today)) }
    }

    private func claim(_ client: Client, _ bank: String) async throws {
        let number = mark()
        let principal: Int64 = 10_000
        let filed = try await client.ask(.fileLoan(number, of: bank, principal: principal, on: today))
        guard let loan = filed["loan"] else { return }
        try await client.ask(.reportBalance(number, loan, of: bank, principal: principal, on: today))
        let claimed = try await client.ask(.fileClaim(number, loan, of: bank, principal: principal - 100, on: today))
        guard let claim = claimed["claim"] else { return }
        for step in [
            Asking.admit(claim, principal: principal - 100), .propose(claim),
            .approve(claim, principal: principal - 100),
        ] {
            guard try await client.ask(step).isDone else { return }
        }
    }

    /// The bureau settles what fell due on the days before, a run a day, in order.
    func settle(_ client: Client, until isOver: Flag) async throws {
        for (day, claims) in due.sorted(by: { $0.key < $1.key }) where !isOver.isUp {
            let proposed = try await client.ask(.proposeRun(dueOn: day))
            guard let run = proposed["run"], try await client.ask(.release(run, dueOn: day)).isDone else { return }
            for order in proposed.json["orders"]?.items ?? [] {
                guard let number = order["order"]?.integer, let amount = order["amount"]?.integer,
                    let place = Scene.banks.firstIndex(of: order["party"]?.word ?? "")
                else { continue }
                try await client.ask(.recordPayment(number, amount: amount, on: today, claims: [claims[place]]))
            }
        }
    }
}
