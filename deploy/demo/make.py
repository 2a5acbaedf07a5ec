#!/usr/bin/env python3
"""Writes the demonstration's loans, balance reports, claims, and what the claims' shares must be.

    make.py            write them
    make.py --check    only see that they are what this script writes, and that they fit the rules

Every firm is invented. The same script always writes the same bytes. What it promises of them is asserted at the end of
`build`: capacity is never exceeded on any day, and at CAPACITY_DAY it is nearly full, so that one more loan is refused.
"""
import csv
import io
import sys
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from expected import expected
from firms import Firms
from numbers_of_china import Dice, is_working_day, working_day_from

HERE = Path(__file__).parent
FIRST_FILING, CAPACITY_DAY = date(2025, 1, 10), date(2026, 6, 30)
POOL = 65_000_000_00                      # fen; RULES §0: paid in before the first filing
LEVERAGE = 10
ROOM_LEFT = 1_234_567_89                  # what CAPACITY_DAY leaves of POOL × LEVERAGE
PER_BORROWER = 5_000_000_00               # the strictest of the four programmes, over all banks
BANKS = ("bank-a", "bank-b", "bank-c", "bank-d")
BRANCHES = ("zhongshan-road", "daan", "zhutan", "laisu")

# programme: (short, loans, smallest and largest principal in yuan, rates, fee rates; a fee means a guarantee)
PROGRAMMES = {
    "yongchuan-credit": ("CR", 100, 100_000, 2_600_000, ("0.0385", "0.0395", "0.0405", "0.0435"), ()),
    "yongchuan-enhanced": ("EN", 90, 300_000, 4_400_000, ("0.0365", "0.038", "0.0395"), ()),
    "yongchuan-guaranteed": ("GU", 130, 400_000, 4_600_000, ("0.0345", "0.036", "0.0375"), ("0.005", "0.008", "0.01")),
    "yongchuan-insured": ("IN", 90, 300_000, 4_200_000, ("0.036", "0.037", "0.0385"), ("0.005", "0.006")),
}
DOCUMENTS = {
    "yongchuan-credit": "application credit-approval loan-contract disbursement-proof default-statement repayment-history commitment",
    "yongchuan-enhanced": "application credit-approval loan-contract disbursement-proof default-statement repayment-history commitment"
    " collateral-disposal",
    "yongchuan-guaranteed": "application loan-contract guarantee-contract entrust-contract use-of-loan compensation-notice repayment-history",
    "yongchuan-insured": "application loan-contract guarantee-contract entrust-contract use-of-loan compensation-notice repayment-history"
    " insurance-policy",
}
C, E, G, I = PROGRAMMES
COVERED_DAYS = {G: 90}                    # the terms cover interest for so many days
# In the order they are filed: programme, bank, principal lent, principal claimed, collateral sold for, borrower if shared.
# `twin-credit` and `twin-enhanced` each have two loans at two banks and run into the cap of 3,000,000.00 a borrower; bank-c's
# three large insured ones run into the insurer's yearly limit; bank-d's guaranteed ones into the compensation-rate cap.
CLAIMS = [
    (C, "bank-a", 2_500_000_00, 2_387_612_34, 0, "twin-credit"),
    (G, "bank-a", 500_000_00, 419_283_74, 0, None),
    (E, "bank-b", 1_000_000_00, 912_345_67, 300_000_00, None),
    (C, "bank-b", 2_300_000_00, 2_198_765_43, 0, "twin-credit"),
    (I, "bank-c", 4_500_000_00, 4_321_098_76, 0, None),
    (C, "bank-c", 450_000_00, 412_345_67, 0, None),
    (C, "bank-c", 120_000_00, 100_000_01, 0, None),
    (G, "bank-b", 600_000_00, 508_091_01, 0, None),
    (E, "bank-c", 3_800_000_00, 3_765_432_10, 250_000_00, "twin-enhanced"),
    (I, "bank-a", 500_000_00, 456_789_12, 0, None),
    (C, "bank-d", 200_000_00, 198_888_88, 0, None),
    (E, "bank-a", 700_000_00, 654_321_09, 123_456_78, None),
    (I, "bank-c", 3_600_000_00, 3_456_789_01, 0, None),
    (G, "bank-c", 400_000_00, 351_515_15, 0, None),
    (C, "bank-a", 400_000_00, 356_789_01, 0, None),
    (E, "bank-d", 3_200_000_00, 3_123_456_78, 100_000_05, "twin-enhanced"),
    (G, "bank-d", 800_000_00, 704_271_83, 0, None),
    (C, "bank-b", 300_000_00, 287_654_32, 0, None),
    (I, "bank-b", 400_000_00, 345_678_90, 0, None),
    (E, "bank-b", 800_000_00, 777_777_77, 388_888_88, None),
    (C, "bank-d", 510_000_00, 505_050_55, 0, None),
    (I, "bank-c", 2_400_000_00, 2_345_678_91, 0, None),
    (G, "bank-a", 200_000_00, 181_966_01, 0, None),
    (C, "bank-a", 350_000_00, 333_333_33, 0, None),
    (E, "bank-c", 450_000_00, 449_900_03, 150_000_01, None),
    (G, "bank-b", 300_000_00, 249_999_99, 0, None),
    (C, "bank-b", 300_000_00, 271_828_18, 0, None),
    (I, "bank-d", 250_000_00, 234_567_81, 0, None),
    (E, "bank-a", 1_300_000_00, 1_234_567_89, 765_432_11, None),
    (C, "bank-c", 330_000_00, 314_159_26, 0, None),
    (G, "bank-c", 250_000_00, 228_767_12, 0, None),
    (C, "bank-d", 180_000_00, 161_803_39, 0, None),
    (G, "bank-d", 400_000_00, 312_345_68, 0, None),
    (E, "bank-d", 300_000_00, 288_888_88, 88_888_89, None),
]
FIRST_ROUND = 22                          # claims 1–22 in July, the rest in August
ROUNDS = ((date(2026, 7, 6), 5), (date(2026, 8, 10), 3))     # first day of filing, days


