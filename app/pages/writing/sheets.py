"""What a form is: its questions, who may fill it in, what it does to the series, and where it leads."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from app import permissions
from app.errors import NotFound, NotUnderstood
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.record.reading import Record
from app.record.seats import Seat
from app.record.then import Then

Kind = Literal[
    "line", "text", "day", "time", "number", "one", "pick", "many", "tick", "yes_no", "lines", "due", "rows", "group"
]
Options = Iterable[tuple[str, ...]]
Policy = Callable[[Seat], bool]


@dataclass(frozen=True)
class Place:
    """Where a form is filled in: by whom, and of which thing (`of`) and which of its rows (`n`, from 1) it speaks."""

    seat: Seat
    of: str = ""
    n: int = 0

    @property
    def then(self) -> Then:
        return self.seat.then

    @property
    def record(self) -> Record:
        return self.seat.record

    @property
    def today(self) -> str:
        """As a document writes it."""
        return self.seat.today.isoformat()


@dataclass(frozen=True)
class Ask:
    """One question. `name` is the key it fills, dotted where it lies in a mapping: "consent.how".

    `kind`: line and text (words), day, time, number, one (of up to five, as radios), pick (one of many), many (ticks),
    tick (true or nothing), yes_no (true, false or nothing), lines (a list, a line each), due (next meeting, a meeting
    or a day), rows (`count` times the questions in `asks`, as a list of mappings), group (the questions in `asks` about
    the one person or action that `label` names, as a mapping; a question with `when` belongs to these answers only).
    Words are refused where they hold what points to one person, unless `open_to_numbers` (S3, docs/domain.md).
    """

    name: str
    label: str
    kind: Kind = "line"
    hint: str = ""
    needed: bool = False
    most: int = 0
    options: Options | Callable[[Place], Options] = ()
    nothing: str = ""  # what stands first in a pick and means nothing
    value: Any = None  # what stands there before anything is typed, in a form that adds
    open_to_numbers: bool = False
    rows: int = 3  # of a text
    asks: tuple["Ask", ...] = ()
    count: int = 0
    when: str = ""  # in a group: the answers, apart by a space, after which this is asked
    autocomplete: str = "off"
    late: str = ""  # asked only once a question of the same word has been refused: "Is it right all the same?"

    @property
    def field(self) -> str:
        """The name of its field: `consent.how` is asked as consent-how."""
        return self.name.replace(".", "-")

    def choices(self, place: Place) -> list[tuple[str, ...]]:
        return list(self.options(place) if callable(self.options) else self.options)


Asks = tuple[Ask, ...]
Write = Callable[[Draft, Place, Values], Spot]
Read = Callable[[Draft, Place], Values]


def nothing_yet(_draft: Draft, _place: Place) -> Values:
    return {}


@dataclass(frozen=True)
class Sheet:
    """A form. `write` changes the draft and gives the spot whose keys are asked for; `read` gives what stands there.

    `see` decides whether it is there at all (404), `may` who may send it (403), `fits` whether it makes sense now: it
    gives the reason in words where not. `leads` gives route name and parameters of the page that is seen afterwards.
    """

    name: str
    head: str | Callable[[Place], str]
    button: str
    asks: Asks | Callable[[Place], Asks]
    write: Write
    leads: Callable[[Place], tuple[str, dict[str, Any]]]
    read: Read = nothing_yet
    may: Callable[[Seat, Place], bool] = lambda seat, _: permissions.run_the_series(seat)
    see: Callable[[Seat, Place], bool] = lambda seat, _: permissions.see_record(seat)
    fits: Callable[[Place], str] = lambda _: ""
    within: tuple[
        str, ...
    ] = ()  # where in the series file its keys stand, as ("tests", "cycles"): how much room there is
    of: str = ""  # the kind of thing it speaks of: "people", "meetings"; "" where it speaks of none
    numbered: bool = False  # whether it speaks of a row within that thing
    says: str | Callable[[Place], str] = ""  # what stands above the questions
    lists: Callable[[Place], list[str]] = lambda _: []  # and below that, one by one
    said: str = "kept"  # the code of what is said afterwards (app.web.said)
    back: str = ""  # the form that takes back what this one added; the page that `leads` gives offers it at once
    link: str = ""  # how pages speak of it, where that differs from its head
    verb: str = ""  # how the audit speaks of it
    guards: str | None = None  # what is checked to be unchanged where that has no id of its own: "~series"
    fields: dict[str, str] = field(default_factory=dict)  # keys of the spot that are asked under another name
    beside: str = ""  # a template shown above the questions, to which `shows` is known as `shown`
    shows: Callable[[Place], Any] = lambda _: None
    judged: bool = False  # whether answers are judged before `write`, as where they are no keys of the spot

    def questions(self, place: Place) -> Asks:
        return self.asks(place) if callable(self.asks) else self.asks

    def title(self, place: Place) -> str:
        return self.head(place) if callable(self.head) else self.head


class Unready(NotUnderstood):
    """Several things are missing or cannot be; `errors` says where they are asked for, and what to do about each."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(next(iter(errors.values())))
        self.errors = errors


