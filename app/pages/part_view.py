"""What a personal link opens: what one leads, the next meeting, what one said, and the plan as a list.

Everything is read through the part's own seat, which is never more than a participant's. Stories, other people's
addresses and what organisers note for themselves are not read at all.
"""

from dataclasses import dataclass, field, replace

from app import words
from app.history.models import Event
from app.pages.invitations_view import time_said
from app.pages.led_view import ENDED, Led, heard, led, since_in_words
from app.pages.part_sent import Sent
from app.pages.part_words import ANSWERS, ASKED, OPEN_AGAIN, REPLIED, Answer, as_told
from app.pages.series_home_view import PocketLine, home_page
from app.pages.things_view import last_word
from app.record.actions import OPEN, ActionThen, actions_then
from app.record.priorities import PriorityThen
from app.record.replies import other_time
from app.record.seats import Part, Seat
from app.record.then import MeetingThen, Then

OPEN_OR_ASKED = ("asked", *OPEN)


@dataclass(frozen=True)
class Frame:
    """One thing to do, or to take on, and what can be answered. The texts are whole sentences, or empty.

    `today` is the number of what one said of it today, which can be taken back; 0 where one has said nothing today.
    """

    id: str
    text: str
    state: str
    when: str
    away: str
    line: PriorityThen | None
    about: list[str]
    standing: str
    today: int
    answers: tuple[Answer, ...]
    of: str = "action"  # or "test", which one is asked to lead

    @property
    def asked(self) -> bool:
        return self.state == "asked"


@dataclass(frozen=True)
class Told:
    """What one said of something that one has done, or that is not one's own; `today` as in Frame."""

    id: str
    text: str
    state: str
    said: str
    today: int = 0
    open_again: Answer | None = None


@dataclass(frozen=True)
class Meeting:
    """The next one. `said` is empty for those who have not answered; `asks` while they may.

    What was said of another time, before it moved, is there but has not `answered`.
    """

    id: str
    number: int
    day: str
    away: str
    hours: str
    venue: str
    why_you: str
    said: str
    asks: bool
    answered: bool


@dataclass(frozen=True)
class MyPart:
    """The page. `lines` and what stands beside them are empty for somebody who has moved on.

    Where the series is `over` everything can be read, and nothing be answered.
    """

    title: str
    called: str
    manager: str
    frames: list[Frame]
    today: list[Told]
    before: list[Told]
    meeting: Meeting | None
    until: str
    prefers: str
    quiet_until: str
    sent: list[Sent]
    behind: str = ""
    tail: str = ""
    wall: bool = False
    over: bool = False
    lines: list[PocketLine] = field(default_factory=list)


def my_part(part: Part, sent: list[Sent], prefers: dict[str, str], tests: list[Frame], told: list[Told]) -> MyPart:
    """`tests` are those that one is asked to lead, and `told` what one answered of such today."""
    seat, then = part.seat, part.seat.then
    mine = {a.id: a for a in actions_then(then) if seat.is_(a.lead)}
    frames = [_frame(part, mine[one.id], one) for one in led(seat, seat.person, OPEN_OR_ASKED)]
    frames.sort(key=lambda frame: (not frame.asked, mine[frame.id].due or then.day, mine[frame.id].row.n))
    frames = [*tests, *frames]
    person = then.record.people[seat.person]
    page = MyPart(
        _title(seat, frames),
        seat.name,
        manager(seat),
        frames,
        [one for a in mine.values() if a.state not in OPEN_OR_ASKED and (one := _today(seat, a))] + told,
        [_before(seat, mine[one.id]) for one in led(seat, seat.person, ENDED) if not last_word_on(seat, one.id)],
        _meeting(part, then.next_meeting) if part.placed and then.next_meeting else None,
        words.dated(part.until, then.day) if part.until else "",
        prefers.get(person.prefers or "", ""),
        words.short_day(person.quiet_until) if person.quiet_until and person.quiet_until >= then.day else "",
        sent,
    )
    page = _at_its_end(seat, page) if then.is_over else page
    return _with_plan(seat, page) if part.placed else page


def _at_its_end(seat: Seat, page: MyPart) -> MyPart:
    return replace(
        page,
        over=True,
        title=f"{seat.name}, the series has come to its end",
        frames=[replace(f, answers=(), today=0, when="", away="") for f in page.frames if not f.asked],
        today=[replace(told, today=0) for told in page.today],
        before=[replace(told, open_again=None) for told in page.before],
        meeting=None,
    )


def manager(seat: Seat) -> str:
    """Who keeps things moving between the meetings: whoever will be in touch; "" where that is the reader."""
    return next((seat.then.known_as(one.id) for one in seat.then.in_between() if not seat.is_(one.id)), "")


def _title(seat: Seat, frames: list[Frame]) -> str:
    to_do, asked = sum(not f.asked for f in frames), sum(f.asked for f in frames)
    if to_do:
        return f"{seat.name}, you have {words.count(to_do, 'thing')} to do"
    if asked:
        return f"{seat.name}, you are being asked to do {words.count(asked, 'thing')}"
    return f"{seat.name}, there is nothing for you to do"


