"""What stands beside one's own part: whom to ring, who may come instead, and what came of the last meeting."""

from dataclasses import dataclass

from sqlmodel import Session

from app.clock import now
from app.letters.catch_up import what_came_of_it
from app.letters.due_of_meetings import record_text
from app.letters.looking import Due
from app.letters.parts import Occasion
from app.letters.record import blocks
from app.pages.invitations_view import invitation_to, sent_instead
from app.pages.writing.replies import named_in_advance
from app.recap import Block
from app.record.seats import Part, Seat


@dataclass(frozen=True)
class Contact:
    """Whoever keeps things moving between the meetings. `number` is `mobile` as a telephone dials it."""

    name: str
    mobile: str
    email: str

    @property
    def number(self) -> str:
        return self.mobile.replace(" ", "")


def contact(seat: Seat) -> Contact | None:
    """Whom to ring or write to, as at the foot of every letter; None where that is the reader.

    Nobody else's number or address is here. This person's is, because she is the series' own contact: the letter that
    brought the link names the same (decision 2, docs/trust.md).
    """
    one = next((one for one in seat.then.in_between() if not seat.is_(one.id)), None)
    return Contact(seat.then.known_as(one.id), one.mobile or "", one.email or "") if one else None


def who_comes_instead(part: Part) -> str:
    """The name to begin with where somebody is sent: whom they named, else whom their membership names."""
    then, person, meeting = part.seat.then, part.seat.person, part.seat.then.next_meeting
    row = invitation_to(then, meeting, person) if meeting else None
    if meeting is None or row is None:
        return ""
    return sent_instead(then, row) or named_in_advance(then, meeting.day, person) or ""


# -- the last meeting ----------------------------------------------------
@dataclass(frozen=True)
class Happened:
    """The last meeting on a page, in the words of the letter that tells of it."""

    title: str
    blocks: list[Block]


def last_time(db: Session, part: Part) -> Happened | None:
    """What was written down of it, else what came of it; None where there is nothing that they may read of it."""
    then, meeting = part.seat.then, part.seat.then.last_held
    if not part.placed or meeting is None or not meeting.closed:
        return None
    at = Occasion(db, then, Due("catch_up", part.seat.person, meeting.id, (meeting.id,), ""), now())
    if not at.reads_the_record:
        return None
    written_down = record_text(then, meeting)
    which = f"meeting {meeting.number}" if meeting.number else "the start-up meeting"
    told = blocks(written_down) if written_down else what_came_of_it(at)
    return Happened(f"What happened at {which}, on a page", list(told))
