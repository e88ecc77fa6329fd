"""What organisers do with a letter that is in the outbox: take it back, let it go again, hand it over themselves."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlmodel import Session

from app.errors import NotAllowedNow, NotFound
from app.keeping.draft import Draft
from app.letters.approving import note_letter, send, series_of
from app.letters.desk_of_post import OF_THEIR_OWN, DeskOfPost
from app.letters.looking import NOT_NEEDED, NOT_TOLD, Due
from app.links.domain import new_link, was_made
from app.post.models import OutboxLetter
from app.post.outbox import letters
from app.record.acting import Said
from app.record.then import Then

CONTACTS = DeskOfPost()  # what becomes of the contact that was planned with a letter
WAITS = ("queued", "held")
BY_HAND = "Handed over by hand."
CAME_BACK = "It came back."
IN_HAND = "It has gone already, or is being sent at this moment. Look again in a minute."


def letter_numbered(db: Session, then: Then, number: int) -> OutboxLetter:
    """A letter of this series; NotFound for any other."""
    table = letters()
    mine = (table.c.id == number) & (table.c.in_series == series_of(then)) & table.c.person.is_not(None)
    found = db.execute(select(table).where(mine)).first()
    if found is None or found.person not in then.record.people:
        raise NotFound("This letter is not there any more.")
    return found  # type: ignore[return-value]  # a row with the columns of a letter


def withdraw(db: Session, letter: OutboxLetter, then: Then, *, by: Said, now: datetime) -> None:
    """Take back a letter that waits: it is due again, and the contact that it would have been is not planned by it."""
    _take_away(db, letter, now, WAITS)
    _unplan(db, then, letter.follow_up, by)
    note_letter(db, then, "took a letter back", letter.kind, letter.person or "", by)


def put_back(db: Session, letter: OutboxLetter, then: Then, *, by: Said, now: datetime) -> None:
    """What was said not to be needed is due again, where there is still something to say."""
    if letter.state != "dropped":
        raise NotAllowedNow("This letter has not been set aside.")
    _take_away(db, letter, now, ("dropped",))
    note_letter(db, then, "put a letter back", letter.kind, letter.person or "", by)


def again(db: Session, letter: OutboxLetter, then: Then, *, by: Said, now: datetime) -> datetime:
    """Write it anew, to the address that is on record now, where it could not be sent or came back. When it will go."""
    if letter.slot is None:  # a link of their own is asked for by nobody else
        raise NotAllowedNow("They asked for this themselves, and can ask again.")
    due = Due(letter.kind, letter.person or "", letter.slot or "", tuple((letter.about or "").split()), "")
    _take_away(db, letter, now, (*NOT_TOLD, "held"))
    return send(db, then, due, words=letter.words, by=by, now=now)


def set_aside(db: Session, letter: OutboxLetter, then: Then, *, by: Said, now: datetime) -> None:
    """Nothing more is tried, as where somebody has rung instead."""
    _change(db, letter, now, (*NOT_TOLD, "held"), {"state": "dropped", "trouble": NOT_NEEDED})
    note_letter(db, then, "set a letter aside", letter.kind, letter.person or "", by)


def came_back(db: Session, letter: OutboxLetter, then: Then, *, by: Said, now: datetime) -> None:
    """An organiser has seen that it did not arrive."""
    _change(db, letter, now, ("sent",), {"state": "bounced", "trouble": CAME_BACK})
    CONTACTS.came_back(db, letter, now)
    note_letter(db, then, "noted that a letter came back", letter.kind, letter.person or "", by)


def handed_over(db: Session, letter: OutboxLetter, then: Then, *, by: Said, now: datetime) -> None:
    """Where there is no mail server: somebody has read it out, or sent it themselves."""
    _change(db, letter, now, WAITS, {"state": "sent", "sent_at": now, "trouble": BY_HAND})
    CONTACTS.gone(db, letter, now)
    note_letter(db, then, "handed a letter over", letter.kind, letter.person or "", by)


def words_to_hand_over(
    db: Session, letter: OutboxLetter, then: Then, *, by: Said, now: datetime, token: str = ""
) -> str:
    """Its text, with a link of its reader's own that was made for it; that it was made is written down.

    Where the form may come twice its sender chooses the `token` (app.links.domain.new_link).
    """
    if not was_made(db, token):
        note_letter(db, then, "made a link to hand over", letter.kind, letter.person or "", by)
    own = f"/part/{new_link(db, series_of(then), letter.person or '', now=now, token=token)}"
    return (letter.text or "").replace(OF_THEIR_OWN, own)


# -- the parts --------------------------------------------------------------
def _unplan(db: Session, then: Then, follow_up: str | None, by: Said) -> None:
    """What was planned with the letter goes with it; what somebody had planned before is planned as it was."""
    row = then.record.follow_ups.get(follow_up or "")
    if row is None or row.on is not None:
        return
    draft, spot = Draft(then.record), ("follow_ups", row.id)
    if then.record.things[row.id].version == 1:
        draft.take_away(spot)
    else:
        draft.change(spot, {"channel": None, "said": None})
    draft.write(db, by)


def _take_away(db: Session, letter: OutboxLetter, now: datetime, states: tuple[str, ...]) -> None:
    table = letters()
    if db.execute(delete(table).where(_mine(letter, now, states)).returning(table.c.id)).first() is None:
        raise NotAllowedNow(IN_HAND)


def _change(db: Session, letter: OutboxLetter, now: datetime, states: tuple[str, ...], values: dict[str, Any]) -> None:
    table = letters()
    done = update(table).where(_mine(letter, now, states)).values(**values).returning(table.c.id)
    if db.execute(done).first() is None:
        raise NotAllowedNow(IN_HAND)


def _mine(letter: OutboxLetter, now: datetime, states: tuple[str, ...]) -> ColumnElement[bool]:
    """The letter, unless a worker has it in hand at this moment or has just been quicker."""
    table = letters()
    free = or_(table.c.leased_until.is_(None), table.c.leased_until <= now)
    return (table.c.id == letter.id) & table.c.state.in_(states) & free
