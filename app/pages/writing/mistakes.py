"""Taking away what was added by mistake: on the same day, and while nothing speaks of it (A6, docs/domain.md)."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from app.errors import NotAllowedNow
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.pages.writing.sheets import Place, Write
from app.series_file.mapping import Doc
from app.series_file.references import each_reference

NOT_NOW = "What has stood here since an earlier day is part of the record. It can come to an end, and it stays."
SPOKEN_OF = "Something else in the series speaks of this by now, so it stays."


def added_today(place: Place) -> str:
    thing = place.record.things[place.of]
    zone = ZoneInfo(place.record.series.time_zone)
    fresh = thing.changed_at is not None and thing.changed_at.astimezone(zone).date() == place.seat.today
    return "" if fresh and not place.record.happened(place.of) else NOT_NOW


def takes_away(
    part: str, *, within: Callable[[Place], Spot] | None = None, then: Callable[[Draft, Place], Any] | None = None
) -> Write:
    """Take the thing out of the series; `within` gives its spot where it lies deeper, `then` judges what is left."""

    def write(draft: Draft, place: Place, _values: Values) -> Spot:
        draft.take_away(within(place) if within else (part, place.of))
        require_unspoken(draft.doc, place.of)
        if then is not None:
            then(draft, place)
        return ()

    return write


def require_unspoken(doc: Doc, thing: str) -> None:
    if any(reference.name == thing for reference in each_reference(doc)):
        raise NotAllowedNow(SPOKEN_OF)
