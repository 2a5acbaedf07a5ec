import Accounting
import JSON

/// Programmes, and who bears what of a loss.
extension Model {
    /// The seven programmes of a run: the fund alone, five who share, the fund paying first, a guarantor paying first, one that
    /// claims up the chain then, one in which the guarantor decides before the bank lends, and an insurer in a programme that shares
    /// shortages.
    static let programmes: [Version] = [
        version("solo", [("fund", 80), ("bank", 20)], cap: 60_000_000),
        version(
            "chain", [("national", 20), ("reguarantor", 20), ("district", 30), ("fund", 10), ("bank", 20)],
            interestDays: 90, cap: 90_000_000),
        version("first", [("district", 40), ("fund", 40), ("bank", 20)], isDeemed: false, advance: "fund"),
        version("ahead", [("district", 50), ("fund", 30), ("bank", 20)], interestDays: 30, advance: "district"),
        version(
            "tiers", [("national", 20), ("reguarantor", 20), ("district", 30), ("fund", 10), ("bank", 20)],
            advance: "district", chain: ["reguarantor", "national"]),
        version("promised", [("district", 30), ("fund", 50), ("bank", 20)], isPromised: true),
        version("insured", [("insurer", 50), ("fund", 30), ("bank", 20)], isDeemed: false, isShared: true),
    ]

    static func version(
        _ programme: String, _ bearers: [(String, Int)], interestDays: Int = 0, cap: Int? = nil, isDeemed: Bool = true,
        advance: String? = nil, chain: [String] = [], isShared: Bool = false, isPromised: Bool = false,
        from: String = "2024-01-01",
        answerDays: Int = 5
    ) -> Version {
        let borrower = cap.map { Cap(id: "household", on: bearers.map(\.0).filter { $0 != "bank" }, limit: $0) }
        return Version(
            programme: programme, from: Day(from)!, interestDays: interestDays,
            bearers: bearers.map { Bearer(party: $0.0, parts: $0.1) },
            caps: [borrower, Cap(id: "year", on: ["fund"], limit: nil)].compactMap { $0 }, perBorrower: 400_000_000,
            answerDays: answerDays, isDeemed: isDeemed, advance: advance, chain: chain,
            isShared: isShared, isPromised: isPromised)
    }

    /// The adopted version that began last.
    func inForce(_ programme: String) -> Version? {
        let begun = (versions[programme] ?? []).filter { $0.state == "adopted" && $0.from <= today }
        return begun.max { ($0.from, $0.number) < ($1.from, $1.number) }
    }

    /// What each bears of `amount` by parts alone: floored, the rest to the bank.
    static func nominal(_ amount: Int, _ version: Version) -> [Share] {
        let whole = version.bearers.map(\.parts).reduce(0, +)
        let floors = version.bearers.map { bearer in
            (Fraction(amount) * Fraction(Int128(bearer.parts), Int128(whole))).floor
        }
        return zip(version.bearers, floors).map { bearer, part in
            let rest = bearer.party == "bank" ? amount - floors.reduce(0, +) : 0
            return Share(party: bearer.party, amount: part + rest)
        }
    }

    /// The covered loss: principal after collateral, and interest of so many days at most.
    static func loss(_ claim: Claim, _ version: Version) -> (interest: Int, base: Int) {
        let principal = max(0, claim.principal - claim.collateral)
        let days = max(0, min(claim.calculatedOn - claim.interestPaidTo, version.interestDays))
        let interest = (Fraction(principal) * Fraction(435, 10_000) * Fraction(Int128(days), 360)).halfUp
        return (interest, principal + interest)
    }

    func account(_ cap: Cap, _ claim: Claim, year: Int) -> (window: String, name: String) {
        let window = cap.defers ? "\(year)" : claim.borrower
        return (window, Model.account(cap.id, window, claim, defers: cap.defers))
    }

    static func account(_ cap: String, _ window: String, _ claim: Claim, defers: Bool) -> String {
        "9007:\(defers ? "pool" : claim.programme):\(cap):\(window)"
    }

    func limit(_ cap: Cap, year: Int) -> Int { cap.limit ?? (Fraction(openingPool(year)) / Fraction(10)).floor }

    /// What counts against a cap: what is taken of its window, and for a year what still waits for one.
    func used(_ cap: Cap, _ claim: Claim, year: Int) -> Int {
        let taken = max(0, caps[account(cap, claim, year: year).name] ?? 0)
        return taken + (cap.defers ? caps["9007:pool:\(cap.id):deferred"] ?? 0 : 0)
    }

    /// The pool's principal on the eve of the year; in the book's first year, all that was paid in during it.
    private func openingPool(_ year: Int) -> Int {
        func until(_ day: Day) -> Int {
            dated.filter { $0.account.hasPrefix("3101") && $0.day < day }.map(\.amount).reduce(0, +)
        }
        let eve = until(Day(year: year, month: 1, day: 1)!)
        return eve != 0 ? eve : until(Day(year: year + 1, month: 1, day: 1)!)
    }
}

extension Model.Version {
    var json: JSON {
        [
            "programme": .string(programme), "from": .string("\(from)"),
            "base": ["interest_days": .integer(Int64(interestDays)), "day_count": 360],
            "layers": [
                [
                    "percent": "100",
                    "bearers": .array(
                        bearers.map { ["party": .string($0.party), "parts": .string("\($0.parts)")] }),
                ]
            ],
            "caps": .array(caps.map(\.json)),
            "filing": [
                "days": 15, "per_borrower": .integer(Int64(perBorrower ?? 0)),
                "first": isPromised ? "guarantor" : "bank", "lend_within": 5,
            ],
            "claim": ["documents": ["application", "commitment"]],
            "confirm": [
                "working_days": .integer(Int64(answerDays)), "silence": .string(isDeemed ? "deemed" : "escalate"),
            ],
            "pay": [
                "advance": .string(advance ?? "none"), "chain": .array(chain.map(JSON.string)),
                "shortage": .string(isShared ? "pro_rata" : "fifo"),
            ],
            "breaker": ["warn": "0.5", "suspend": "0.8"],
        ]
    }
}

extension Model.Cap {
    fileprivate var json: JSON {
        [
            "id": .string(id), "on": .array(on.map(JSON.string)),
            "limit": limit.map { .integer(Int64($0)) } ?? ["percent_of_opening_pool": "10"],
            "window": .string(defers ? "pool-year" : "borrower"),
            "excess": defers ? "defer" : ["to": "bank"],
        ]
    }
}
