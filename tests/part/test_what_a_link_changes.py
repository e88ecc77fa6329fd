"""Whatever is sent by a personal link, nothing changes but what is its owner's own."""

from copy import deepcopy
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app import permissions as may
from app.clock import now
from app.db import writing
from app.keeping.draft import Draft
from app.record.acting import Said
from app.record.seats import part_of
from app.record.then import then
from tests.part.links import is_about
from tests.world.letters import CAMPAIGN
from tests.world.visitor import forms_in

EXAMPLES = 300 if CAMPAIGN else 12
OWN_MOVES = {"asked", "accepted", "declined", "moving", "stuck", "done", "reopened"}
PEOPLE = ["ota", "gp1", "gp2", "it", "george", "jo", "delia", "dn1"]
LINES = [f"line_{way}" for way in ("done", "moving", "stuck", "not_mine", "take_on", "open_again")]

SEVEN = dict.fromkeys(LINES, "Seven are in")
WAYS = ["done", "moving", "moving", "stuck", "not_mine", "take_on", "open_again"]
OPEN = ["A04", "A10", "A14", "A16", "A20"]  # of five people
TO_LEAD = {"ota": "T6", "gp1": "T3"}  # who is asked to lead which test
PREFERS = ["email", "text", "phone", "no_messages"]
things = st.sampled_from([*OPEN, "M4", "M3", "M5", "gp1", "ota", "T1", "U01", "", "~series"])
texts = st.sampled_from(["", "x" * 161, "<b>hello</b>", "Ring 0131 496 0123", "two\r\nlines", "\u202e", "’"])
answers = st.builds(
    lambda thing, way: {"about": "action", "thing": thing, "answer": way} | SEVEN,
    st.sampled_from(OPEN),
    st.sampled_from(WAYS),
)
to_lead = st.builds(
    lambda thing, way: {"about": "test", "thing": thing, "answer": way} | SEVEN,
    st.sampled_from([*TO_LEAD.values(), "T1", "A14"]),
    st.sampled_from(["take_on", "not_mine", "done"]),
)
struck = st.builds(
    lambda thing, n: {"about": "back", "thing": thing, "n": str(n), "sure": "yes"},
    st.sampled_from([*OPEN, *TO_LEAD.values()]),
    st.integers(1, 20),
)
replies = st.builds(
    lambda meeting, said: {"about": "reply", "thing": meeting, "reply": said, "instead": "Ann Shaw"},
    st.sampled_from(["M4", "M4", "M3", "M5"]),
    st.sampled_from(["coming", "cannot", "sending_substitute", "unsure"]),
)
messages = st.builds(
    lambda prefers, until: {"about": "messages", "prefers": prefers, "quiet_until": until},
    st.sampled_from(PREFERS),
    st.sampled_from(["", "2018-05-01"]),
)
odd = st.fixed_dictionaries(
    {"about": st.sampled_from(["action", "test", "again", "back", "reply", "messages", "stories"]), "thing": things},
    optional={
        "answer": st.sampled_from([*WAYS, "let_go"]),
        "reply": st.sampled_from(["coming", "none"]),
        "instead": texts,
        "prefers": st.sampled_from([*PREFERS, "post"]),
        "quiet_until": st.sampled_from(["2018-01-01", "9999-12-31", "soon"]),
        "sure": st.just("yes"),
        "again": st.just("yes"),
        "n": st.sampled_from(["0", "-1", "9" * 30]),
        **dict.fromkeys(LINES, texts),
    },
)
# What no form of the page has.
smuggled = st.dictionaries(
    st.sampled_from(["person", "with", "by", "lead", "to", "visibility", "version", "id", "email"]),
    st.sampled_from([*PEOPLE, "organisers", "1"]),
    max_size=3,
)
forms = st.builds(
    lambda more, form: more | form, smuggled, st.one_of(answers, answers, to_lead, struck, replies, messages, odd)
)


@pytest.fixture
def contacts(beston, engine):
    """Delia has been in touch with two people about each of two actions, and asks them to lead a test each."""
    with writing(engine) as db:
        draft = Draft(beston.record)
        for n, (who, about) in enumerate((w, a) for w in ("ota", "gp1") for a in ("A14", "A04")):
            told = {
                "on": "2018-04-09",
                "by": "delia",
                "with": who,
                "kind": "nudge",
                "channel": "email",
                "said": "Well?",
            }
            draft.add(("follow_ups",), {"id": f"U9{n}", "about": [about]} | told)
        for who, test in TO_LEAD.items():
            draft.change(("tests", test), {"asked_of": who, "asked_note": "Soon", "team": ["ota", "gp1"]})
        draft.write(db, Said(None, "delia", date(2018, 4, 9), now()))


