"""What can be found of meetings: what they are for, once that is told, and what was said and decided in them."""

from dataclasses import replace

from app.history.models import Event
from app.record.then import MeetingThen
from app.searching.entry import ORGANISERS, THE_RECORD, Gathering, place


def meetings(g: Gathering) -> None:
    then = g.then
    for row in then.record.meetings_in_order:
        meeting = then.meeting(row.id)
        _meeting(g, meeting)
        if meeting.cancelled:
            continue
        _what_for(g, meeting)
        if meeting.opened:
            _said_there(g, meeting)
        _documents(g, meeting)


def called(meeting: MeetingThen) -> str:
    return f"Meeting {meeting.number}" if meeting.number else "The start-up meeting"


def _meeting(g: Gathering, meeting: MeetingThen) -> None:
    """Its title, where it is, and why it was moved or called off where that may be said."""
    row, to = meeting.row, g.what_stands
    for_all = (row.title, row.venue, "" if meeting.cancelled else row.access_notes)
    notes = [e.note for e in g.then.events(meeting.id) if _is_told(e, meeting)]
    at = place("meeting", number=meeting.number)
    g.add("meeting", row.id, called(meeting), *for_all, *notes, at=at, to=to, day=meeting.day, id_=row.id)


def _is_told(event: Event, meeting: MeetingThen) -> bool:
    moved = event.event == "moved" and event.to_day is not None
    cancelled = event.event == "cancelled" and meeting.cancelled
    return (moved or cancelled) and event.visibility != "organisers"


def _what_for(g: Gathering, meeting: MeetingThen) -> None:
    """Told with its invitations; until then organisers think about it."""
    record, row = g.then.record, meeting.row
    told = meeting.opened or any(e.event == "invited" for e in g.then.events(meeting.id))
    words = [row.purpose, row.question, *(f.text for f in record.focus.get(row.id, []))]
    words += [item.title for item in record.run_sheets.get(row.id, [])]
    words += record.phrases.get((row.id, "tools"), [])
    if any(words):
        at, to = place("meeting", number=meeting.number), g.what_stands if told else ORGANISERS
        g.add("meeting", row.id, called(meeting), *words, at=at, to=to, day=meeting.day)


def _said_there(g: Gathering, meeting: MeetingThen) -> None:
    record, number = g.then.record, meeting.number
    for d in record.decisions.values():
        if d.meeting == meeting.id:
            at = place("meeting", "decided", number=number)
            g.add("decision", d.id, d.text, at=at, to=g.what_stands, day=meeting.day, id_=d.id)
    for q in record.quotes.get(meeting.id, []):
        at, key = place("meeting", "said", number=number), f"{meeting.id} {q.n}"
        g.add("quote", key, q.text, q.said_by, at=at, to=g.leave(q.leave_to_share), day=meeting.day)
    for f in record.findings.values():
        if f.meeting == meeting.id:
            at = place("meeting", "found", number=number)
            g.add("finding", f.id, f.text, at=at, to=g.what_stands, day=meeting.day, id_=f.id)


def _documents(g: Gathering, meeting: MeetingThen) -> None:
    """A recap or a record as it was handed out."""
    for d in g.then.record.documents.get(meeting.id, []):
        if d.frozen_on <= g.then.said:
            title = f"{called(meeting)}: the {d.kind} as it was handed out"
            asked = f"version={d.version}" if d.kind == "recap" else ""
            at, key = replace(place("recap", number=meeting.number), asked=asked), f"{meeting.id} {d.n}"
            g.add("document", key, title, d.text, at=at, to=THE_RECORD, day=d.frozen_on)
