"""Forms about a meeting: described, given its running order, got ready, moved, cancelled, opened, and opened again."""

from collections.abc import Callable
from typing import Any

from app import words
from app.actions.domain import Unsaid
from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.pages.writing import choosing
from app.pages.writing.sheets import Ask, Asks, Place, Sheet, changes, reads, tells
from app.record.then import MeetingThen

MODES = (
    ("whole_group", "all together"),
    ("small_groups", "in small groups"),
    ("pairs", "in pairs"),
    ("alone", "each for themselves"),
    ("break", "a break"),
)
MOST_ROWS = 24
BEFORE = ("planned", "invited", "prepared", "moved")


# -- where they speak of ------------------------------------------------
def meeting_of(place: Place) -> MeetingThen:
    return place.then.meeting(place.of)


def here(place: Place) -> tuple[str, dict[str, Any]]:
    """The page of the meeting."""
    return "meeting", {"number": meeting_of(place).number}


def called(place: Place) -> str:
    number = meeting_of(place).number
    return f"meeting {number}" if number else "the start-up meeting"


def must_be(*states: str, why: str) -> Callable[[Place], str]:
    """The form fits while the meeting is in one of these states."""
    return lambda place: "" if meeting_of(place).state in states else why


def still_open(place: Place) -> str:
    """What is noted of a meeting that is going on, or being written up."""
    meeting = meeting_of(place)
    if meeting.state == "open":
        return ""
    if meeting.closed:
        return "This meeting is closed. Open it again first, with a word why."
    return "This meeting has not been opened yet."


IN_TIME = must_be(*BEFORE, why="This meeting has been opened or cancelled already.")


# -- describing ---------------------------------------------------------
FOCUS = (
    Ask("text", "What do we look at in depth?"),
    Ask("priority", "Of which priority?", "pick", options=choosing.priorities, nothing="None"),
    Ask("group_lead", "Who leads the group?", "pick", options=choosing.members, nothing="Nobody yet"),
)
DESCRIBES = (
    Ask("title", "A title"),
    Ask("purpose", "What is it for?", hint="It is needed before anybody is invited"),
    Ask("question", "The question of the day"),
    Ask("venue", "Where?", open_to_numbers=True),
    Ask("access_notes", "Getting in", hint="Steps, parking, a hearing loop", open_to_numbers=True),
    Ask("focus", "Focus areas", "rows", hint="Four at the most; two are plenty", asks=FOCUS, count=4),
    Ask("tools", "Tools", "lines", hint="A line each"),
)


def stretches(place: Place) -> Asks:
    there = len(place.record.run_sheets.get(place.of, []))
    parts = (
        Ask("minutes", "Minutes", "number", needed=True),
        Ask("title", "What happens?", needed=True),
        Ask("mode", "How?", "pick", options=MODES, nothing="all together"),
        Ask("who_leads", "Who leads it?", "pick", options=choosing.members, nothing="Nobody"),
        Ask("tool", "Tool"),
        Ask("needs", "Needs"),
        Ask("why", "Why"),
    )
    count = min(MOST_ROWS, max(8, there + 3))
    return (Ask("run_sheet", "The stretches, in their order", "rows", asks=parts, count=count),)


def how_full(place: Place) -> str:
    """How many of the meeting's minutes the stretches fill."""
    meeting = meeting_of(place)
    long = _minutes(meeting.end) - _minutes(meeting.start)
    filled = sum(row.minutes for row in place.record.run_sheets.get(place.of, []))
    if not filled:
        return f"The meeting has {words.count(long, 'minute')}."
    if filled == long:
        return f"These fill all {long} minutes of the meeting."
    left = long - filled
    beside = f"{left} are left" if left > 0 else f"{-left} too many"
    return f"These fill {filled} of the meeting's {long} minutes: {beside}."


def _minutes(time: str) -> int:
    return int(time[:2]) * 60 + int(time[3:])


def run(draft: Draft, place: Place, values: Values) -> Spot:
    """A stretch that keeps its title keeps the minutes that it took."""
    spot: Spot = ("meetings", place.of)
    took = {row["title"]: row["actual_minutes"] for row in _run_sheet(draft, spot) if "actual_minutes" in row}
    for row in values["run_sheet"]:
        row.setdefault("mode", "whole_group")
        if row.get("title") in took:
            row["actual_minutes"] = took[row["title"]]
    draft.change(spot, values)
    return spot


def _run_sheet(draft: Draft, spot: Spot) -> list[Values]:
    found: list[Values] = draft.item(spot).get("run_sheet", [])
    return found


# -- what becomes of it -------------------------------------------------
def new_day(place: Place) -> Asks:
    meeting = meeting_of(place)
    return (
        Ask("to", "To which day?", "day", needed=True),
        Ask("start", "From", "time", needed=True, value=meeting.start),
        Ask("end", "To", "time", needed=True, value=meeting.end),
        Ask("note", "Why?", needed=True, hint="Everybody sees this"),
    )


