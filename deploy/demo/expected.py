"""What every claim's shares must be when it is admitted, worked out a second time, apart from the program: expected.csv.

The four programmes' sharing and caps are written down here once more on purpose. Where the packs in Ledger/programmes are
changed, this page is changed with them, by hand.
"""
from datetime import date
from fractions import Fraction
from math import floor

PUBLIC = ("fund", "district", "reguarantor", "national")
YEAR = ("year", ("fund",), "pool-year", 13_000_000_00, "defer")          # 20 % of the opening pool, 65,000,000.00
BORROWER = ("borrower", ("fund",), "borrower", 3_000_000_00, "bank")
# Layers in order: per cent of what is left, and its bearers' parts; then the caps in order: id, on, window, limit in fen ("rate":
# see below), excess.
RULES = {
    "yongchuan-credit": (((100, {"fund": 80, "bank": 20}),), (BORROWER, ("bank", ("fund",), "bank-year", 8_125_000_00, "bank"), YEAR)),
    "yongchuan-enhanced": (((100, {"fund": 50, "bank": 50}),), (BORROWER, YEAR)),
    "yongchuan-guaranteed": (
        ((100, {"national": 20, "reguarantor": 20, "district": 30, "fund": 10, "bank": 20}),),
        (("household", PUBLIC, "borrower", 10_000_000_00, "bank"), ("rate", PUBLIC, "bank-year", "rate", "bank"), YEAR)),
    "yongchuan-insured": (
        ((30, {"insurer": 100}), (100, {"district": 20, "reguarantor": 15, "fund": 15, "bank": 20})),
        (("insurer", ("insurer",), "bank-year", 3_000_000_00, {"fund": 80, "bank": 20}), BORROWER, YEAR)),
}
ADMITTED = (date(2026, 7, 13), date(2026, 8, 13))


def largest(total, weights):
    exact = [Fraction(total) * weight / sum(weights) for weight in weights]
    parts = [floor(part) for part in exact]
    for place in sorted(range(len(parts)), key=lambda p: (parts[p] - exact[p], p))[:total - sum(parts)]:
        parts[place] += 1
    return parts


def rate_limit(loan, loans, reports, day):
    """4 % of 80 % of what this bank's loans of the programme released until then, each for the days it ran, a year being 365."""
    ended = {row["business_number"]: row["as_of"] for row in reports if row["balance"] == 0 and row["as_of"] <= day}
    fen_days = sum(row["principal"] * (ended[row["business_number"]] - row["disbursed"]).days for row in loans
                   if row["business_number"] in ended and (row["bank"], row["programme"]) == (loan["bank"], loan["programme"]))
    return fen_days * 4 * 8 // (365 * 1000)


def share(claim, loan, limits):
    layers, caps = RULES[loan["programme"]]
    base = claim["principal"] - claim["collateral_proceeds"]
    if loan["programme"] == "yongchuan-guaranteed":
        days = min(90, (claim["calculated_on"] - claim["interest_paid_to"]).days)
        base += floor(Fraction(base) * Fraction(loan["rate"]) * days / 360 + Fraction(1, 2))
    borne, left = {}, base
    for percent, parts in layers:
        taken = left * percent // 100
        split = {party: taken * part // sum(parts.values()) for party, part in parts.items()}
        split["bank" if "bank" in split else next(iter(split))] += taken - sum(split.values())
        for party, part in split.items():
            borne[party] = borne.get(party, 0) + part
        left -= taken
    deferred, lowered_by = dict.fromkeys(borne, 0), {party: [] for party in borne}
    for cap in caps:
        name, on, _, _, excess_to = cap
        on = [party for party in borne if party in on]
        excess = sum(borne[party] for party in on) - limits(cap)
        if excess <= 0:
            continue
        for party, kept in zip(on, largest(limits(cap), [borne[party] for party in on])):
            deferred[party] += borne[party] - kept if excess_to == "defer" else 0
            borne[party] = kept
            lowered_by[party].append(name)
        if isinstance(excess_to, dict):
            for party, part in zip(excess_to, largest(excess, list(excess_to.values()))):
                borne[party] += part
        elif excess_to != "defer":
            borne[excess_to] += excess
    assert sum(borne.values()) + sum(deferred.values()) == base
    return borne, deferred, lowered_by


def expected(loans, reports, claims, first_round):
    by_number, used, rows = {row["business_number"]: row for row in loans}, {}, []
    for claim in claims:
        loan, day = by_number[claim["business_number"]], ADMITTED[claim["claim"] > first_round]

        def account(cap):
            window = {"borrower": loan["borrower"], "bank-year": loan["bank"], "pool-year": ""}[cap[2]]
            return ("pool" if cap[2] == "pool-year" else loan["programme"], cap[0], window)

        def headroom(cap):
            limit = rate_limit(loan, loans, reports, day) if cap[3] == "rate" else cap[3]
            return max(0, limit - used.get(account(cap), 0))

        borne, deferred, lowered_by = share(claim, loan, headroom)
        for cap in RULES[loan["programme"]][1]:
            used[account(cap)] = used.get(account(cap), 0) + sum(borne[party] for party in borne if party in cap[1])
        rows += [{"claim": claim["claim"], "party": party, "amount": borne[party], "deferred": deferred[party],
                  "lowered_by": " ".join(lowered_by[party])} for party in borne]
    return rows
