"""Judging a document: every fault that would refuse it, and what is worth saying of a file that is taken in."""

from app.series_file.faults import Fault
from app.series_file.reading import Doc
from app.series_file.rules import broken_rules
from app.series_file.rules.known import Known, Thing, placed, rows, text
from app.series_file.shape import check_shape

MANY_PRIORITIES = 7


def check(doc: Doc) -> list[Fault]:
    """All faults, those of shape first. The rules are asked of whatever is sound, so nothing waits for a second try."""
    faults, sound = check_shape(doc)
    return faults + broken_rules(Known(sound)) if isinstance(sound, dict) else faults


def warnings(doc: Doc) -> list[str]:
    """Sentences about a file without faults: nothing to refuse, and yet worth a look."""
    known = Known(doc)
    return [
        *_nobody_keeps_it_moving(known),
        *_many_priorities(known),
        *_minutes_that_do_not_fill(known),
        *_priorities_without_a_hope(known),
    ]


def _nobody_keeps_it_moving(known: Known) -> list[str]:
    roles = {hat.role for hats in known.hats.values() for hat in hats or []}
    return [] if "integration_manager" in roles else ["people: there is no integration manager"]


def _many_priorities(known: Known) -> list[str]:
    active = [priority for priority in known.of_kind("priority") if _is_active(priority)]
    if len(active) <= MANY_PRIORITIES:
        return []
    return [f"priorities: {len(active)} are active; more than {MANY_PRIORITIES} are hard to hold"]


def _is_active(priority: Thing) -> bool:
    events = [event["event"] for _, event in rows(priority.item, "history")]
    return "from_meeting" in priority.item and (not events or events[-1] == "resumed")


def _minutes_that_do_not_fill(known: Known) -> list[str]:
    said = []
    for meeting in known.meetings.values():
        minutes = [row["minutes"] for _, row in rows(meeting.thing.item, "run_sheet")]
        last = meeting.settings[-1]
        if minutes and last.start and last.end and sum(minutes) != _minutes(last.end) - _minutes(last.start):
            length = _minutes(last.end) - _minutes(last.start)
            said.append(f"{meeting.thing.place}.run_sheet: it has {sum(minutes)} minutes, the meeting {length}")
    return said


def _minutes(time: str) -> int:
    hours, minutes = time.split(":")
    return 60 * int(hours) + int(minutes)


def _priorities_without_a_hope(known: Known) -> list[str]:
    return [
        f"{place}: it serves no aspiration"
        for place, priority in placed(known.doc, "priorities", "")
        if not priority.get("aspirations") and text(priority, "id")
    ]