# -- what most forms do ------------------------------------------------
def adds(
    part: str, *, stem: str | Callable[[Values], str], width: int = 0, more: Callable[[Place], Values] | None = None
) -> Write:
    """Put a new thing at the end of a part of the series; `stem` begins its id, `more` is what nobody is asked."""

    def write(draft: Draft, place: Place, values: Values) -> Spot:
        known = {} if more is None else more(place)
        id_ = draft.fresh_id(stem(values) if callable(stem) else stem, width=width)
        return draft.add((part,), {"id": id_} | known | values)

    return write


def changes(part: str) -> Write:
    def write(draft: Draft, place: Place, values: Values) -> Spot:
        draft.change((part, place.of), values)
        return (part, place.of)

    return write


def reads(part: str) -> Read:
    return lambda draft, place: draft.item((part, place.of))


def adds_row(part: str, rows: str, *, more: Callable[[Place], Values] | None = None) -> Write:
    """Put a row at the end of a list within a thing: a membership, a decision, a round of a test."""

    def write(draft: Draft, place: Place, values: Values) -> Spot:
        return draft.add((part, place.of, rows), ({} if more is None else more(place)) | values)

    return write


def changes_row(part: str, rows: str) -> Write:
    def write(draft: Draft, place: Place, values: Values) -> Spot:
        draft.change((part, place.of, rows, place.n), values)
        return (part, place.of, rows, place.n)

    return write


def reads_row(part: str, rows: str) -> Read:
    return lambda draft, place: draft.item((part, place.of, rows, place.n))


def tells(part: str, event: str, *, by: bool = True) -> Write:
    """Tell what became of a thing, today, by whoever fills in the form."""

    def write(draft: Draft, place: Place, values: Values) -> Spot:
        said = {"on": place.today, "event": event} | ({"by": place.seat.person} if by else {})
        spot: Spot = (part, place.of)
        draft.tell(spot, said | values)
        return spot

    return write


def takes_away(part: str) -> Write:
    def write(draft: Draft, place: Place, _values: Values) -> Spot:
        draft.take_away((part, place.of))
        return ()

    return write


def takes_row_away(part: str, rows: str) -> Write:
    def write(draft: Draft, place: Place, _values: Values) -> Spot:
        draft.take_away((part, place.of, rows, place.n))
        return ()

    return write


def to(route: str, param: str = "") -> Callable[[Place], tuple[str, dict[str, Any]]]:
    """Lead to a page of the series; `param` is the name under which its address takes the thing."""
    return lambda place: (route, {param: place.of} if param else {})


def there(record: Record, part: str, of: str) -> None:
    """That there is such a thing; NotFound where not."""
    if of not in things_of(record, part):
        raise NotFound


def row_there(record: Record, rows: str, of: str, n: int) -> None:
    """That the thing has so many rows; NotFound where not."""
    if not 0 < n <= len(getattr(record, rows).get(of, ())):
        raise NotFound


def things_of(record: Record, part: str) -> Mapping[str, Any]:
    """The things of a part of the series, by id."""
    if part == "last_words":
        return {last_word(row.n): row for row in record.last_words}
    if part in LISTS:
        return {row.id: row for row in getattr(record, LISTS[part])}
    return dict(getattr(record, part))


LISTS = {"purpose": "purposes", "possible_conflicts": "conflicts", "now": "facts", "future": "visions"}


def last_word(n: int) -> str:
    """How an address names what has no id: the first of the last words is word-1."""
    return f"word-{n}"
