"""Letters as whoever looks after the installation reads of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.accounts.facts import recall
from app.mail import MailServer
from app.post import tending
from app.post.models import OutboxLetter
from app.post.worker import GONE, SEEN, TROUBLE
from app.words import ago, count, full_day

OF_THE_SERVER = ("failed", "bounced")
ORGANISERS_SEE = "Its organisers see why."
KINDS = {"sign_in": "A way in"}  # what a letter is, where its subject is not for this reader
STATES = {
    "queued": "waiting",
    "held": "held back",
    "failed": "could not be sent",
    "bounced": "came back",
    "sent": "sent",
    "dropped": "set aside",
    "draft": "not finished",
    "approved": "approved",
}
GROUPS = [  # states, heading, what is said of them
    (("failed",), "Could not be sent", "Look at each: let it go again, or set it aside."),
    (("bounced",), "Came back", "A mail server took them and sent word later that they reached nobody."),
    (("held",), "Held back", "They waited when the copy was made that this installation was put back from."),
    (("queued",), "Waiting", ""),
    (("sent",), "Sent", ""),
    (("dropped",), "Set aside", "Not sent, and not to be: their time ran out, or somebody set them aside."),
]


@dataclass(frozen=True)
class Listed:
    id: int
    what: str
    to: str
    when: str
    trouble: str


@dataclass(frozen=True)
class Group:
    heading: str
    about: str
    letters: list[Listed]


@dataclass(frozen=True)
class Post:
    """How letters leave. `host` is "" where there is no server; `quiet` says since when no worker was seen.

    `trouble` is why the server has taken none since, in words; "" where it takes them.
    """

    host: str
    quiet: str
    trouble: str


@dataclass(frozen=True)
class Shown:
    """`words` is None where they are not for this reader; `to_open`, where they are after a deliberate act."""

    id: int
    what: str
    to: str
    state: str
    facts: list[tuple[str, str]]
    words: str | None
    why_no_words: str
    to_open: bool
    may_go_again: bool
    may_be_set_aside: bool


def groups(db: Session, now: datetime) -> list[Group]:
    found = []
    for states, heading, about in GROUPS:
        newest = tending.ALSO_SHOWN if states[0] in ("sent", "dropped") else tending.SHOWN
        rows = tending.in_state(db, *states, newest=newest)
        if rows:
            found.append(Group(heading, about, [_listed(row, now) for row in rows]))
    return found


def post(db: Session, server: MailServer | None, now: datetime) -> Post:
    seen = recall(db, SEEN)
    there = seen is not None and now - seen[1] < GONE
    trouble = recall(db, TROUBLE) if server else None
    return Post(
        host=server.host if server else "",
        quiet="" if there else ago(seen[1], now) if seen else "never",
        trouble=trouble[0] if trouble else "",
    )


def letter(row: OutboxLetter, *, served: bool, now: datetime, opened: bool) -> Shown:
    readable = tending.may_be_read(row, served=served)
    to_open = readable and row.secret and not opened
    return Shown(
        id=row.id or 0,
        what=_what(row),
        to=_to(row),
        state=STATES[row.state],
        facts=_facts(row, now),
        words=row.text if readable and not to_open else None,
        why_no_words="" if readable else _why_no_words(row),
        to_open=to_open,
        may_go_again=tending.may_go_again(row, now),
        may_be_set_aside=tending.may_be_set_aside(row),
    )


def _listed(row: OutboxLetter, now: datetime) -> Listed:
    return Listed(row.id or 0, _what(row), _to(row), ago(row.sent_at or row.created_at, now), _why(row))


def _what(row: OutboxLetter) -> str:
    """Its subject; of a series' letter only its kind."""
    if row.in_series is None:
        return row.subject
    return KINDS.get(row.kind, f"A letter of a series: {row.kind.replace('_', ' ')}")


def _why(row: OutboxLetter) -> str:
    """Of a series' letter what a mail server said of it; other reasons may tell what somebody asked for or did."""
    if not row.trouble or row.in_series is None or row.state in OF_THE_SERVER:
        return row.trouble or ""
    return "" if row.state == "sent" else ORGANISERS_SEE


def _to(row: OutboxLetter) -> str:
    return f"{row.to_name}, {row.to_address}" if row.to_name else row.to_address


def _facts(row: OutboxLetter, now: datetime) -> list[tuple[str, str]]:
    facts = [("Written", f"{_moment(row.created_at)}, {ago(row.created_at, now)}")]
    if row.sent_at:
        facts.append(("Sent", _moment(row.sent_at)))
    if row.serves_until and row.state in ("queued", "held", "failed", "bounced"):
        facts.append(("Serves until", _moment(row.serves_until)))
    if row.tries and row.state != "sent":
        facts.append(("Tried", count(row.tries, "time")))
    if row.state == "queued" and row.next_try_at > now:
        facts.append(("Tried next", _moment(row.next_try_at)))
    if why := _why(row):
        facts.append(("Why", why))
    return facts


def _why_no_words(row: OutboxLetter) -> str:
    if row.in_series is not None:
        return "It belongs to a series, so its words are for the people of that series only."
    if row.text is None:
        return "Its words are no longer kept."
    return "It lets somebody in, so its words are for whoever it goes to only."


def _moment(when: datetime) -> str:
    """In UTC: an installation is in no place."""
    return f"{full_day(when.date())}, {when:%H:%M} UTC"
