"""Closing an open meeting of any series is refused with reasons, or leaves a legal file in which C1 to C6 hold."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from app.errors import DomainError
from app.history.machines import MACHINES
from app.keeping.draft import Draft
from app.pages.writing.all import SHEETS
from app.pages.writing.answers import misfits, one_by_one, values_of
from app.pages.writing.sheets import Place, Unready
from app.record.seats import seat_of
from app.record.then import then
from app.series_file import check, until
from app.web.forms import Form
from tests.series_file.made_series import Size, made

Doc = dict[str, Any]
SHEET = SHEETS["meeting-close"]
WORDS = "A few words"
SEATS = {"participant", "integration_manager", "sponsor", "lived_experience"}
HERE = {"present", "present_part", "present_as_substitute"}
DECIDED = {"carried", "redated", "reassigned", "asked", "accepted", "agreed", "stuck", "reopened"}


def meeting_day(doc: Doc, meeting: str) -> str:
    """As it is set now."""
    row = next(m for m in doc["meetings"] if m["id"] == meeting)
    moved = [e["to"] for e in row.get("history", []) if e["event"] == "moved"]
    return moved[-1] if moved else row["date"]


def open_meeting(doc: Doc, rng: Random) -> tuple[Doc, str] | None:
    """The series on the day of one of its meetings, opened and not closed, with some of its sheet noted."""
    meetings = [m["id"] for m in doc["meetings"] if not any(e["event"] == "cancelled" for e in m.get("history", []))]
    if not meetings:
        return None
    chosen = rng.choice(meetings)
    day = meeting_day(doc, chosen)
    cut = until(doc, date.fromisoformat(day))
    row = next((m for m in cut["meetings"] if m["id"] == chosen), None)
    if row is None:
        return None
    told = [e for e in row.get("history", []) if e["event"] not in ("opened", "closed", "reopened")]
    row["history"] = [*told, {"on": day, "event": "opened"}]
    if rng.random() < 0.7:
        row.pop("attendance", None)
    return (cut, chosen) if not check(cut) else None


def filled_in(asks: Any, place: Place, rng: Random, *, careful: bool) -> Form[Any]:
    """What somebody might type: with care everything that is needed, without it anything."""
    typed: dict[str, Any] = {}
    for ask in one_by_one(asks):
        choices = [str(option[0]) for option in ask.choices(place)]
        if not careful and rng.random() < 0.3:
            continue
        if ask.kind in ("pick", "one"):
            typed[ask.field] = rng.choice([c for c in choices if c != "on" or not careful] or [""])
        elif ask.kind == "many":
            typed[ask.field] = [c for c in choices if rng.random() < 0.2][:5]
        elif ask.kind == "day":
            ahead = rng.randint(1, 90) if careful else rng.randint(-40, 40)
            typed[ask.field] = (place.seat.today + timedelta(days=ahead)).isoformat()
        elif ask.kind == "time":
            typed[ask.field] = ask.value
        else:
            typed[ask.field] = WORDS if ask.kind == "line" else "yes"
    return Form(typed)


@pytest.fixture
def closed(record_of):
    """Close a meeting with made-up answers: what is said against it, and the series as it would be."""

    def close(
        doc: Doc, meeting: str, rng: Random, *, careful: bool, late: int = 0
    ) -> tuple[dict[str, str], Doc, Place]:
        record = record_of(doc)
        today = date.fromisoformat(meeting_day(doc, meeting)) + timedelta(days=late)
        stands = then(record, today, today)
        organisers = [p.id for p in stands.with_role("facilitator", "integration_manager")]
        assert organisers
        place = Place(seat_of(1, record, stands, organisers[:1]), meeting)
        asks, draft = SHEET.questions(place), Draft(record)
        form = filled_in(asks, place, rng, careful=careful)
        wrong = misfits(form, asks, place)
        if not wrong:
            try:
                wrong = draft.refused(SHEET.write(draft, place, values_of(form, asks)))
            except Unready as why:
                wrong = why.errors
            except DomainError as why:
                wrong = {"": str(why)}
        asked = {ask.field for ask in one_by_one(asks)}
        assert all(words.strip() for words in wrong.values())
        assert set(wrong) <= asked | {""} or any("." in name for name in wrong), wrong
        return wrong, draft.doc, place

    return close


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much]
)
@given(seed=st.integers(0, 2**32 - 1), careful=st.booleans(), late=st.sampled_from([0, 0, 1, 9]))
def test_it_is_refused_with_reasons_or_everything_is_settled(closed, seed, careful, late):
    rng = Random(seed)
    opened = open_meeting(made(seed, Size()), rng)
    assume(opened is not None)
    doc, meeting = opened
    wrong, after, place = closed(doc, meeting, rng, careful=careful, late=late)
    event("refused" if wrong else "closed")
    if not wrong:
        assert [str(fault) for fault in check(after)] == []
        assert unsettled(after, meeting, place.today) == []
        assert without_contact(after, meeting, place) == []


def test_with_care_most_of_them_are_closed(closed):
    """So that the property above speaks of more than refusals."""
    came_out = []
    for seed in range(40):
        rng = Random(seed)
        if opened := open_meeting(made(seed, Size()), rng):
            came_out.append(not closed(*opened, rng, careful=True)[0])
    assert len(came_out) > 30
    assert sum(came_out) > len(came_out) / 2


# -- by hand, on the document -------------------------------------------
def unsettled(doc: Doc, meeting: str, today: str) -> list[str]:
    """What C1 to C6 find (docs/domain.md, "Closing a meeting")."""
    day = meeting_day(doc, meeting)
    row = next(m for m in doc["meetings"] if m["id"] == meeting)
    sheet = {a["person"]: a["state"] for a in row.get("attendance", [])}
    found = [] if state(row, "meeting") == "closed" else ["it is not closed"]
    due_here = {p["id"] for p in doc["people"] if holds_seat(p, day)}
    due_here |= {i["person"] for i in row.get("invitations", []) if is_member(doc, i["person"], day)}
    found += [f"C1 {person}" for person in sorted(due_here - sheet.keys())]
    for action in doc.get("actions", []):
        came_up = meeting_day(doc, action["meeting"]) if "meeting" in action else action["on"]
        found += of_action(action, came_up, day, sheet, new=action.get("meeting") == meeting)
    later = [m for m in doc["meetings"] if state(m, "meeting") != "cancelled" and meeting_day(doc, m["id"]) > day]
    ends = {"closing", "closed", "archived", "abandoned"}
    if not later and not any(e["event"] in ends for e in doc["series"].get("history", [])):
        found.append("C5")
    return found + [f"C6 {s['id']}" for s in doc.get("stories", []) if is_untold(doc, s, row, day)]


def of_action(action: Doc, came_up: str, day: str, sheet: dict[str, str], *, new: bool) -> list[str]:
    now, name, told = state(action, "action"), action["id"], action.get("history", [])
    lead = next((e["to"] for e in reversed(told) if e["event"] in ("asked", "reassigned") and "to" in e), None)
    lead = lead or action.get("lead")
    found = [f"C2 {name}"] if now == "proposed" else []
    if now in ("agreed", "started", "stuck", "asked") and not lead:
        found.append(f"C3 {name} has no lead")
    if now not in ("agreed", "started", "stuck"):
        return found
    said_yes = any(
        e["event"] in ("accepted", "started", "moving", "done", "stuck") or e.get("by") == lead for e in told
    )
    if new and sheet.get(lead) not in HERE and not said_yes:
        found.append(f"C3 {name}: {lead} was not asked")
    if came_up < day and not any(e["event"] in DECIDED and e["on"] >= day for e in told):
        found.append(f"C4 {name}")
    return found


def state(item: Doc, kind: str) -> str:
    machine = MACHINES[kind]
    told = item.get("history", [])
    begins = told[0]["event"] if told and told[0]["event"] in machine.first else machine.begin
    for happened in told[1:] if begins != machine.begin else told:
        begins = machine.after(begins, happened["event"]) or begins
    return begins


def is_untold(doc: Doc, story: Doc, meeting: Doc, day: str) -> bool:
    used = [e["on"] for e in story.get("history", []) if e["event"] == "used"]
    if state(story, "story") != "used" or "learning" in story or not used:
        return False
    before = [e["on"] for m in doc["meetings"] for e in m.get("history", []) if e["event"] == "closed" and m != meeting]
    since = max((on for on in before if on < day), default="")
    said = " ".join(e.get("note", "") for e in meeting["history"] if e["event"] == "closed")
    return max(used) > since and f"Nothing to share from {story['pseudonym']}" not in said


def holds_seat(person: Doc, day: str) -> bool:
    roles = {m["role"] for m in person["memberships"] if m["from"] <= day <= m.get("to", "9999")}
    return bool(roles & SEATS) and "facilitator" not in roles


def is_member(doc: Doc, person: str, day: str) -> bool:
    row = next(p for p in doc["people"] if p["id"] == person)
    return any(m["from"] <= day <= m.get("to", "9999") for m in row["memberships"])


def without_contact(doc: Doc, meeting: str, place: Place) -> list[str]:
    """Whoever was away, or is asked, and hears of nothing, though another organiser could be in touch with them."""
    contacts = [f for f in doc.get("follow_ups", []) if "not_needed_on" not in f]
    organisers = {p.id for p in place.then.with_role("facilitator", "integration_manager")}
    row = next(m for m in doc["meetings"] if m["id"] == meeting)
    away = [a["person"] for a in row.get("attendance", []) if a["state"] in ("apologies", "not_heard")]
    caught = {f["with"] for f in contacts if f["kind"] == "catch_up"}
    asked = {thing for f in contacts if f["kind"] == "ask" for thing in f.get("about", [])}
    waiting = [a["id"] for a in doc.get("actions", []) if state(a, "action") == "asked"]
    missed = [person for person in away if person not in caught and organisers - {person}]
    unheard = [id_ for id_ in waiting if id_ not in asked and len(organisers) > 1]
    return missed + unheard
