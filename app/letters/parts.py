"""What a letter of a series is made of, and what every one of them knows: its reader, the meeting, whom to ring."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from sqlmodel import Session

from app.letters import OWN_LINK
from app.letters.due_of_meetings import meeting_of
from app.letters.looking import Due
from app.meetings.models import Invitation
from app.people.models import Person
from app.recap import Block, Line
from app.recap.discretion import Discretion
from app.recap.tried import DECIDE
from app.record.actions import OPEN, ActionThen, actions_then
from app.record.replies import reply_of
from app.record.tests import TestThen, tests_then
from app.record.then import MeetingThen, Then
from app.settings import settings
from app.words import count, dated, day, hours, ordinal, sentence

ON_THEIR_PAGE = "One thing that your own page names"
_DECIDE_TODAY = re.compile(r"^((?:Also to|To) decide|\w+ tests? waits? for a decision) today(?=[:.])")


@dataclass(frozen=True)
class Button:
    """What its reader can do at once. Its address is made when the letter is sent."""

    label: str
    address: str


@dataclass(frozen=True)
class Letter:
    """One letter before it is laid out. `first_line` is fixed, `words` is what an organiser may put otherwise.

    `own` are things of the reader's, listed between the two, and `thanks` is for what they have done; `there` is what
    the button's page asks; `body` is what there is to read besides.
    """

    subject: str
    heading: str
    first_line: str
    words: str
    why: str
    soft: str = ""
    own: tuple[str, ...] = ()
    thanks: str = ""
    button: Button | None = None
    there: str = ""
    body: tuple[Block, ...] = ()
    calendar: str | None = None


@dataclass(frozen=True)
class Occasion:
    """A letter that is due, and the record on the day on which it is written."""

    db: Session
    then: Then
    due: Due
    now: datetime

    # -- its reader --------------------------------------------------------
    @property
    def person(self) -> Person:
        return self.then.record.people[self.due.person]

    @property
    def name(self) -> str:
        return self.then.known_as(self.due.person)

    @cached_property
    def actions(self) -> dict[str, ActionThen]:
        return {a.id: a for a in actions_then(self.then)}

    @property
    def about(self) -> list[ActionThen]:
        """The actions that it speaks of."""
        return [self.actions[thing] for thing in self.due.about if thing in self.actions]

    @cached_property
    def to_lead(self) -> list[TestThen]:
        """The tests of change that it asks its reader to lead."""
        return [t for t in tests_then(self.then) if t.id in self.due.about and t.asked_of == self.due.person]

    @property
    def asks(self) -> bool:
        return bool(self.about or self.to_lead)

    @property
    def open(self) -> list[ActionThen]:
        return [a for a in self.actions.values() if a.lead == self.due.person and a.state in OPEN]

    @property
    def asked(self) -> list[ActionThen]:
        return [a for a in self.actions.values() if a.lead == self.due.person and a.state == "asked"]

    @property
    def is_sponsor_only(self) -> bool:
        return self.then.roles(self.due.person) == {"sponsor"}

    # -- the series --------------------------------------------------------
    @property
    def series(self) -> str:
        """As it stands within a sentence or a subject: `Beston inquiry`."""
        return self.then.record.series.title.removeprefix("The ")

    @property
    def of_the_series(self) -> str:
        """`the Beston inquiry`; a title without an article has none."""
        title = self.then.record.series.title
        return f"the {self.series}" if title.startswith("The ") else title

    @cached_property
    def may(self) -> Discretion:
        """Which of people's own words may stand in a letter."""
        return Discretion(self.then.record, for_sponsor=self.is_sponsor_only)

    @property
    def reads_the_record(self) -> bool:
        return not self.is_sponsor_only and self.then.record.series.record_scope != "facilitators"

    # -- the meeting -------------------------------------------------------
    @property
    def meeting(self) -> MeetingThen:
        """The one that it is about."""
        return self.then.meeting(meeting_of(self.due.slot))

    def when(self, meeting: MeetingThen) -> str:
        return f"{dated(meeting.day, self.then.day)}, {hours(meeting.start, meeting.end)}"

    def when_where(self, meeting: MeetingThen) -> str:
        return ", ".join(part for part in (self.when(meeting), meeting.row.venue) if part)

    def which(self, meeting: MeetingThen) -> str:
        """`meeting 4 of 6`."""
        planned = self.then.record.series.meetings_planned
        of = f" of {planned}" if 0 < meeting.number <= planned else ""
        return f"meeting {meeting.number}{of}" if meeting.number else "the start-up meeting"

    def nth(self, meeting: MeetingThen) -> str:
        """`our fourth meeting`."""
        return f"our {ordinal(meeting.number)} meeting" if meeting.number else "our start-up meeting"

    # -- links, and whom to ring ---------------------------------------------
    @property
    def own_page(self) -> str:
        return f"{settings().base_url.rstrip('/')}/part/{OWN_LINK}"

    def button(self, label: str) -> Button:
        return Button(label, self.own_page)

    @cached_property
    def organiser(self) -> Person | None:
        """Whoever keeps things moving between the meetings; else a facilitator."""
        return next(iter(self.then.in_between()), None)

    @property
    def organiser_name(self) -> str:
        return self.then.known_as(self.organiser.id) if self.organiser else "the organisers"

    @property
    def answer(self) -> str:
        """How to answer: on one's own page, or whom to ring or write to."""
        return f"To answer, open your own page, or {self._in_person}."

    @property
    def _in_person(self) -> str:
        if self.organiser is None:
            return "talk to whoever invited you"
        ways = [way for way in (self.organiser.mobile, self.organiser.email) if way]
        verb = "ring or write to" if len(ways) > 1 else "ring" if self.organiser.mobile else "write to"
        return f"{verb} {self.organiser_name}: {', '.join(ways)}" if ways else f"talk to {self.organiser_name}"


