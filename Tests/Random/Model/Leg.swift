import Accounting

extension Model {
    struct Leg: Sendable {
        let number: Int
        let kind, counterparty: String
        let claim: Int
        let bearer: String
        var amount: Int
        let due: Day
        let acceptedAt: Int
        var run: Int?
        var order: Int?
        var settledOn: Day?
        var cancelledOn: Day?
        var isCarried = false
        var isVoid = false

        var waits: Bool { run == nil && settledOn == nil && cancelledOn == nil }
        var isOpen: Bool { settledOn == nil && cancelledOn == nil }

        static let payable: Set = [
            "compensation", "deferred", "forward", "recovery-forward", "clawback-forward", "advance",
            "insurer-advance", "chain-forward",
        ]
        static let clearing: Set = [
            "chain", "chain-forward", "share", "forward", "recovery-share", "recovery-forward", "clawback-share",
            "clawback-forward",
        ]
        /// What follows once it is paid, and whether to its bearer (else to the claim's payee).
        static let following: [String: (kind: String, toBearer: Bool)] = [
            "share": ("forward", false), "recovery-share": ("recovery-forward", true),
            "clawback-share": ("clawback-forward", true), "advance": ("advance-return", true),
            "insurer-advance": ("insurer-return", true),
        ]

        var isPayable: Bool { Leg.payable.contains(kind) }
        var category: String { Leg.clearing.contains(kind) ? "clearing" : "risk" }
        var signed: Int { isPayable ? amount : -amount }
    }

    struct Run: Sendable {
        let number: Int
        let due: Day
        var state = "proposed"
        let proposedBy: String
        var releasedBy: String?
    }

    struct Order: Sendable {
        let number, run: Int
        let category, party, direction: String
        var amount: Int
        var state = "proposed"
        var paid = 0
        var attempt = 1

        var open: Int { amount - paid }
        var endToEndId: String {
            let again = attempt > 1 ? ".\(attempt)" : ""
            return String("R\(run)-O\(number)\(again)-\(category)-\(party)".prefix(35))
        }

        /// Whether a movement of so much pays it.
        func takes(_ amount: Int) -> Bool {
            switch state {
            case "issued", "reopened": direction == "collect" ? 1...max(1, open) ~= amount && open > 0 : amount == open
            case "part-paid": amount > 0 && amount <= open
            default: false
            }
        }
    }

    private static let cash = [
        "risk": "1002.01", "subsidy": "1002.02", "rebate": "1002.03", "clearing": "1002.09",
    ]

    static func cash(_ category: String) -> String { cash[category]! }
    static func category(of account: String) -> String? { cash.first { $0.value == account }?.key }

    /// A claim's legs that count, by number.
    func legs(of claim: Int) -> [Leg] {
        legs.values.filter { $0.claim == claim && !$0.isVoid }.sorted { $0.number < $1.number }
    }

    @discardableResult
    mutating func addLeg(
        _ kind: String, _ amount: Int, of bearer: String, to counterparty: String, _ claim: Claim, due: Day? = nil,
        at accepted: Int
    ) -> Int {
        let number = legs.count + 1
        legs[number] = Leg(
            number: number, kind: kind, counterparty: counterparty, claim: claim.number, bearer: bearer,
            amount: amount, due: due ?? today, acceptedAt: accepted)
        return number
    }

    /// The part of a leg that is paid keeps its number; the rest is as old.
    @discardableResult
    mutating func split(_ number: Int, at amount: Int, keepingOrder: Bool = false, carrying: Bool = false) -> Int? {
        let leg = legs[number]!
        guard amount < leg.amount else { return nil }
        legs[number]!.amount = amount
        let rest = addLeg(
            leg.kind, leg.amount - amount, of: leg.bearer, to: leg.counterparty, claims[leg.claim]!, due: leg.due,
            at: leg.acceptedAt)
        legs[rest]!.isCarried = leg.isCarried || carrying
        if keepingOrder {
            legs[rest]!.run = leg.run
            legs[rest]!.order = leg.order
        }
        return rest
    }

    /// What everybody owes of an approved claim. Nothing until a guarantor that pays first has paid.
    mutating func fallDue(_ number: Int) {
        let claim = claims[number]!
        guard !claim.awaitsAdvance else { return }
        for share in claim.shares where share.party != "bank" && share.party != claim.payee && share.tier == nil {
            let isFund = share.party == "fund"
            let kind = isFund ? "compensation" : claim.advancedBy == "fund" ? "advance" : "share"
            let counterparty = kind == "share" ? share.party : claim.payee
            if share.undisputed > 0 {
                addLeg(kind, share.undisputed, of: share.party, to: counterparty, claim, at: claim.admittedAt)
            }
            if isFund && share.deferred > 0 {
                addLeg("deferred", share.deferred, of: "fund", to: claim.payee, claim, at: claim.admittedAt)
            }
        }
    }
}
