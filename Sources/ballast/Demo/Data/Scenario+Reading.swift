import Accounting
import Clearing
import JSON

extension Scenario {
    init(_ json: JSON) throws(JSON.Problem) {
        var fields = try Fields(json)
        book = try fields.string("book")
        chinese = try fields.string("name_zh")
        english = try fields.string("name_en")
        isBudgetary = try fields.bool("budgetary")
        var programmes: [String] = []
        for (json, pointer) in try fields.array("programmes", count: 1...20) {
            guard case .string(let programme) = json else {
                throw JSON.Problem(code: .wrongType, pointer: pointer, detail: "a programme is a text")
            }
            programmes.append(programme)
        }
        self.programmes = programmes
        var terms = try fields.object("terms")
        termsProposedBy = try terms.string("proposed_by")
        termsAdoptedBy = try terms.string("adopted_by")
        opensOn = try terms.day("on")
        try terms.end()
        var scenes: [Scene] = []
        for (json, pointer) in try fields.array("steps", count: 1...500) { scenes.append(try Scene(json, at: pointer)) }
        self.scenes = scenes
        try fields.end()
    }
}

extension Scenario.Scene {
    fileprivate init(_ json: JSON, at pointer: String) throws(JSON.Problem) {
        var fields = try Fields(json, at: pointer)
        on = try fields.day("on")
        chinese = try fields.string("why_zh")
        english = try fields.string("why_en")
        step = try Scenario.Step(&fields)
        try fields.end()
    }
}

extension Scenario.Step {
    private enum Name: String, CaseIterable {
        case appropriate
        case fileLoans = "file-loans"
        case reportBalances = "report-balances"
        case fileClaims = "file-claims"
        case admitClaims = "admit-claims"
        case confirmShares = "confirm-shares"
        case disputeShare = "dispute-share"
        case resolveShare = "resolve-share"
        case proposeApprovals = "propose-approvals"
        case approveClaims = "approve-claims"
        case proposeRun = "propose-run"
        case releaseRun = "release-run"
        case recordPayments = "record-payments"
        case registerAccount = "register-account"
        case bankAnswers = "bank-answers"
        case reportRecovery = "report-recovery"
        case refuse
    }

    fileprivate init(_ fields: inout Fields) throws(JSON.Problem) {
        switch try fields.choice("step", of: Name.self) {
        case .appropriate: self = try .appropriation(&fields)
        case .fileLoans: self = .fileLoans
        case .reportBalances: self = .reportBalances
        case .fileClaims: self = .fileClaims(try fields.claims())
        case .admitClaims: self = .admitClaims(try fields.claims(), by: try fields.string("by"))
        case .confirmShares: self = .confirmShares(try fields.claims())
        case .disputeShare:
            self = .disputeShare(
                claim: try fields.claim(), by: try fields.string("by"),
                body: try fields.members("revision", "code", "accepted", "note"))
        case .resolveShare:
            self = .resolveShare(
                claim: try fields.claim(), party: try fields.string("party"), by: try fields.string("by"),
                body: try fields.members("amount", "note"))
        case .proposeApprovals: self = .proposeApprovals(try fields.claims(), by: try fields.string("by"))
        case .approveClaims: self = .approveClaims(try fields.claims(), by: try fields.string("by"))
        case .proposeRun: self = .proposeRun(by: try fields.string("by"), dueOn: try fields.day("due_on"))
        case .releaseRun: self = .releaseRun(try fields.integer("run"), by: try fields.string("by"))
        case .recordPayments: self = .recordPayments(run: try fields.integer("run"), by: try fields.string("by"))
        case .registerAccount:
            self = .registerAccount(
                by: try fields.string("by"),
                body: try fields.members("category", "bank_name", "bank_code", "number"))
        case .bankAnswers: self = .bankAnswers(run: try fields.integer("run"), by: try fields.string("by"))
        case .reportRecovery:
            self = .reportRecovery(
                claim: try fields.claim(), by: try fields.string("by"),
                body: try fields.members("gross", "received_on", "costs"))
        case .refuse: self = .refuse(try Scenario.Refusal(&fields))
        }
    }

    /// The day a step happens on is the day the money arrived.
    private static func appropriation(_ fields: inout Fields) throws(JSON.Problem) -> Scenario.Step {
        let voucher = try fields.string("voucher")
        var members = JSON.Members()
        for name in ["category", "source", "amount"] { members.add(name, try fields.required(name)) }
        members.add("arrived_on", "\(try fields.day("on"))")
        members.add("voucher", voucher)
        return .appropriate(by: try fields.string("by"), body: members.object, voucher: voucher)
    }
}

extension Scenario.Refusal {
    fileprivate init(_ fields: inout Fields) throws(JSON.Problem) {
        command = try fields.string("command")
        by = try fields.string("by")
        status = Int(try fields.integer("status", in: 400...499))
        code = try fields.string("code")
        claim = try fields.optionalInteger("claim", in: 1...10_000).map(Int.init)
        run = try fields.optionalInteger("run", in: 1...10_000)
        change = fields.optional("change")
        if let revision = fields.optional("revision") {
            body = ["revision": revision]
        } else {
            body = fields.optional("body")
        }
    }
}

extension Fields {
    fileprivate mutating func claim() throws(JSON.Problem) -> Int { Int(try integer("claim", in: 1...10_000)) }

    /// Claims `from` … `to`, both included.
    fileprivate mutating func claims() throws(JSON.Problem) -> ClosedRange<Int> {
        let from = try integer("from", in: 1...10_000)
        return Int(from)...Int(try integer("to", in: from...10_000))
    }

    /// A body made of these members, as they stand.
    fileprivate mutating func members(_ names: String...) throws(JSON.Problem) -> JSON {
        var members = JSON.Members()
        for name in names { members.add(name, try required(name)) }
        return members.object
    }
}