def filing_days():
    """Banks file on the 10th, the 20th and the last day of a month, or the working day before."""
    day = FIRST_FILING
    while day <= CAPACITY_DAY:
        if day.day in (10, 20) or (day + timedelta(1)).day == 1:
            yield working_day_from(day, -1)
        day += timedelta(1)


def draft(dice, firms, programme, number, bank, principal, borrower, filed_on, months):
    short, _, _, _, rates, fees = PROGRAMMES[programme]
    firm = firms.named(borrower) if borrower else firms.next()
    disbursed = working_day_from(filed_on - timedelta(2 + dice.below(5)), -1)
    mark = f"{short}{disbursed:%y%m}{number:04}"
    years, month = divmod(disbursed.month - 1 + months, 12)
    return {
        "business_number": f"YC-{short}-{number:04}", "programme": programme, "bank": bank,
        "branch": dice.pick(BRANCHES), "borrower": firm.code, "borrower_name": firm.name, "industry": firm.industry,
        "contract_number": f"{bank[-1].upper()}HT-{mark}", "note_number": f"{bank[-1].upper()}JJ-{mark}-01",
        "guarantee_number": f"BZ-{mark}" if fees else "", "entrust_number": f"WT-{mark}" if fees else "",
        "principal": principal, "rate": dice.pick(rates), "fee_rate": dice.pick(fees) if fees else "",
        "disbursed": disbursed, "matures": date(disbursed.year + years, month + 1, min(disbursed.day, 28)),
        "first_loan": "yes" if not borrower and dice.below(5) == 0 else "no",
        "tags": " ".join(t for t in ("green", "credit-village", "science") if dice.below(6) == 0), "filed_on": filed_on,
    }


def interest(principal, rate, days):
    """Half up, once; what the bank says it is owed and nobody shares."""
    return int(Fraction(principal) * Fraction(rate) * max(0, days) / 360 + Fraction(1, 2))


def report(loan, as_of, balance, paid_to, five_class, overdue_since=""):
    return {"business_number": loan["business_number"], "as_of": as_of, "balance": balance, "interest_paid_to": paid_to,
            "five_class": five_class, "overdue_since": overdue_since}


