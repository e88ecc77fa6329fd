"""What a word from the desk goes back to: what its reader said of a thing themselves, and why the thing matters."""

import re

from app import words
from app.nudges.case import Case

LONGEST_QUOTE = 60
SO_MANY_OF = re.compile(r"\b(\w+) (?:out )?of (?:the )?(\w+)\b", re.IGNORECASE)


def last_heard(case: Case) -> str:
    """The last that they said of it themselves, where the group may read it."""
    note = _note(case)
    if not 0 < len(note) <= LONGEST_QUOTE:
        return ""
    said = f"said {words.quoted(note)}."
    return f"You {said}" if len(case.about) == 1 else f"Of the first you {said}"


def rest_of_it(case: Case) -> list[str]:
    """Whoever has nine of 14 is asked about the other five."""
    found = SO_MANY_OF.search(_note(case))
    have, all_ = (_numbered(one) for one in found.groups()) if found else (None, None)
    if have is None or all_ is None or have >= all_:
        return []
    left = words.number(all_ - have) if all_ - have > 1 else "one"
    ask = f"Would it help if I rang round for the other {left}?"
    return [f"{ask} A line is enough{', for one or for all' if len(case.about) > 1 else ''}.", ask]


def matters(case: Case, *, alone: bool = False) -> list[str]:
    """What the first of them is for, as the group has put it: why the priority was chosen, or its name. Longest first.

    With `alone` it is spoken of as if there were no other.
    """
    row = case.then.record.priorities.get(case.top.row.priority or "")
    since = row.from_meeting if row is not None else None
    if row is None or (since is not None and case.then.meeting(since).day > case.day):
        return []
    it = "It" if alone or len(case.about) == 1 else "The first"
    whys = [f"{it} matters because of this: {words.stopped(row.why)}"] if row.why else []
    return [*whys, f"{it} is part of {words.quoted(words.unstopped(row.text))}."]


def _note(case: Case) -> str:
    own = [e for e in case.top.events if e.by == case.person and e.note and e.visibility != "organisers"]
    return words.unstopped(own[-1].note or "") if own else ""


def _numbered(word: str) -> int | None:
    """A number in figures or, to twelve, in words."""
    if word.isascii() and word.isdecimal():
        return int(word[:4])
    return words.SMALL.index(word.lower()) if word.lower() in words.SMALL else None
