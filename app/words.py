"""Days, numbers and lists, as people say them."""

import re
from collections.abc import Iterable
from datetime import date, datetime

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def number(n: int) -> str:
    """In words to twelve, then in figures."""
    return SMALL[n] if 0 <= n < len(SMALL) else str(n)


def count(n: int, one: str, many: str = "") -> str:
    """`one action`, `three actions`."""
    return f"{number(n)} {one if n == 1 else many or one + 's'}"


TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def unturned(text: str) -> str:
    """Without the invisible signs that turn round whatever comes after them, also in a sentence of ours (T12).

    Names in scripts that run from right to left need none of them; the marks and joiners within such words stay.
    """
    return TURNS.sub("", text)


def sentence(text: str) -> str:
    """With a capital first letter, whatever the rest."""
    return text[:1].upper() + text[1:]


def listed(parts: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    items = list(parts)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def day(when: date) -> str:
    """`Wednesday 18 April`."""
    return f"{when:%A} {when.day} {when:%B}"


def short_day(when: date) -> str:
    """`18 April`."""
    return f"{when.day} {when:%B}"


def full_day(when: date) -> str:
    """`18 April 2018`."""
    return f"{when.day} {when:%B %Y}"


def span(first: date, last: date) -> str:
    """`3 to 10 May`, `28 April to 3 May`, `3 May`."""
    if first == last:
        return short_day(first)
    same = (first.year, first.month) == (last.year, last.month)
    return f"{first.day if same else short_day(first)} to {short_day(last)}"


def small_day(when: date) -> str:
    """`18 Apr`: where there is little room."""
    return f"{when.day} {when:%b}"


def dated(when: date, today: date) -> str:
    """`Wednesday 18 April`, and the year where it is not this one."""
    return day(when) if when.year == today.year else f"{day(when)} {when.year}"


def away(when: date, today: date) -> str:
    """`today`, `tomorrow`, `in four days`, `yesterday`, `four days ago`."""
    days = (when - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in near:
        return near[days]
    return f"in {count(days, 'day')}" if days > 0 else f"{count(-days, 'day')} ago"


def ago(then: datetime, now: datetime) -> str:
    """How long it is since a moment: `just now`, `an hour ago`, `three days ago`."""
    minutes = int((now - then).total_seconds()) // 60
    if minutes < 6:
        return "just now"
    if minutes < 60:
        return f"{count(minutes, 'minute')} ago"
    if minutes < 24 * 60:
        hours = minutes // 60
        return "an hour ago" if hours == 1 else f"{count(hours, 'hour')} ago"
    return f"{count(minutes // (24 * 60), 'day')} ago"


def hour(time: str) -> str:
    """A wall time as it is said: `1.30` for 13:30, `4` for 16:00."""
    hours, minutes = time.split(":")
    said = (int(hours) + 11) % 12 + 1
    return str(said) if minutes == "00" else f"{said}.{minutes}"


def hours(start: str, end: str) -> str:
    """`1.30 to 4.30`; mornings and evenings are named, `10 in the morning to 1` for what goes on past noon."""
    if start < "12:00" <= end:
        return f"{hour(start)} in the morning to {'noon' if end == '12:00' else hour(end)}"
    part = " in the morning" if start < "12:00" else " in the evening" if start >= "17:30" else ""
    return f"{hour(start)} to {hour(end)}{part}"


def roughly(n: int, one: str, many: str = "") -> str:
    """A count for someone who may not know who is behind it: one to four are `a few` (T7, docs/trust.md)."""
    return f"a few {many or one + 's'}" if 0 < n < 5 else count(n, one, many)


ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")
MINUTES = {0: "", 5: "five", 10: "ten", 15: "quarter", 20: "twenty", 25: "twenty-five", 30: "half"}
STOPS = (".", "!", "?", "…", ":")
CLOSERS = "”’\"')]"
NEVER_LOWERED = set(
    """I Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August
    September October November December Christmas Easter Scotland Scottish Scots England English Wales Welsh Ireland
    Irish Britain British Gaelic""".split()
)


def ordinal(n: int) -> str:
    """`third`, `11th`, `22nd`."""
    if 1 <= n <= len(ORDINALS):
        return ORDINALS[n - 1]
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def spoken(time: str) -> str:
    """A wall time as it is read aloud: `half past four` for 16:30, `twelve minutes to five` for 16:48."""
    hours, minutes = (int(part) for part in time.split(":"))
    if minutes == 0 and hours % 12 == 0:
        return "noon" if hours == 12 else "midnight"
    if minutes == 0:
        return f"{SMALL[(hours - 1) % 12 + 1]} o’clock"
    past = minutes <= 30
    named = SMALL[(hours - (1 if past else 0)) % 12 + 1]
    return f"{_minutes(minutes if past else 60 - minutes)} {'past' if past else 'to'} {named}"


def _minutes(n: int) -> str:
    if n in MINUTES:
        return MINUTES[n]
    whole = SMALL[n] if n < 13 else TEENS[n - 13] if n <= 20 else f"twenty-{SMALL[n - 20]}"
    return f"{whole} minute{'' if n == 1 else 's'}"


def possessive(name: str) -> str:
    """`Lewis’s`: a name always takes an s."""
    return f"{name}’s"


def stopped(text: str) -> str:
    """A sentence of somebody's, with one full stop at its end and never two."""
    text = text.strip()
    return text if text.rstrip(CLOSERS).endswith(STOPS) else f"{text}."


def unstopped(text: str) -> str:
    """The same words to stand inside a sentence of ours: without their full stop."""
    text = text.strip()
    return text if text.endswith("...") else text.removesuffix(".")


def quoted(text: str) -> str:
    """Somebody's words in quotation marks that they do not use themselves."""
    return f"‘{text}’" if "“" in text or '"' in text else f"“{text}”"


def lowered(text: str, names: Iterable[str] = ()) -> str:
    """The words as they go on inside a sentence: a small first letter, unless they begin with a name or a code."""
    first, _, rest = text.partition(" ")
    if first not in ("The", "A", "An") and rest[:1].isupper() and rest[1:2].islower():
        return text  # Castle Street, Doctor Reid
    bare = first.strip("‘’“”'\",;:.!?()")
    plain = bare[1:] == bare[1:].lower() and bare[:1].isupper()
    if not plain or bare.split("’")[0].split("'")[0] in NEVER_LOWERED or (len(bare) == 1 and bare not in ("A", "O")):
        return text
    if any(text == name or text.startswith((f"{name} ", f"{name}’", f"{name}'", f"{name},")) for name in names):
        return text
    at = text.index(bare)
    return text[:at] + bare[:1].lower() + text[at + 1 :]
