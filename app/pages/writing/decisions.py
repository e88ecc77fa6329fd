"""Forms in and after a meeting: what was decided, what was said, and how long each stretch took."""

from app.keeping.draft import Draft
from app.keeping.spots import Spot, Values
from app.pages.writing.meetings import called, here, meeting_of, still_open
from app.pages.writing.sheets import Ask, Asks, Place, Sheet, Unready, adds_row, changes_row, reads_row, takes_row_away

# -- what was decided and said -------------------------------------------
DECISIONS = (
    ("how_we_work", "How we work"),
    ("what_we_do", "What we do"),
    ("who_speaks_for_us", "Who speaks for us"),
)
LEAVE = (
    ("record", "It may stand in the record", "for the group"),
    ("room", "It stays in the room", "only organisers see it here"),
    ("public", "It may be told outside"),
)
SPEAKERS = (("member", "one of us"), ("carer", "a carer"), ("uses_services", "somebody who uses services"))
MOMENTS = (("check_in", "At the check-in"), ("check_out", "At the check-out"), ("in_passing", "In passing"))


def home_checks(place: Place) -> list[tuple[str, str]]:
    record = place.record
    checks = record.home_checks.values()
    return [(c.id, f"{record.organisations[c.organisation].name}: {c.question}") for c in checks]


DECIDED = (
    Ask("text", "What did we decide?", needed=True),
    Ask("kind", "What is it about?", "one", options=DECISIONS),
    Ask("needs_home_checks", "Who must say yes at home first?", "many", options=home_checks),
)
SAID = (
    Ask("text", "What was said?", needed=True, rows=2),
    Ask("said_by", "Who may it be put down to?", hint="Nobody, unless they agreed: a role, or a name"),
    Ask("speaker", "Who speaks?", "pick", options=SPEAKERS, nothing="Not said"),
    Ask("moment", "When?", "one", options=MOMENTS),
    Ask("leave_to_share", "How far may it go?", "one", needed=True, options=LEAVE, value="record"),
    Ask("retold", "These are not their very words", "tick"),
)


def add_decision(draft: Draft, place: Place, values: Values) -> Spot:
    return draft.add(("meetings", place.of, "decisions"), {"id": draft.fresh_id("D")} | values)


def decision_spot(place: Place) -> Spot:
    return ("meetings", place.record.decisions[place.of].meeting, "decisions", place.of)


def change_decision(draft: Draft, place: Place, values: Values) -> Spot:
    draft.change(decision_spot(place), values)
    return decision_spot(place)


def where_decided(place: Place) -> tuple[str, dict[str, int]]:
    return "meeting", {"number": place.then.meeting(place.record.decisions[place.of].meeting).number}


def was_held(place: Place) -> str:
    return "" if meeting_of(place).opened else "This meeting has not been opened yet."


def a_quote(place: Place) -> str:
    there = len(place.record.quotes.get(place.of, []))
    return was_held(place) or ("" if 0 <= place.n - 1 < there else "This is not there any more.")


def may_take_back(place: Place) -> str:
    return a_quote(place) or still_open(place)


# -- how long it took ----------------------------------------------------
def minutes_asked(place: Place) -> Asks:
    return tuple(
        Ask(f"took.{n}", row.title, "number", hint=f"{row.minutes} were planned", value=row.actual_minutes)
        for n, row in enumerate(place.record.run_sheets.get(place.of, []), 1)
    )


def note_minutes(draft: Draft, place: Place, values: Values) -> Spot:
    wrong = {}
    for n, took in values["took"].items():
        if took is not None and not 0 <= took <= 480:
            wrong[f"took-{n}"] = "Between 0 and 480 minutes."
        draft.change(("meetings", place.of, "run_sheet", int(n)), {"actual_minutes": took})
    if wrong:
        raise Unready(wrong)
    return ("meetings", place.of)


def may_time(place: Place) -> str:
    if why := was_held(place):
        return why
    return "" if place.record.run_sheets.get(place.of) else "No running order was written down."


QUOTES = ("meetings", "quotes")
SHEETS = (
    Sheet(
        "decision",
        "What was decided",
        "Record the decision",
        DECIDED,
        add_decision,
        here,
        within=("meetings", "decisions"),
        of="meetings",
        fits=was_held,
        link="Add a decision",
    ),
    Sheet(
        "decision-change",
        "Put this decision in better words",
        "Keep this",
        DECIDED,
        change_decision,
        where_decided,
        read=lambda draft, place: draft.item(decision_spot(place)),
        within=("meetings", "decisions"),
        of="decisions",
        link="Change",
    ),
    Sheet(
        "quote",
        "Something that was said",
        "Keep this",
        SAID,
        adds_row("meetings", "quotes"),
        here,
        within=QUOTES,
        of="meetings",
        fits=was_held,
        says="Nobody is named unless they agreed. Passing at the check-out is not noted.",
        link="Add something that was said",
    ),
    Sheet(
        "quote-change",
        "Something that was said",
        "Keep this",
        SAID,
        changes_row("meetings", "quotes"),
        here,
        read=reads_row("meetings", "quotes"),
        within=QUOTES,
        of="meetings",
        numbered=True,
        fits=a_quote,
        link="Change",
    ),
    Sheet(
        "quote-away",
        "Take these words out",
        "Take them out",
        (),
        takes_row_away("meetings", "quotes"),
        here,
        of="meetings",
        within=("meetings", "quotes"),
        numbered=True,
        fits=may_take_back,
        says="They stand nowhere any more. This is for what was noted by mistake.",
        link="Take out",
    ),
    Sheet(
        "meeting-minutes",
        lambda place: f"How long each stretch of {called(place)} took",
        "Keep this",
        minutes_asked,
        note_minutes,
        here,
        of="meetings",
        fits=may_time,
        link="How long it took",
        judged=True,
    ),
)
