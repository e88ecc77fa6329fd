"""What holds the group back, as the page of priorities shows it: to organisers, and to the group once it chose so."""

from dataclasses import dataclass

from app.record import seen
from app.record.seats import Seat


@dataclass(frozen=True)
class Assumption:
    """`tests` are those that try whether it is so: id and title."""

    id: str
    text: str
    tests: list[tuple[str, str]]


@dataclass(frozen=True)
class Barriers:
    commitment: str
    columns: list[tuple[str, list[str]]]
    assumptions: list[Assumption]
    for_organisers: bool


COLUMNS = (
    ("doing_instead", "What we do instead"),
    ("worries", "What worries us"),
    ("competing_commitments", "What else we want"),
)


def barriers(seat: Seat) -> Barriers | None:
    """None where nothing was written down by then, or nothing that this reader may see."""
    record, then = seat.record, seat.then
    drawn = seen.barrier_map(seat, record.barrier_map)
    if drawn is None or not then.was_said(drawn.meeting, None):
        return None
    columns = [(words, record.phrases.get(("~barrier-map", key), [])) for key, words in COLUMNS]
    tests = [t for t in record.tests.values() if t.assumption and then.was_said(t.meeting, t.on)]
    return Barriers(
        drawn.commitment,
        [(words, phrases) for words, phrases in columns if phrases],
        [
            Assumption(a.id, a.text, [(t.id, t.title) for t in tests if t.assumption == a.id])
            for a in record.big_assumptions.values()
        ],
        drawn.visibility != "group",
    )
