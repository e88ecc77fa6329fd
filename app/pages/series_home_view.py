"""What the home of a series shows: where we are, what needs this reader first, the next meeting, the plan in small."""

from dataclasses import dataclass

from app import words
from app.pages.invitations_view import invitations
from app.pages.led_view import Led, led
from app.pages.meetings_view import Listed, behind_and_to_come, listed, where_we_are
from app.pages.needs_view import Need, needs
from app.pages.nudges_view import how_many_to_be_in_touch_with
from app.pages.person_view import NextMeeting, next_for
from app.pages.priorities_view import Line, priorities
from app.record.actions import actions_then
from app.record.replies import reply_of
from app.record.seats import Seat
from app.record.tally import tally
from app.record.tests import TestThen, tests_then
from app.record.then import MeetingThen, Then

REPLIES = (
    ("coming", "Coming"),
    ("sending_substitute", "Sending someone"),
    ("cannot", "Cannot come"),
    ("none", "Not heard yet"),
)
STANDS = {
    "draft": "It is a draft, and nobody else has been told of it.",
    "setting_up": "It is being set up.",
    "running": "It is under way.",
    "closing": "It is coming to its end.",
    "closed": "It is closed.",
    "archived": "It is in the archive.",
    "abandoned": "It was given up.",
}
PURPOSES = ("long_term_goal", "inquiry_question", "short_term_goal")


@dataclass(frozen=True)
class PocketLine:
    """One line of the plan, for a telephone and for those who hear the page."""

    id: str
    shape: str
    colour: str
    name: str
    count: str


@dataclass(frozen=True)
class HomePage:
    """`needs`, `desk`, `letters` and `replies` are for organisers; `leads`, `asked`, `to_lead` are the reader's own."""

    title: str
    purpose: str
    behind: str
    heading: str
    today: str
    needs: list[Need]
    desk: str
    letters: str
    leads: list[Led]
    asked: list[Led]
    to_lead: list[TestThen]
    next: NextMeeting | None
    replies: list[tuple[str, int]]
    meetings: list[Listed]
    lines: list[PocketLine]
    tail: str
    stands: str
    plan_of: int | None
    begun: bool


def home_page(seat: Seat, letters: int = 0) -> HomePage:
    then = seat.then
    leads = [one for person in seat.persons for one in led(seat, person)]
    asked = [one for person in seat.persons for one in led(seat, person, ("asked",))]
    to_lead = [test for test in tests_then(then) if seat.is_(test.asked_of)]
    waiting = needs(then) if seat.organiser else []
    here = then.next_meeting or then.last_held
    return HomePage(
        title=where_we_are(then),
        purpose=next((p.text for kind in PURPOSES if (p := then.purpose(kind))), ""),
        behind=behind_and_to_come(then),
        heading=_heading(seat, waiting, len(leads), len(asked) + len(to_lead)),
        today=words.day(then.day),
        needs=waiting,
        desk=_desk(seat) if seat.organiser else "",
        letters=words.sentence(words.count(letters, "letter")) if letters else "",
        leads=leads,
        asked=asked,
        to_lead=to_lead,
        next=next_for(seat, seat.person),
        replies=_replies(then, then.next_meeting) if seat.organiser else [],
        meetings=listed(then),
        lines=[_pocket(line, named=seat.reads_the_record) for line in priorities(then).chosen],
        tail=_tail(seat),
        stands=STANDS[then.series_state],
        plan_of=here.number if here else None,
        begun=any(meeting.number and meeting.opened for meeting in then.meetings),
    )


def _heading(seat: Seat, waiting: list[Need], leads: int, asked: int) -> str:
    if seat.organiser:
        return f"What needs you, {seat.name}" if waiting else f"Nothing needs you today, {seat.name}"
    if leads:
        return f"{seat.name}, you have {words.count(leads, 'thing')} to do"
    if asked:
        return f"{seat.name}, you are being asked to do {words.count(asked, 'thing')}"
    return "How it goes" if seat.sponsor_only else f"{seat.name}, there is nothing for you to do"


def _desk(seat: Seat) -> str:
    """How many people a word might help; nothing where there is nobody."""
    n = how_many_to_be_in_touch_with(seat)
    return f"{words.sentence(words.count(n, 'person', 'people'))} to be in touch with" if n else ""


def _replies(then: Then, meeting: MeetingThen | None) -> list[tuple[str, int]]:
    asked = invitations(then, meeting) if meeting else []
    said = [reply_of(then, invitation) for invitation in asked]
    counted = [(heading, said.count(reply)) for reply, heading in REPLIES]
    return [(heading, n) for heading, n in counted if n]


def _pocket(line: Line, *, named: bool) -> PocketLine:
    count = line.tally.words if named else line.tally.roughly
    return PocketLine(line.priority.id, line.priority.shape, line.priority.colour, line.name, line.end or count)


def _tail(seat: Seat) -> str:
    """The whole in one line."""
    whole = tally(actions_then(seat.then))
    total = whole.stuck + whole.under_way + whole.done + whole.otherwise
    if not total:
        return "Nothing has been agreed to do yet."
    if seat.reads_the_record:
        return f"{words.sentence(words.count(total, 'action'))} so far: {whole.words}."
    return f"{words.sentence(words.roughly(total, 'action'))} so far: {whole.roughly}."