# -- what several letters say -----------------------------------------------
def things(n: int) -> str:
    return count(n, "thing")


def action_line(at: Occasion, action: ActionThen, *, by: bool = True) -> str:
    """As in `Ask the surgeries for a number, by Wednesday 18 April`, with a full stop.

    Words that name somebody whose story was told are on the reader's own page alone.
    """
    until = f", by {day(action.due)}" if by and action.due and action.state in (*OPEN, "asked") else ""
    said = action.text.rstrip(".") if Discretion(at.then.record).permits(action.text) else ON_THEIR_PAGE
    return f"{said}{until}."


def next_meeting(at: Occasion) -> tuple[Block, ...]:
    meeting = at.then.next_meeting
    if meeting is None:
        return ()
    return (Block("next", "The next meeting", (Line(f"{at.when_where(meeting)}."),)),)


def on_its_day(block: Block, meeting: MeetingThen) -> Block:
    """A part of the page that hangs in the room. It is read on another day, so what says today says which."""
    on = f"on {day(meeting.day)}"
    name = sentence(on) if block.key == "today" else block.name
    return replace(block, name=name, lines=tuple(_read_at_home(line, on) for line in block.lines))


def _read_at_home(line: Line, on: str) -> Line:
    text, tag = _DECIDE_TODAY.sub(rf"\1 {on}", line.text), line.tag.replace("today", on)
    return replace(line, text=text, tag=tag, strong=f"To decide {on}" if line.strong == DECIDE else line.strong)


def to_choose(answers: Sequence[str], things_asked: int) -> str:
    """What the page behind the button offers, so that a reader knows before what it takes."""
    each = " for each" if things_asked > 1 else ""
    several = ", ".join(answers[:-1]) + ("," if len(answers) > 2 else "")
    return f"There you choose{each}: {several} or {answers[-1]}."


def listed_block(key: str, name: str, items: list[str]) -> tuple[Block, ...]:
    """A part of the letter that is a list; none where it would be empty."""
    return (Block(key, name, tuple(Line(item, item=True) for item in items)),) if items else ()


def member_of(at: Occasion) -> str:
    """Why somebody gets letters at all."""
    return f"You have this letter because you are part of {at.of_the_series}"


def reply_to(at: Occasion, meeting: MeetingThen) -> str:
    """What its reader has answered by now, for the time that holds; "" for somebody who was not asked."""
    row = asked_to(at, meeting)
    return reply_of(at.then, row) if row is not None else ""


def asked_to(at: Occasion, meeting: MeetingThen) -> Invitation | None:
    rows = at.then.record.invitations.get(meeting.id, [])
    return next((row for row in rows if row.person == at.due.person and row.sent_on <= at.then.said), None)