def defaulted(dice, firms, claim, number, days):
    """A loan that goes wrong: lent in the first half of 2025, overdue since a quarter day of 2026, claimed in its round."""
    programme, bank, lent, claimed, collateral, borrower = CLAIMS[claim]
    start, length = ROUNDS[0 if claim < FIRST_ROUND else 1]
    place = claim if claim < FIRST_ROUND else claim - FIRST_ROUND
    count = FIRST_ROUND if claim < FIRST_ROUND else len(CLAIMS) - FIRST_ROUND
    filed_on = start + timedelta(place * length // count)
    loan = draft(dice, firms, programme, number, bank, lent, borrower, days[dice.below(16)], 24)
    overdue = date(2026, 3, 21) - timedelta(dice.below(40))
    paid_to = overdue - timedelta(dice.below(30))
    as_of = date(2026, 7, 3) if claim < FIRST_ROUND else date(2026, 8, 7)
    claim_row = {
        "claim": claim + 1, "business_number": loan["business_number"], "bank": bank, "filed_on": filed_on,
        "principal": claimed, "collateral_proceeds": collateral, "interest_paid_to": paid_to, "calculated_on": filed_on,
        "uncovered_interest": interest(claimed, loan["rate"], (filed_on - paid_to).days - COVERED_DAYS.get(programme, 0)),
        # Penalty: half of the rate again, since the day it fell overdue.
        "uncovered_penalty": interest(claimed, Fraction(loan["rate"]) / 2, (filed_on - overdue).days),
        "overdue_since": overdue, "documents": DOCUMENTS[programme],
    }
    return loan, [report(loan, as_of, claimed, paid_to, 3 + dice.below(2), overdue)], claim_row


def ordinary(dice, firms, programme, number, days):
    """A loan that runs, or is repaid at maturity. bank-d guarantees little, so its compensation-rate cap is low."""
    _, _, low, high, _, _ = PROGRAMMES[programme]
    banks = BANKS[:3] if programme == G and dice.below(6) else BANKS
    yuan = low + dice.below(high - low)
    principal = yuan // 10_000 * 10_000_00 if dice.below(2) else yuan * 100 + dice.below(100)
    # A tenth of the year's lending falls on the end of a half-year, as it does.
    filed_on = days[-1 - dice.below(2)] if dice.below(10) == 0 else days[dice.below(len(days))]
    loan = draft(dice, firms, programme, number, dice.pick(banks), principal, None, filed_on,
                 12 if programme == G or dice.below(4) else 24)
    if loan["matures"] > CAPACITY_DAY:
        return loan, []
    repaid = working_day_from(loan["matures"], 1)
    return loan, [report(loan, repaid, 0, loan["matures"], 1)] if repaid <= CAPACITY_DAY else []


def in_force(loans, reports, day):
    """Filed balance at the end of a day, in fen."""
    newest = {row["business_number"]: row["principal"] for row in loans if row["filed_on"] <= day}
    for row in reports:
        if row["as_of"] <= day and row["business_number"] in newest:
            newest[row["business_number"]] = row["balance"]
    return newest


def fill(loans, reports, dice):
    """Sets the last ordinary loans of the running ones so that CAPACITY_DAY leaves exactly ROOM_LEFT."""
    target = POOL * LEVERAGE - ROOM_LEFT
    claimed = {row["business_number"] for row in reports}
    adjustable = [row for row in loans if row["business_number"] not in claimed and row["principal"] % 10_000_00]
    missing = target - sum(in_force(loans, reports, CAPACITY_DAY).values())
    for count, row in enumerate(adjustable):
        part = missing // (len(adjustable) - count)
        given = max(120_000_01, min(4_870_000_03, row["principal"] + part + dice.below(90_000_00) - 45_000_00))
        if count == len(adjustable) - 1:
            given = row["principal"] + missing
        missing -= given - row["principal"]
        row["principal"] = given


def build():
    dice, days = Dice(20260630), sorted(set(filing_days()))
    firms = Firms(dice)
    loans, reports, claims, number = [], [], [], 0
    for place in range(len(CLAIMS)):
        number += 1
        loan, told, claim = defaulted(dice, firms, place, number, days)
        loans.append(loan), reports.extend(told), claims.append(claim)
    for programme, (_, count, *_) in PROGRAMMES.items():
        for _ in range(count - sum(1 for row in loans if row["programme"] == programme)):
            number += 1
            loan, told = ordinary(dice, firms, programme, number, days)
            loans.append(loan), reports.extend(told)
    fill(loans, reports, dice)
    loans.sort(key=lambda row: (row["filed_on"], row["business_number"]))
    reports.sort(key=lambda row: (row["as_of"], row["business_number"]))
    examine(loans, reports, claims, days)
    return {"loans.csv": loans, "reports.csv": reports, "claims.csv": claims,
            "expected.csv": expected(loans, reports, claims, FIRST_ROUND)}


def examine(loans, reports, claims, days):
    borrower = {row["business_number"]: row["borrower"] for row in loans}
    for day in days:
        newest = in_force(loans, reports, day)
        assert sum(newest.values()) <= POOL * LEVERAGE, f"leverage exceeded on {day}"
        held = {}
        for name, balance in newest.items():
            held[borrower[name]] = held.get(borrower[name], 0) + balance
        twin = max(held.values())
        assert twin <= 10_000_000_00, f"a borrower has {twin} on {day}"
        assert all(v <= PER_BORROWER for k, v in held.items() if k != Firms.code_of("twin-enhanced")), day
    assert POOL * LEVERAGE - sum(in_force(loans, reports, CAPACITY_DAY).values()) == ROOM_LEFT
    assert all(100_000_00 <= row["principal"] <= 5_000_000_00 for row in loans)
    assert len({row["business_number"] for row in loans}) == len(loans) >= 320 and len(claims) >= 34
    by_number = {row["business_number"]: row for row in loans}
    for row in claims:
        loan = by_number[row["business_number"]]
        assert is_working_day(row["filed_on"]) and (row["filed_on"] - row["overdue_since"]).days >= 90
        assert loan["disbursed"] < row["interest_paid_to"] <= row["overdue_since"] < loan["matures"]
        assert row["collateral_proceeds"] < row["principal"] <= loan["principal"]


def text(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


if __name__ == "__main__":
    off = []
    for name, rows in build().items():
        wanted = text(rows).encode()
        if "--check" not in sys.argv:
            (HERE / name).write_bytes(wanted)
        elif (HERE / name).read_bytes() != wanted:
            off.append(name)
    if off:
        sys.exit(f"not what make.py writes: {', '.join(off)}")
