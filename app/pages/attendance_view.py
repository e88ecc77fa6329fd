"""Who was in the room: a line through the meetings for each person, and for each organisation.

The group sees who was here and who sent someone. Apologies, and who was not heard from, are for organisers and for the
person alone; a sponsor gets numbers ("Who may do what", docs/trust.md).
"""

from dataclasses import dataclass

from app import words
from app.meetings.models import Attendance
from app.people.models import Organisation, Person
from app.record import seen
from app.record.presence import HERE, IN_THE_ROOM, attendance, in_the_room, represented
from app.record.seats import Seat
from app.record.then import MeetingThen, Then

NOT_HERE = "apologies", "not in the room"  # the ring, for whatever the reason was
NO_ONE = "apologies", "no one in the room"


@dataclass(frozen=True)
class Station:
    number: int
    day: str
    held: bool


@dataclass(frozen=True)
class Cell:
    """One meeting of a line. `before` and `after` say whether the line runs on; `words` is what is heard."""

    state: str
    words: str = ""
    before: bool = False
    after: bool = False


@dataclass(frozen=True)
class Row:
    id: str
    name: str
    about: str
    first: bool
    cells: list[Cell]


@dataclass(frozen=True)
class Grid:
    """Rows of cells under stations; `totals` counts by meeting, None where it is still to come."""

    stations: list[Station]
    rows: list[Row]
    totals: list[int | None]


@dataclass(frozen=True)
class Numbers:
    """One meeting held, for a sponsor."""

    station: Station
    people: str
    organisations: str


def stations(then: Then) -> list[Station]:
    return [Station(m.number, words.small_day(m.day), m.opened) for m in then.meetings]


def people_grid(seat: Seat) -> Grid:
    """Everyone who has or will have a place, by organisation in the order of the record."""
    then = seat.then
    columns = [_column(then, meeting) for meeting in then.meetings]
    rows, last = [], None
    for person in sorted(then.record.people.values(), key=lambda p: _place(then, p)):
        if not then.record.memberships.get(person.id):
            continue
        home = _home(then, person)
        cells = joined([_person_cell(seat, person.id, column) for column in columns])
        rows.append(Row(person.id, person.name, _about(then, person), home != last, cells))
        last = home
    return Grid(stations(then), rows, [_people_in(then, m) for m in then.meetings])


def line_of(seat: Seat, person: str) -> list[Cell]:
    """One person's own line; empty for somebody who never had a place."""
    if not seat.record.memberships.get(person):
        return []
    return joined([_person_cell(seat, person, _column(seat.then, meeting)) for meeting in seat.then.meetings])


def organisations_grid(seat: Seat) -> Grid:
    then = seat.then
    columns = [_column(then, meeting) for meeting in then.meetings]
    rows = []
    for organisation in then.record.organisations.values():
        cells = joined([_organisation_cell(seat, organisation, column) for column in columns])
        if any(cell.state != "away" for cell in cells):
            rows.append(Row(organisation.id, organisation.name, "", False, cells))
    totals = [len(column.here) if column.meeting.opened else None for column in columns]
    return Grid(stations(then), rows, totals)


def numbers(then: Then) -> list[Numbers]:
    held = [(s, m) for s, m in zip(stations(then), then.meetings, strict=True) if m.opened]
    return [
        Numbers(
            station,
            _few(len(in_the_room(then, meeting))),
            _few(len(represented(then, meeting))),
        )
        for station, meeting in held
    ]


def _few(n: int) -> str:
    """A number in a table, for someone who may not know who is behind it (T7, docs/trust.md)."""
    return str(n) if n >= seen.FEW else "a few" if n else "none"


def _people_in(then: Then, meeting: MeetingThen) -> int | None:
    return len(in_the_room(then, meeting)) if meeting.opened else None


