import Clearing
import Commands
import JSON
import Store

// Runs, orders, and the files that carry them to the bank.
extension ReadingRoutes {
    static let settlement = [
        ReadingRoute("runs", ["state"] + Query.paging) { ask in
            try ask.mustSeeAll()
            let page = try await ask.reader.runs(ask.reach, state: try ask.query.choice("state"), try ask.query.page())
            return ReadingAnswer(page) { RunView($0.run, $0.orders).json }
        },
        ReadingRoute("runs/{run}") { ask in
            guard let file = try await ask.reader.run(ask.reach, try ask.number("run")) else { throw Problem.notThere }
            let orders = file.orders.map { order in
                OrderView(order).json.with([.init(name: "legs", value: .array(file.legs(of: order).map(\.json)))])
            }
            return ReadingAnswer(RunView(file.run, file.orders).json.replacing("orders", by: .array(orders)))
        },
        ReadingRoute("runs/{run}/orders.csv") { ask in
            let number = try ask.number("run")
            guard let payees = try await ask.reader.payees(ask.reach, run: number) else { throw Problem.notThere }
            return ReadingAnswer(
                file: "\(payees.book)-run-\(number).csv", "text/csv; charset=utf-8; header=present",
                OrderTable(payees).csv.bytes)
        },
        ReadingRoute("runs/{run}/pain.001.xml") { ask in
            let number = try ask.number("run")
            guard let payees = try await ask.reader.payees(ask.reach, run: number) else { throw Problem.notThere }
            return ReadingAnswer(
                file: "\(payees.book)-run-\(number)-pain.001.xml", "application/xml", try CreditTransfer(payees).xml())
        },
        ReadingRoute("orders", ["state", "party"] + Query.paging) { ask in
            let state = try ask.query.choice("state", of: PaymentOrder.State.self)
            let page = try await ask.reader.orders(
                ask.reach, state: state, party: try ask.query.text("party"), try ask.query.page())
            return ReadingAnswer(page) { OrderView($0).json }
        },
        ReadingRoute("orders/{order}") { ask in
            guard let (order, legs) = try await ask.reader.order(ask.reach, try ask.number("order")) else {
                throw Problem.notThere
            }
            return ReadingAnswer(OrderView(order).json.with([.init(name: "legs", value: .array(legs.map(\.json)))]))
        },
        ReadingRoute("orders/{order}/pain.001.xml") { ask in
            let number = try ask.number("order")
            guard let (order, _) = try await ask.reader.order(ask.reach, number),
                let payees = try await ask.reader.payees(ask.reach, run: order.run)
            else { throw Problem.notThere }
            return ReadingAnswer(
                file: "\(payees.book)-order-\(number)-\(order.attempt)-pain.001.xml", "application/xml",
                try CreditTransfer(payees, order: number).xml())
        },
    ]
}
