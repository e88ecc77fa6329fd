"""What the group wants and works on: purpose, hopes, priorities, initiatives, and what the plan shows beside them."""

from collections.abc import Iterator

from app.series_file.faults import Fault
from app.series_file.rules import histories
from app.series_file.rules.circles import circles
from app.series_file.rules.known import Known, placed, text

MARKS = ("colour", "shape")
OWN_MARKS = 8  # so many priorities have a colour and a shape of their own


def series_history(known: Known) -> Iterator[Fault]:
    series = known.mapping("series")
    yield from histories.in_order(series, "series")
    yield from histories.transitions(series, "series", "series", "draft")


def purposes_replace_older_ones(known: Known) -> Iterator[Fault]:
    older: dict[str, list[str]] = {}
    for purpose in known.of_kind("purpose"):
        replaced = known.named("purpose", text(purpose.item, "supersedes"))
        if replaced is None:
            continue
        older[purpose.name] = [replaced.name]
        mine, its = text(purpose.item, "on"), text(replaced.item, "on")
        if mine and its and mine < its:
            reason = f"'{purpose.name}' is of {mine}, before '{replaced.name}', of {its}, which it replaces"
            yield Fault("wrong_order", f"{purpose.place}.supersedes", reason)
        both_long = purpose.item.get("kind") == replaced.item.get("kind") == "long_term_goal"
        if both_long and "changed_with" not in purpose.item:
            reason = (
                "'changed_with' is missing (a long-term goal that replaces another says who took part in changing it)"
            )
            yield Fault("missing_key", purpose.place, reason)
    for circle in circles(older):
        said = " → ".join([*circle, circle[0]])
        yield Fault("cyclic", f"purpose[{circle[0]}].supersedes", f"purposes replace one another in a circle: {said}")


def hopes_end_after_they_begin(known: Known) -> Iterator[Fault]:
    into: dict[str, list[str]] = {}
    for hope in known.of_kind("aspiration"):
        ended = hope.item.get("ended")
        if not isinstance(ended, dict):
            continue
        on, began = text(ended, "on"), known.day_of(hope.item)
        if on and began and on < began:
            yield Fault("wrong_order", f"{hope.place}.ended.on", f"it ended on {on}, before it was said, on {began}")
        other = known.named("aspiration", text(ended, "into"))
        if other:
            into[hope.name] = [other.name]
    for circle in circles(into):
        said = " → ".join([*circle, circle[0]])
        yield Fault(
            "cyclic", f"aspirations[{circle[0]}].ended.into", f"hopes went into one another in a circle: {said}"
        )


def said_at_a_meeting_or_on_a_day(known: Known) -> Iterator[Fault]:
    for section in ("now", "future"):
        for place, item in placed(known.doc, section, ""):
            if "meeting" in item and "on" in item:
                yield Fault("meeting_or_on", place, "has 'meeting' and 'on': only one of the two")


def marks_of_priorities(known: Known) -> Iterator[Fault]:
    """The first eight have a colour and a shape of their own; the next two a colour with a shape it has not had yet."""
    priorities = known.of_kind("priority")
    for mark in MARKS:
        first: dict[str, str] = {}
        for priority in priorities[:OWN_MARKS]:
            value = text(priority.item, mark)
            if value in first:
                reason = f"{first[value]} has the {mark} '{value}' already"
                yield Fault("twice", f"{priority.place}.{mark}", reason)
            elif value:
                first[value] = priority.name
    pairs = {(text(p.item, "colour"), text(p.item, "shape")): p.name for p in reversed(priorities[:OWN_MARKS])}
    for priority in priorities[OWN_MARKS:]:
        pair = (text(priority.item, "colour"), text(priority.item, "shape"))
        if None not in pair and pair in pairs:
            reason = f"'{pairs[pair]}' is a {pair[0]} {pair[1]} already; give it another shape"
            yield Fault("twice", f"{priority.place}.shape", reason)
        pairs.setdefault(pair, priority.name)


def priority_histories(known: Known) -> Iterator[Fault]:
    for priority in known.of_kind("priority"):
        begun = "from_meeting" in priority.item
        yield from histories.in_order(
            priority.item, priority.place, known.meeting_day(text(priority.item, "from_meeting"))
        )
        yield from histories.transitions(priority.item, priority.place, "priority", "active" if begun else "proposed")


def initiative_histories(known: Known) -> Iterator[Fault]:
    for initiative in known.of_kind("initiative"):
        yield from histories.in_order(initiative.item, initiative.place, known.day_of(initiative.item))
        yield from histories.transitions(initiative.item, initiative.place, "initiative", "proposed")


def leads_that_stay(known: Known) -> Iterator[Fault]:
    """The lead of a test or an initiative may have come later; somebody who only visited, or had left, may not lead.

    Nor may they be asked to.
    """
    for thing in (*known.of_kind("test"), *known.of_kind("initiative")):
        day = known.day_of(thing.item)
        for key in ("lead", "asked_of"):
            person = text(thing.item, key)
            hats = known.hats.get(person) if person else None
            if hats is not None and day and not any(hat.role != "visitor" and hat.ends >= day for hat in hats):
                reason = f"'{person}' has no membership on {day} or later, other than as a visitor"
                yield Fault("not_a_member", f"{thing.place}.{key}", reason)


RULES = (
    series_history,
    purposes_replace_older_ones,
    hopes_end_after_they_begin,
    said_at_a_meeting_or_on_a_day,
    marks_of_priorities,
    priority_histories,
    initiative_histories,
    leads_that_stay,
)