# -- what one leads -------------------------------------------------------
def _frame(part: Part, action: ActionThen, one: Led) -> Frame:
    then = part.seat.then
    first = f"First step: {words.stopped(one.first_step)}" if one.first_step else ""
    why = words.stopped(one.line.row.why) if part.placed and one.line and one.line.row.why else ""
    others = [_helping(then, action), one.waiting_on] if part.placed else []  # what others do is the group's
    about = [why, *others, first]
    when, away = _when(then, action)
    return Frame(
        action.id,
        action.text,
        action.state,
        when,
        away,
        one.line if part.placed else None,
        [line for line in about if line],
        standing(part.seat, action),
        last.n if (last := last_word_on(part.seat, action.id)) else 0,
        ASKED if action.state == "asked" else ANSWERS,
    )


def _when(then: Then, action: ActionThen) -> tuple[str, str]:
    """By when, and how far that is; no reproach for a day that has gone."""
    if action.due is None or action.due < then.day:
        return words.sentence(since_in_words(then, action)), ""
    at = next((m for m in then.meetings if m.day == action.due), None)
    meeting = f"meeting {at.number}, " if at and at.number else ""
    return f"by {meeting}{words.dated(action.due, then.day)}", words.away(action.due, then.day)


def _helping(then: Then, action: ActionThen) -> str:
    """As in `Gillian Roy, at Harbour Pharmacy, is helping`."""
    helpers = then.record.linked(action.id, "helpers")
    if len(helpers) != 1:
        return f"{words.listed(then.known_as(p) for p in helpers)} are helping." if helpers else ""
    name, organisation = then.record.people[helpers[0]].name, then.organisation_of(helpers[0])
    return f"{name}, at {organisation.name}, is helping." if organisation else f"{name} is helping."


def standing(seat: Seat, action: ActionThen) -> str:
    """What one said of it last, in a sentence; "" where one has said nothing yet."""
    own = [event for event in action.events if seat.is_(event.by)]
    return told(seat, own[-1]) if own else ""


def told(seat: Seat, event: Event) -> str:
    """As in `You said on 4 April that it is stuck. What would help: “…”`."""
    day = "today" if event.on == seat.today else f"on {words.short_day(event.on)}"
    return as_told(event.event, day, event.note or "", event.what_would_help or "")


# -- what one said --------------------------------------------------------
def last_word_on(seat: Seat, action: str) -> Event | None:
    return last_word(seat, "action", action)


def _today(seat: Seat, action: ActionThen) -> Told | None:
    last = last_word_on(seat, action.id)
    return Told(action.id, action.text, action.state, told(seat, last), last.n) if last else None


def _before(seat: Seat, action: ActionThen) -> Told:
    end = heard(seat, action.outcome)
    if end is not None and seat.is_(end.by):
        said = told(seat, end)
    else:
        said = words.stopped(end.note) if end is not None and end.note else ""
    again = OPEN_AGAIN if action.state == "done" else None
    return Told(action.id, action.text, action.state, said, open_again=again)


# -- when we meet ---------------------------------------------------------
def _meeting(part: Part, meeting: MeetingThen) -> Meeting:
    then = part.seat.then
    invited = next((i for i in then.record.invitations.get(meeting.id, []) if part.seat.is_(i.person)), None)
    if invited is not None and invited.sent_on > then.said:
        invited = None
    said = ""
    was = other_time(then, invited) if invited is not None else None
    if invited is not None and invited.replied_on is not None:
        name = invited.substitute_name or "someone"
        said = f"You said on {words.short_day(invited.replied_on)} that {REPLIED[invited.reply].format(name=name)}."
        said += f" That was for {time_said(then, was)}: is it so for this day too?" if was else ""
    return Meeting(
        meeting.id,
        meeting.number,
        words.dated(meeting.day, then.day),
        words.away(meeting.day, then.day),
        words.hours(meeting.start, meeting.end),
        meeting.row.venue or "",
        (invited.why_you or "") if invited else "",
        said,
        invited is not None and not meeting.opened,
        bool(said) and was is None,
    )


# -- the plan -------------------------------------------------------------
def _with_plan(seat: Seat, page: MyPart) -> MyPart:
    home = home_page(seat)
    yours = [frame.line.id for frame in page.frames if frame.line and not frame.asked]
    lines = [_line(line, yours.count(line.id)) for line in home.lines]
    plan = {"behind": home.behind, "tail": home.tail, "wall": home.plan_of is not None, "lines": lines}
    return MyPart(**{**vars(page), **plan})


def _line(line: PocketLine, yours: int) -> PocketLine:
    count = f"{line.count}; {words.number(yours)} {'is' if yours == 1 else 'are'} yours" if yours else line.count
    return PocketLine(line.id, line.shape, line.colour, line.name, count)
