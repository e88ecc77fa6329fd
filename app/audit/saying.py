"""What a verdict on the audit says, in lines; and remembering it for whoever looks after the installation."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlmodel import Session

from app.accounts import facts
from app.audit.domain import INSTALLATION
from app.audit.verifying import Chain, Verdict
from app.words import count, number

FACT = "audit_verified"
WHOLE = "whole"


def lines(verdict: Verdict, titles: Mapping[int, str]) -> Iterator[str]:
    """A line for each chain. `titles` has the series that are still here."""
    if not verdict.entries and verdict.whole:
        yield "Nothing has been written down yet."
    for chain in verdict.chains:
        yield f"{_called(chain.number, titles)}: {_stands(chain)}"
    if verdict.ends:
        yield f"All of it: {verdict.ends}."


def _called(number: int, titles: Mapping[int, str]) -> str:
    if number == INSTALLATION:
        return "The installation"
    return titles.get(number, f"Series {number}, which is not here any more")


def _stands(chain: Chain) -> str:
    if chain.broken is None:
        when = f", the last {_moment(chain.last)}" if chain.last else ""
        lost = f"; the first {number(chain.unchecked)} were sealed with a key that is lost" if chain.unchecked else ""
        return f"whole; {count(chain.entries, 'entry', 'entries')}{when}; ends {chain.end[:12]}{lost}"
    when = f", which says {_moment(chain.broken.at)}" if chain.broken.at else ""
    return f"breaks at entry {chain.broken.n}{when}: {chain.broken.why}"


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"


def in_short(verdict: Verdict) -> str:
    """`whole`, or where it breaks, in one line of 400 characters at the most."""
    if verdict.whole:
        return WHOLE
    broken = [chain for chain in verdict.chains if chain.broken]
    first = f"chain {broken[0].number} at entry {broken[0].broken.n}" if broken and broken[0].broken else verdict.ends
    return f"it breaks: {first}"[:400]


def remember(db: Session, verdict: Verdict, *, at: datetime) -> None:
    """So that the administrator's page can say when it was last looked at, and what was found."""
    facts.remember(db, FACT, in_short(verdict), at=at)
