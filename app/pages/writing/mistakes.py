"""Taking away what was added by mistake, where it lies deeper or what is left must be judged (A6, docs/domain.md)."""

from collections.abc import Callable

from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.pages.writing.sheets import Place, Write


def takes_away(
    part: str, *, within: Callable[[Place], Spot] | None = None, then: Callable[[Draft, Place], None] | None = None
) -> Write:
    """Take the thing out of the series; `within` gives its spot where it lies deeper, `then` judges what is left."""

    def write(draft: Draft, place: Place, _values: Values) -> Spot:
        draft.take_away(within(place) if within else (part, place.of))
        if then is not None:
            then(draft, place)
        return ()

    return write
