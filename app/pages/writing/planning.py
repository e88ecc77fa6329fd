"""Planning another meeting: it takes its place among the others by its day."""

from app.actions.domain import Unsaid
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.pages.writing.sheets import Ask, Asks, Place, Sheet, to
from app.record.then import MeetingThen

KINDS = (
    ("series", "One of the series"),
    ("extra", "An extra one", "between the others"),
    ("follow_on", "A follow-on", "after the series has ended"),
)


def asked_of_a_new_one(place: Place) -> Asks:
    """Hours and place are those of the last one that is planned."""
    last = place.then.meetings[-1] if place.then.meetings else None
    return (
        Ask("kind", "What sort of meeting?", "one", needed=True, options=KINDS),
        Ask("date", "On which day?", "day", needed=True),
        Ask("start", "From", "time", needed=True, value=last.start if last else None),
        Ask("end", "To", "time", needed=True, value=last.end if last else None),
        Ask("venue", "Where?", value=last.row.venue if last else None, open_to_numbers=True),
        Ask("access_notes", "Getting in", value=last.row.access_notes if last else None, open_to_numbers=True),
        Ask("title", "A title"),
        Ask("purpose", "What is it for?", hint="It is needed once the invitations go out"),
    )


def plan(draft: Draft, place: Place, values: Values) -> Spot:
    number = _number_for(draft, place, values["date"])
    return draft.add(("meetings",), {"id": draft.fresh_id("M"), "number": number} | values)


def _number_for(draft: Draft, place: Place, day: str) -> int:
    """The number of a meeting on a day. Those after it that have not been held are counted on."""
    standing = place.then.meetings
    if any(m.day.isoformat() == day for m in standing):
        raise Unsaid("There is a meeting on that day already.", "date")
    later = [m for m in standing if m.day.isoformat() > day]
    taken = [m.number for m in place.record.meetings.values()]
    if not later:
        return max(taken, default=0) + 1
    if held := next((m for m in later if m.opened), None):
        raise Unsaid(f"Meeting {held.number} has been held after that day. Choose a later one.", "date")
    _count_on(draft, later, set(taken) - {m.number for m in standing})
    return later[0].number


def _count_on(draft: Draft, later: list[MeetingThen], cancelled: set[int]) -> None:
    """Give each the next number; a cancelled meeting keeps its own."""
    number = later[0].number
    for meeting in later:
        number = next(n for n in range(number + 1, number + 60) if n not in cancelled)
        draft.change(("meetings", meeting.id), {"number": number})


SHEETS = (
    Sheet(
        "meeting",
        "Plan another meeting",
        "Plan it",
        asked_of_a_new_one,
        plan,
        to("meetings"),
        within=("meetings",),
        judged=True,
        link="Plan another meeting",
    ),
)
