"""Stories: a body is let go when it must be, and nothing in it or about it tells who somebody is.

No reason here repeats a word of a story.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from app.series_file.faults import Fault
from app.series_file.identifiers import identifiers_in
from app.series_file.rules import histories
from app.series_file.rules.known import Known, Node, Thing, placed, rows, text

ENDS = ("destroyed", "withdrawn")
NEEDS = {"consent_given": "consent", "learned": "learning"}


def histories_hold(known: Known) -> Iterator[Fault]:
    for story in known.of_kind("story"):
        yield from histories.in_order(story.item, story.place)
        yield from histories.transitions(story.item, story.place, "story", "offered")


def consent_and_learning_are_there(known: Known) -> Iterator[Fault]:
    for story in known.of_kind("story"):
        for event, key in NEEDS.items():
            if key not in story.item and _day_of_event(story.item, event):
                yield Fault("missing_key", story.place, f"'{key}' is missing (an event '{event}' needs it)")


def bodies_are_let_go(known: Known) -> Iterator[Fault]:
    for story in known.of_kind("story"):
        ended = next((event for event in ENDS if _day_of_event(story.item, event)), None)
        if ended and "body" in story.item:
            yield Fault("body_kept", f"{story.place}.body", f"the story is {ended}; its body must be left out")


def bodies_name_nobody(known: Known) -> Iterator[Fault]:
    for story in known.of_kind("story"):
        for kind in identifiers_in(text(story.item, "body") or ""):
            reason = f"seems to hold {kind}; take it out, so that nobody can tell who this is"
            yield Fault("identifier", f"{story.place}.body", reason)


def learning_may_leave_the_room(known: Known) -> Iterator[Fault]:
    for story in known.of_kind("story"):
        for place, row in placed(story.item, "learning", story.place):
            if row.get("visibility") == "public" and not _may_be_reported(story.item):
                reason = "may not be public: consent does not reach as far as the report (scope 'report')"
                yield Fault("consent_scope", f"{place}.visibility", reason)
            yield from _approved_by_another(known, story, row, place)


def _may_be_reported(story: Node) -> bool:
    consent = story.get("consent")
    if "consent" in story and not isinstance(consent, dict):
        return True  # it cannot be read; that has been said
    return isinstance(consent, dict) and (consent.get("scope") == "report" or text(consent, "scope") is None)


def _approved_by_another(known: Known, story: Thing, row: Node, place: str) -> Iterator[Fault]:
    """Whoever brought a story may approve what was learnt from it only when a day has passed (S2, docs/domain.md)."""
    by, on = text(row, "approved_by"), text(row, "approved_on")
    if by is None or on is None or by != text(story.item, "brought_by"):
        return
    learnt = _day_of_event(story.item, "learned") or _day_of_event(story.item, "used") or known.day_of(story.item)
    if learnt and date.fromisoformat(on) - date.fromisoformat(learnt) < timedelta(days=1):
        reason = f"'{by}' brought this story; somebody else approves it, or the same person a day after it was learnt"
        yield Fault("approval", f"{place}.approved_by", reason)


def _day_of_event(item: Node, name: str) -> str | None:
    return next((text(event, "on") for _, event in rows(item, "history") if event.get("event") == name), None)


RULES = (
    histories_hold,
    consent_and_learning_are_there,
    bodies_are_let_go,
    bodies_name_nobody,
    learning_may_leave_the_room,
)