# -- cells -----------------------------------------------------------
@dataclass(frozen=True)
class _Column:
    """One meeting: who was noted, who stood for which organisation, and who holds a seat for it."""

    meeting: MeetingThen
    noted: dict[str, Attendance]
    here: dict[str, list[Attendance]]
    members: dict[str, set[str]]


def _column(then: Then, meeting: MeetingThen) -> _Column:
    members: dict[str, set[str]] = {}
    for person in then.record.people:
        if then.has_seat(person, meeting.day):
            for hat in then.memberships(person, meeting.day):
                members.setdefault(hat.organisation or "", set()).add(person)
    noted = {row.person: row for row in attendance(then, meeting)}
    return _Column(meeting, noted, represented(then, meeting), members)


def _person_cell(seat: Seat, person: str, column: _Column) -> Cell:
    row = column.noted.get(person)
    if row is None and not seat.then.memberships(person, column.meeting.day):
        return Cell("away")
    if not column.meeting.opened:
        return Cell("to_come")
    if row is None:
        return Cell("not_expected", "nothing noted")
    open_to_reader = seat.organiser or seat.is_(person)
    if row.state in (*IN_THE_ROOM, "substitute_sent") or open_to_reader:
        return Cell(row.state)
    return Cell(*NOT_HERE)


def _organisation_cell(seat: Seat, organisation: Organisation, column: _Column) -> Cell:
    here = column.here.get(organisation.id, [])
    if any(row.state in HERE for row in here):
        return Cell("present")
    if here:
        return Cell("substitute_sent", "someone standing in")
    members = column.members.get(organisation.id, set())
    if not members or organisation.sector == "facilitator":
        return Cell("away")
    if not column.meeting.opened:
        return Cell("to_come")
    said = [column.noted[person].state for person in members if person in column.noted]
    all_apologised = bool(said) and all(state in ("apologies", "not_expected") for state in said)
    if seat.organiser and not all_apologised:
        return Cell("not_heard", "no one here")
    return Cell("apologies") if seat.organiser else Cell(*NO_ONE)


def joined(cells: list[Cell]) -> list[Cell]:
    """The same cells, with the line drawn between those that stand side by side."""
    there = [False, *(cell.state != "away" for cell in cells), False]
    return [
        Cell(cell.state, cell.words, there[i] and there[i + 1], there[i + 1] and there[i + 2])
        for i, cell in enumerate(cells)
    ]


# -- names -----------------------------------------------------------
def _home(then: Then, person: Person) -> str | None:
    """The organisation a person is listed under: of today's hat, of the last they wore, or of the first to come."""
    worn = then.organisation_of(person.id)
    if worn:
        return worn.id
    all_hats = then.record.memberships.get(person.id, [])
    past = [m for m in all_hats if m.from_day <= then.day]
    return (past[-1] if past else all_hats[0]).organisation if all_hats else None


def _place(then: Then, person: Person) -> tuple[int, int]:
    home = _home(then, person)
    order = list(then.record.organisations)
    runs = then.roles(person.id) & {"facilitator"}
    return (-1 if runs else order.index(home) if home else len(order)), person.n


def _about(then: Then, person: Person) -> str:
    home = _home(then, person)
    organisation = then.record.organisations[home] if home else None
    short = (organisation.short_name or organisation.name) if organisation else ""
    parts = [person.job or "", short, whereabouts(then, person.id)]
    return ", ".join(part for part in parts if part)


def whereabouts(then: Then, person: str) -> str:
    """`moved on`, `from 9 May`, or nothing for someone who is with us. Why anybody left is never said."""
    if then.memberships(person):
        return ""
    hats = then.record.memberships.get(person, [])
    begun = [m for m in hats if m.from_day <= then.day]
    if not begun:
        return f"from {words.short_day(min(m.from_day for m in hats))}" if hats else ""
    passing = all(m.role in ("visitor", "substitute") for m in begun)
    return f"with us on {words.short_day(begun[-1].from_day)}" if passing else "moved on"
