"""Working days, credit codes, and dice that fall the same way on every machine."""
from datetime import date, timedelta

# The State Council's notices for 2025 and 2026: days off (first, last) and weekends worked.
OFF = (("2025-01-01", "2025-01-01"), ("2025-01-28", "2025-02-04"), ("2025-04-04", "2025-04-06"), ("2025-05-01", "2025-05-05"),
       ("2025-05-31", "2025-06-02"), ("2025-10-01", "2025-10-08"), ("2026-01-01", "2026-01-03"), ("2026-02-15", "2026-02-23"),
       ("2026-04-04", "2026-04-06"), ("2026-05-01", "2026-05-05"), ("2026-06-19", "2026-06-21"), ("2026-09-25", "2026-09-27"),
       ("2026-10-01", "2026-10-07"))
WORKED = ("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11", "2026-01-04", "2026-02-14", "2026-02-28",
          "2026-05-09", "2026-09-20", "2026-10-10")


def is_working_day(day):
    text = day.isoformat()
    return text in WORKED or (day.weekday() < 5 and not any(first <= text <= last for first, last in OFF))


def working_day_from(day, step):
    """The day itself if it is a working day, else the next one in the direction of step."""
    while not is_working_day(day):
        day += timedelta(step)
    return day


ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"      # GB 32100-2015: no I, O, S, V, Z


def credit_code(number):
    """A valid 18-character unified social credit code of an enterprise registered in Yongchuan (500118)."""
    body = f"MA{number * 7919 % 1_000_000:06}"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)           # GB 11714: the organisation code's own check character
    left = 11 - sum(w * (int(c, 36)) for w, c in zip(weights, body)) % 11
    code = "91500118" + body + {10: "X", 11: "0"}.get(left, str(left))
    rest = 31 - sum(ALPHABET.index(c) * pow(3, place, 31) for place, c in enumerate(code)) % 31
    return code + ALPHABET[rest % 31]


class Dice:
    """A linear congruential generator: the standard library's may change between versions."""

    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) * limit >> 31

    def pick(self, items):
        return items[self.below(len(items))]
