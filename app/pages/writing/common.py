"""What several forms share: of what day something is, what may still be taken away, a few of many things."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from app.actions.domain import Unsaid
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.pages.writing.sheets import Ask, Options, Place, Write
from app.record.reading import Record
from app.record.remembering import remembered
from app.series_file.gathering import document
from app.series_file.references import each_reference

TODAY = "Today, between the meetings"
NOT_YET = "That day has not come yet."
MISTAKE = "This has stood too long, or something else rests on it, so it stays in the record."


# -- days --------------------------------------------------------------
def has_come(place: Place, values: Values, key: str = "on") -> None:
    """Refuse a day that is still ahead."""
    if str(values.get(key) or "") > place.today:
        raise Unsaid(NOT_YET, key)


def said_then(place: Place, values: Values, was: Values | None = None) -> Values:
    """Something is said at a meeting or else on a day: the day on which it was said before, or today."""
    if values.get("meeting"):
        return values | {"on": None}
    return values | {"on": (was or {}).get("on", place.today)}


def adds_said(part: str, stem: str, **more: str) -> Write:
    """Put something at the end of a list of what was said at a meeting or on a day."""

    def write(draft: Draft, place: Place, values: Values) -> Spot:
        return draft.add((part,), {"id": draft.fresh_id(stem)} | more | said_then(place, values))

    return write


def changes_said(part: str) -> Write:
    def write(draft: Draft, place: Place, values: Values) -> Spot:
        spot: Spot = (part, place.of)
        draft.change(spot, said_then(place, values, draft.item(spot)))
        return spot

    return write


def a_meeting_was_held(why: str) -> Callable[[Place], str]:
    """The form fits once the group has met."""
    return lambda place: "" if any(m.day <= place.seat.today for m in place.then.meetings) else why


# -- what was added by mistake -------------------------------------------
def added_by_mistake(place: Place) -> str:
    """Why it can no longer be taken away (A6, docs/domain.md); "" where it was added today and nothing rests on it."""
    record = place.record
    thing, zone = record.things[place.of], ZoneInfo(record.series.time_zone)
    at = thing.changed_at if thing.changed_by is not None else None  # what came with a file was added by nobody here
    fresh = at is not None and at.astimezone(zone).date() == place.seat.today
    return "" if fresh and place.of not in _rested_on(record) and not record.happened(place.of) else MISTAKE


@remembered
def _rested_on(record: Record) -> frozenset[str]:
    """The ids that something else in the series names."""
    return frozenset(reference.name for reference in each_reference(document(record, bodies={})))


# -- a few of many -----------------------------------------------------
def several(
    name: str, label: str, options: Callable[[Place], Options], stands: int = 0, least: int = 3
) -> tuple[Ask, ...]:
    """A few things out of very many, each picked by itself: `first_actions` is asked as first_actions.1 and so on."""
    how_many = max(least, stands + 1)
    return tuple(
        Ask(
            f"{name}.{n}",
            label if n == 1 else "And",
            "pick",
            options=options,
            nothing="Nothing" if n == 1 else "Nothing more",
        )
        for n in range(1, how_many + 1)
    )


def gathered(values: Values, name: str) -> list[str]:
    """Those that were picked, each once."""
    picked: Values = values.pop(name, {})
    return list(dict.fromkeys(id_ for id_ in picked.values() if id_))


def laid_out(item: Values, name: str) -> Values:
    """The item as `several` asks for it."""
    return item | {name: {str(n): id_ for n, id_ in enumerate(item.get(name, []), 1)}}
