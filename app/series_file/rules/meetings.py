"""Meetings: numbers and days, invitations, who came."""

from collections.abc import Iterator
from itertools import pairwise

from app.series_file.faults import Fault
from app.series_file.identifiers import identifiers_in
from app.series_file.rules import histories
from app.series_file.rules.attendance import attendance_is_whole
from app.series_file.rules.known import Known, MeetingDays, placed, rows, text


def numbers_once(known: Known) -> Iterator[Fault]:
    first: dict[int, str] = {}
    for meeting in known.of_kind("meeting"):
        number = meeting.item.get("number")
        if not isinstance(number, int):
            continue
        if number in first:
            reason = f"{first[number]} has the number {number} too; numbers are given once"
            yield Fault("duplicate_number", f"{meeting.place}.number", reason)
        first.setdefault(number, meeting.place)


def later_numbers_are_later_days(known: Known) -> Iterator[Fault]:
    """A cancelled meeting keeps its number and is in nobody's way."""
    numbered = [
        (meeting.thing.item["number"], meeting.day, meeting.thing.place)
        for meeting in known.meetings.values()
        if isinstance(meeting.thing.item.get("number"), int) and meeting.day and not meeting.cancelled
    ]
    numbered.sort(key=lambda row: row[0])
    for (before, day_before, _), (number, day, place) in pairwise(numbered):
        if number > before and day <= day_before:
            reason = f"meeting {number} is on {day}; it must come after meeting {before}, on {day_before}"
            yield Fault("wrong_order", f"{place}.date", reason)


def ends_after_it_starts(known: Known) -> Iterator[Fault]:
    for meeting in known.meetings.values():
        for setting in meeting.settings:
            if isinstance(setting.start, str) and isinstance(setting.end, str) and setting.end <= setting.start:
                reason = f"it ends at {setting.end}, which is not after its start at {setting.start}"
                yield Fault("wrong_order", f"{setting.place}.end", reason)


def histories_hold(known: Known) -> Iterator[Fault]:
    for meeting in known.meetings.values():
        item, place = meeting.thing.item, meeting.thing.place
        yield from histories.in_order(item, place)
        yield from histories.transitions(item, place, "meeting", "planned")
        yield from _opened_on_its_day(meeting)


def _opened_on_its_day(meeting: MeetingDays) -> Iterator[Fault]:
    for n, event in rows(meeting.thing.item, "history"):
        on, day = text(event, "on"), meeting.day
        if event.get("event") == "opened" and on and day and on != day:
            reason = f"the meeting is on {day}; it cannot open on {on}"
            yield Fault("wrong_order", f"{meeting.thing.place}.history[{n}].on", reason)


def invited_to_something(known: Known) -> Iterator[Fault]:
    for meeting in known.meetings.values():
        item = meeting.thing.item
        if "purpose" not in item and (meeting.has("invited") or "invitations" in item):
            reason = "'purpose' is missing (it is needed once invitations have gone out)"
            yield Fault("missing_key", meeting.thing.place, reason)


def invitations_hold(known: Known) -> Iterator[Fault]:
    for meeting in known.meetings.values():
        seen: set[str] = set()
        for place, row in placed(meeting.thing.item, "invitations", meeting.thing.place):
            person = text(row, "person")
            if person in seen:
                yield Fault("twice", f"{place}.person", f"'{person}' is invited to this meeting twice")
            if person:
                seen.add(person)
            yield from _sent_and_answered_in_time(row, place, meeting)
            yield from _to_a_member(known, row, place, meeting)
            for kind in identifiers_in(text(row, "substitute_name") or ""):
                reason = f"seems to hold {kind}; a name is enough, for everybody reads it"
                yield Fault("identifier", f"{place}.substitute_name", reason)


def _sent_and_answered_in_time(row: dict[str, object], place: str, meeting: MeetingDays) -> Iterator[Fault]:
    sent, replied, reply, day = text(row, "sent_on"), text(row, "replied_on"), text(row, "reply"), meeting.day
    if sent and day and sent > day:
        yield Fault("wrong_order", f"{place}.sent_on", f"it was sent on {sent}, after the meeting's day, {day}")
    if replied and sent and replied < sent:
        yield Fault("wrong_order", f"{place}.replied_on", f"it was answered on {replied}, before it was sent on {sent}")
    elif replied and day and replied > day:
        reason = f"it was answered on {replied}, after the meeting's day, {day}"
        yield Fault("wrong_order", f"{place}.replied_on", reason)
    if reply == "none" and "replied_on" in row:
        yield Fault("bad_value", f"{place}.replied_on", "the reply 'none' means nothing heard yet; leave the day out")
    elif reply and reply != "none" and "replied_on" not in row:
        yield Fault("missing_key", place, f"'replied_on' is missing (a reply '{reply}' needs it)")
    if reply and reply != "sending_substitute" and "substitute_name" in row:
        reason = f"somebody comes instead only where the reply is 'sending_substitute'; it is '{reply}'"
        yield Fault("bad_value", f"{place}.substitute_name", reason)


def _to_a_member(known: Known, row: dict[str, object], place: str, meeting: MeetingDays) -> Iterator[Fault]:
    """A member on the meeting's day, whichever day it was set for: it may have been moved since the letter went."""
    person, hat = text(row, "person"), text(row, "for")
    days = [setting.day for setting in meeting.settings]
    if person is None or person not in known.hats or not days:
        return
    if all(known.is_member(person, day) is False for day in days):
        yield Fault("not_a_member", f"{place}.person", f"'{person}' has no membership on the meeting's day, {days[-1]}")
    elif hat and all(known.wears(person, hat, day) is False for day in days):
        reason = f"'{person}' has no membership for '{hat}' on the meeting's day, {days[-1]}"
        yield Fault("not_a_member", f"{place}.for", reason)


def attendance_holds(known: Known) -> Iterator[Fault]:
    for meeting in known.meetings.values():
        yield from attendance_is_whole(known, meeting)


RULES = (
    numbers_once,
    later_numbers_are_later_days,
    ends_after_it_starts,
    histories_hold,
    invited_to_something,
    invitations_hold,
    attendance_holds,
)