def move(draft: Draft, place: Place, values: Values) -> Spot:
    meeting = meeting_of(place)
    if values["to"] < place.today:
        raise Unsaid("Choose a day that is still to come.", "to")
    same = values["to"] == meeting.day.isoformat()
    if same and (values["start"], values["end"]) == (meeting.start, meeting.end):
        raise Unsaid("That is when it is set for now.", "to")
    if any(m.day.isoformat() == values["to"] for m in place.then.meetings if m.id != place.of):
        raise Unsaid("There is another meeting on that day.", "to")
    if (values["to"], values["start"]) != (meeting.day.isoformat(), meeting.start):
        _forget_answers_of_this_day(draft, place)
    return tells("meetings", "moved")(draft, place, values)


def _forget_answers_of_this_day(draft: Draft, place: Place) -> None:
    """They were for the old time, and by their day nobody could tell: what is answered after the move has the same."""
    for row in draft.item(("meetings", place.of)).get("invitations", []):
        if row.get("replied_on") == place.today:
            del row["replied_on"]
            row.pop("substitute_name", None)
            row["reply"] = "none"


def open_it(draft: Draft, place: Place, values: Values) -> Spot:
    """A meeting is opened on its own day, also when that is told later."""
    spot: Spot = ("meetings", place.of)
    draft.tell(spot, {"on": meeting_of(place).day.isoformat(), "event": "opened", "by": place.seat.person} | values)
    return spot


def may_open(place: Place) -> str:
    if why := IN_TIME(place):
        return why
    meeting = meeting_of(place)
    if meeting.day > place.seat.today:
        return f"It is opened on its own day, {words.day(meeting.day)}. Move it first if it is held on another."
    return ""


def opening(place: Place) -> str:
    meeting = meeting_of(place)
    if meeting.day == place.seat.today:
        return "From now on you can note who is here, what is agreed, and what is said."
    return f"It was to be on {words.day(meeting.day)}. Say that it was held, and write down what came of it."


NOTE = Ask("note", "Anything to add?")
WITHIN, EVENTS = ("meetings",), ("meetings", "history")
SHEETS = (
    Sheet(
        "meeting-change",
        lambda place: f"What {called(place)} is for",
        "Keep this",
        DESCRIBES,
        changes("meetings"),
        here,
        read=reads("meetings"),
        within=WITHIN,
        of="meetings",
        link="Purpose, focus, place",
    ),
    Sheet(
        "meeting-run-sheet",
        lambda place: f"The running order of {called(place)}",
        "Keep this order",
        stretches,
        run,
        here,
        read=reads("meetings"),
        within=WITHIN,
        of="meetings",
        says=how_full,
        link="Running order",
    ),
    Sheet(
        "meeting-prepared",
        lambda place: f"Is {called(place)} ready?",
        "It is ready",
        (NOTE,),
        tells("meetings", "prepared"),
        here,
        within=EVENTS,
        of="meetings",
        fits=must_be("invited", why="It is made ready once the invitations have gone out, and before it opens."),
        says="The room, the papers, who leads what, what to bring.",
        link="It is ready",
    ),
    Sheet(
        "meeting-open",
        lambda place: f"Open {called(place)}",
        "Open the meeting",
        (NOTE,),
        open_it,
        here,
        within=EVENTS,
        of="meetings",
        fits=may_open,
        says=opening,
        link="Open the meeting",
    ),
    Sheet(
        "meeting-move",
        lambda place: f"Move {called(place)}",
        "Move it",
        new_day,
        move,
        here,
        within=EVENTS,
        of="meetings",
        fits=IN_TIME,
        says="What is due by this meeting moves with it. Whoever was invited needs to be told.",
        said="meeting-moved",
        link="Move it to another day",
        fields={"date": "to"},
        judged=True,
    ),
    Sheet(
        "meeting-cancel",
        lambda place: f"Cancel {called(place)}",
        "Cancel the meeting",
        (Ask("note", "Why?", needed=True, hint="Everybody sees this"),),
        tells("meetings", "cancelled"),
        here,
        within=EVENTS,
        of="meetings",
        fits=IN_TIME,
        says="It keeps its number and stays in the record.",
        said="meeting-cancelled",
        link="Cancel it",
    ),
    Sheet(
        "meeting-reopen",
        lambda place: f"Open {called(place)} again",
        "Open it again",
        (Ask("note", "Why?", needed=True, hint="For example: somebody's name was forgotten"),),
        tells("meetings", "reopened"),
        here,
        within=EVENTS,
        of="meetings",
        fits=must_be("closed", why="Only a meeting that is closed can be opened again."),
        says="Put right what has to be, then close it once more.",
        link="Open it again",
    ),
)