@settings(max_examples=EXAMPLES)
@given(who=st.sampled_from(PEOPLE), sent=st.lists(forms, min_size=1, max_size=4))
@example(who="ota", sent=[{"about": "action", "thing": "A14", "answer": "moving"}])
@example(who="ota", sent=[{"about": "action", "thing": "A04", "answer": "moving"}])
@example(who="ota", sent=[{"about": "test", "thing": "T6", "answer": "take_on"}])
@example(who="ota", sent=[{"about": "test", "thing": "T3", "answer": "take_on"}])
@example(who="gp1", sent=[{"about": "reply", "thing": "M4", "reply": "cannot"}])
@example(who="it", sent=[{"about": "back", "thing": "A14", "n": "2", "sure": "yes"}])
def test_nothing_changes_but_ones_own(contacts, links, who, sent):
    """All examples go to one inquiry, one after the other."""
    telephone = links.opened(who)
    page = telephone.browser.get(telephone.link)
    hidden = next(form.fields for form in forms_in(page.text) if is_about(form, "messages", "")) | {"once": ""}
    for typed in sent:
        before = links.record()
        answer = telephone.browser.post(telephone.link, data=hidden | typed)
        assert answer.status_code in (303, 422), answer.status_code
        after = links.record()
        assert answer.status_code == 303 or after == before
        assert without_ones_own(after, before, who) == without_ones_own(before, before, who)


def without_ones_own(doc, before, who):
    """The series without what is this person's to change by a link."""
    rest = deepcopy(doc)
    leads = {action["id"] for action in before["actions"] if lead_of(action) == who}
    for action in rest["actions"]:
        if action["id"] in leads:
            action["history"] = [e for e in action.get("history", []) if not is_own(e, who)]
    next_meeting = next(meeting for meeting in rest["meetings"] if meeting["id"] == "M4")
    forget(next_meeting["invitations"], {"person": who}, "reply", "replied_on", "substitute_name")
    forget(rest["people"], {"id": who}, "prefers", "quiet_until")
    about = [contact for contact in rest["follow_ups"] if leads & set(contact.get("about", []))]
    forget(about, {"with": who}, "result", "heard")
    if (test := TO_LEAD.get(who)) is not None:
        forget(rest["tests"], {"id": test}, "lead", "team", "asked_of", "asked_note")
        rest["follow_ups"] = [f for f in rest["follow_ups"] if f["with"] != who or test not in f.get("about", [])]
    return rest


def forget(items, which, *keys):
    for item in items:
        if which.items() <= item.items():
            for key in keys:
                item.pop(key, None)


def is_own(event, who):
    today = str(event["on"]) == "2018-04-11"
    return today and event.get("by") == who and event.get("via") == "link" and event["event"] in OWN_MOVES


def lead_of(action):
    lead = action.get("lead")
    for event in action.get("history", []):
        if event["event"] in ("asked", "reassigned"):
            lead = event.get("to", lead)
    return lead


def test_the_seat_of_a_link_is_never_an_organisers(beston):
    record, day = beston.record, date(2018, 4, 11)
    for person in record.people:
        part = part_of(record, then(record, day, day), person)
        if part is None:
            continue
        assert part.seat.account_id is None
        assert not part.seat.organiser
        assert not may.run_the_series(part.seat)
        assert not may.see_organisers_rooms(part.seat)
        assert not may.export_with_stories(part.seat)
        assert not may.see_sponsors_page(part.seat) or part.seat.sponsor_only


def test_an_answer_is_for_whoever_leads_and_of_a_few_kinds(links, beston):
    record, day = beston.record, date(2018, 4, 11)
    euan = part_of(record, then(record, day, day), "ota").seat
    alan = part_of(record, then(record, day, day), "gp1").seat
    action = links.action("A14")
    assert may.answer_for_oneself(euan, action, "done")
    assert not may.answer_for_oneself(alan, action, "done")
    assert not may.answer_for_oneself(euan, action, "let_go")
    assert not may.answer_for_oneself(euan, action, "reassigned")
