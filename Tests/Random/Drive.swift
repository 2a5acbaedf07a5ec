import JSON

/// One request, and what the model makes of it.
struct Step: Sendable {
    let command: String
    let body: JSON
    let who: String
    let path: [String: String]
    let play: @Sendable (inout Model) throws(No) -> Void

    init(
        _ command: String, _ body: JSON = [:], by who: String, at path: [String: String] = [:],
        _ play: @escaping @Sendable (inout Model) throws(No) -> Void
    ) {
        self.command = command
        self.body = body
        self.who = who
        self.path = path
        self.play = play
    }
}

/// How a command is thought of in a random run: mostly what makes sense as the book stands, now and then what does not.
struct Drive: Sendable {
    let command: String
    /// How often it comes up, beside the others.
    let weight: Int
    /// Nil where nothing there is to do it to.
    let draw: @Sendable (inout Dice, Model) -> Step?

    init(_ command: String, weight: Int, _ draw: @escaping @Sendable (inout Dice, Model) -> Step?) {
        self.command = command
        self.weight = weight
        self.draw = draw
    }

    static let all =
        registering + filing + claiming + answering + settling + recovering + ending + bookkeeping + closing + banking
        + breaking + proving

    /// Commands no run drives, each with its reason.
    static let exempt = [
        "accept-filings": "decides a whole file, and files are read beside the lane",
        "decline-filings": "decides a whole file, and files are read beside the lane",
        "propose-true-up": "asks for a rate cap, which none of the seven programmes has",
        "approve-true-up": "asks for a rate cap, which none of the seven programmes has",
        "propose-net-assets": "a figure beside the books: nothing in them hangs on it",
        "adopt-net-assets": "a figure beside the books: nothing in them hangs on it",
        "propose-subsidy-terms": "subsidy runs are reckoned beside the lane, against a model of their own",
        "adopt-subsidy-terms": "subsidy runs are reckoned beside the lane, against a model of their own",
        "propose-fixing": "moves no money; only subsidy runs, reckoned beside the lane, look at it",
        "adopt-fixing": "moves no money; only subsidy runs, reckoned beside the lane, look at it",
        "draft-subsidy-run": "its lines are worked out beside the lane, against a day-by-day model of their own",
        "approve-subsidy-run": "it needs lines, which are worked out beside the lane",
        "discard-subsidy-run": "it needs a draft, whose lines are worked out beside the lane",
    ]

    static func draw(_ dice: inout Dice, _ model: Model) -> Step {
        let whole = all.map(\.weight).reduce(0, +)
        while true {
            var left = dice.roll(1...whole)
            let drive = all.first {
                left -= $0.weight
                return left <= 0
            }
            if let step = drive?.draw(&dice, model) { return step }
        }
    }
}

extension Dice {
    /// Who should do it, or once in a while anybody.
    mutating func who(_ right: [String], _ model: Model) -> String {
        chance(95) ? pick(right) : pick(model.people.keys.sorted() + ["bank-a/nobody"])
    }

    mutating func clerk(_ model: Model) -> String { who(["bureau/clerk", "bureau/both"], model) }
    mutating func approver(_ model: Model) -> String {
        who(["bureau/approver", "bureau/approver", "bureau/second", "bureau/both"], model)
    }

    mutating func of(_ party: String, _ model: Model) -> String { who(["\(party)/maker", "\(party)/checker"], model) }

    /// A claim in one of these states, or any, or one that is not there.
    mutating func claim(_ model: Model, _ states: String...) -> Int? {
        claim(model) { states.contains($0.state) }
    }

    mutating func claim(_ model: Model, where fits: (Model.Claim) -> Bool) -> Int? {
        let fitting = model.claims.values.filter(fits).map(\.number).sorted()
        if fitting.isEmpty && !chance(4) { return nil }
        return mostly(fitting, else: model.claims.keys.sorted() + [999])
    }
}

extension JSON {
    static func fen(_ amount: Int) -> JSON { .integer(Int64(amount)) }
}
