"""Whoever leads an action says how it stands; organisers make every move. A14 is Euan's (`ota`), agreed in February."""

import re

import pytest
from sqlalchemy import delete

from app.db import writing
from app.history.machines import ACTION
from app.history.models import Event
from tests.web.moves import FILLED, WAYS, now_of, say
from tests.world.sending import token

WRITTEN = ("note", "text", "to_words", "what_would_help")
FROM_EACH_STATE = {  # a way to bring A14 into each state
    "agreed": [],
    "started": ["started"],
    "stuck": ["stuck"],
    "asked": ["asked"],
    "proposed": ["asked", "declined"],
    "done": ["done"],
    "parked": ["parked"],
    "let_go": ["let_go"],
    "handed_on": ["handed_on"],
}


@pytest.fixture
def take_back(beston, engine):
    """As if the last thing had not been said."""

    def strike_out() -> None:
        table, last = Event.metadata.tables["event"], beston.record.happened("A14")[-1].n
        mine = (table.c.series_id == beston.series_id) & (table.c.thing_id == "A14") & (table.c.n == last)
        with writing(engine) as db:
            db.execute(delete(table).where(mine))

    return strike_out


@WAYS
@pytest.mark.parametrize("event", ["started", "moving", "stuck", "done"])
def test_euan_says_how_his_action_stands(visit, beston, a14, event, headers):
    euan = visit(beston.ota)
    answer = say(euan, a14, event, headers=headers)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{a14}?said=action-{event}"
    page = euan.get(answer.headers["location"], headers=headers)
    assert page.status_code == 200
    assert ("<html" in page.text) is (headers == {})
    assert 'id="action"' in page.text
    assert re.search(r'id="messages"[^>]*><div class="said">', page.text)
    action = now_of(beston)
    assert action.state == ACTION.after("agreed", event)
    last = action.events[-1]
    assert (str(last.on), last.event, last.by, last.via) == ("2018-04-11", event, "ota", "link")
    for words in FILLED[event].values():
        assert words in page.text or words in beston.record.people


@pytest.mark.parametrize("state", FROM_EACH_STATE)
def test_delia_makes_every_move_that_may_follow_and_no_other(visit, beston, a14, state, take_back):
    delia = visit(beston.delia)
    for earlier in FROM_EACH_STATE[state]:
        assert say(delia, a14, earlier).status_code == 303
    page, told = delia.get(a14).text, len(now_of(beston).events)
    legal = [event for event in FILLED if ACTION.after(state, event) is not None]
    assert [event for event in FILLED if f"{a14}/moves/{event}" in page] == legal
    for event in legal:
        assert say(delia, a14, event).status_code == 303
        assert (now_of(beston).state, len(now_of(beston).events)) == (ACTION.after(state, event), told + 1)
        take_back()
    for event in FILLED.keys() - set(legal):
        refused = delia.get(f"{a14}/moves/{event}")
        assert (refused.status_code, "cannot be" in refused.text) == (409, True)
        ours = {"csrf": token(delia), "version": str(beston.record.things["A14"].version)}
        forced = delia.post(f"{a14}/moves/{event}", data=FILLED[event] | ours)
        assert (forced.status_code, "cannot be" in forced.text) == (422, True)
    assert (now_of(beston).state, len(now_of(beston).events)) == (state, told)


def test_what_each_move_says_is_kept(visit, beston, a14):
    delia = visit(beston.delia)
    for event in ("reworded", "carried", "redated", "stuck", "reassigned", "handed_on", "reopened", "parked"):
        say(delia, a14, event)
    told = {event.event: event for event in now_of(beston).events}
    assert told["reworded"].text == now_of(beston).text == FILLED["reworded"]["text"]
    assert told["carried"].due_meeting == "M5"
    assert str(told["redated"].due_on) == "2018-05-02"
    assert told["stuck"].who_could_help == "pha"
    assert told["reassigned"].to_person == now_of(beston).lead == "dn1"
    assert told["handed_on"].to_words == FILLED["handed_on"]["to_words"]
    assert told["reopened"].due_next is True
    assert str(told["parked"].look_again_on) == "2018-06-01"
    page = delia.get(a14).text
    for words in ("Karen leads it from now on", "Handed on to The practice managers", "First words", "1 June"):
        assert words in page


@WAYS
@pytest.mark.parametrize(
    "event, fields, words",
    [
        ("done", {"note": ""}, "Say what came of it"),
        ("let_go", {"note": " "}, "Say why it is let go"),
        ("stuck", {"what_would_help": ""}, "Say what would help"),
        ("redated", {"due": "next", "note": ""}, "Say why the day changes"),
        ("redated", {"note": "Why not"}, "Choose by when"),
        ("carried", {"due": "on"}, "Choose the day"),
        ("carried", {"due": "on", "due_on": "2018-04-10"}, "still to come"),
        ("carried", {"due": "on", "due_on": "the day after"}, "Write the day like 2026-04-15"),
        ("carried", {"due": "M99"}, "Choose one of the meetings to come"),
        ("carried", {"due": "M2"}, "still to come"),
        ("parked", {"look_again_on": "2018-04-11"}, "still to come"),
        ("parked", {"look_again_on": ""}, "Choose a day to look at it again"),
        ("reworded", {"text": ""}, "Write it in the new words"),
        ("reworded", {"text": "x" * 81}, "This is 81 characters long; there is room for 80"),
        ("moving", {"note": "x" * 161}, "This is 161 characters long; there is room for 160"),
        ("moving", {"note": "one\ntwo"}, "Write this on one line"),
        ("moving", {"note": "a\x00b"}, "cannot be kept"),
        ("moving", {"note": "Ring Mrs G on 0131 555 0199"}, "This looks like a telephone number"),
        ("done", {"note": "euan@therapy.example has it"}, "This looks like an e-mail address"),
        ("reassigned", {"to_person": ""}, "Choose who leads it"),
        ("reassigned", {"to_person": "car1"}, "must be a member of the group today"),
        ("reassigned", {"to_person": "vol"}, "must be a member of the group today"),
        ("asked", {"to_person": "nobody-here"}, "Choose one of the people"),
        ("handed_on", {"to_words": "", "to_thing": ""}, "Say where it goes"),
        ("handed_on", {"to_words": "The board", "to_thing": "T1"}, "Say where it goes"),
        ("handed_on", {"to_thing": "A01", "to_words": ""}, "Choose one of the initiatives"),
        ("stuck", {"what_would_help": "Time", "who_could_help": "ghost"}, "Choose one of the people"),
        ("moving", {"version": "soon"}, "Write a whole number"),
        ("moving", {"only": "me"}, "Choose one of what is offered"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_what_was_typed_is_kept(
    visit, beston, a14, event, fields, words, headers
):
    delia, before = visit(beston.delia), len(now_of(beston).events)
    answer = say(delia, a14, event, headers=headers, **fields)
    assert answer.status_code == 422
    assert words in answer.text
    assert ("<html" in answer.text) is (headers == {})
    assert 'class="error-summary"' in answer.text
    for typed in [words for name, words in fields.items() if name in WRITTEN]:
        assert typed.strip().split("\n")[0].split("\x00")[0][:40] in answer.text
    assert len(now_of(beston).events) == before


def test_nothing_is_told_of_a_day_before_the_last(visit, beston, a14, at):
    say(visit(beston.ota), a14, "started")
    at("2018-04-10T09:00:00+01:00")
    answer = say(visit(beston.delia), a14, "carried")
    assert answer.status_code in (409, 422)


def test_the_third_time_it_is_carried_on_one_question_is_asked(visit, beston, a14):
    delia = visit(beston.delia)
    while now_of(beston).carries < 2:
        assert say(delia, a14, "carried", due="M5").status_code == 303
    answer = say(delia, a14, "carried", due="M5")
    assert answer.status_code == 422
    assert "What is it really waiting for?" in answer.text
    assert say(delia, a14, "carried", due="M5", note="For nine diaries to meet").status_code == 303


def test_on_the_day_of_a_meeting_that_is_open_it_is_said_in_the_meeting(visit, beston, at, a14, engine):
    at("2018-04-18T14:00:00+01:00")
    table = Event.metadata.tables["event"]
    with writing(engine) as db:
        ends = (table.c.thing_id == "M4") & (table.c.event == "closed")
        db.execute(delete(table).where(table.c.series_id == beston.series_id, ends))
    say(visit(beston.ota), a14, "moving")
    assert beston.record.happened("A14")[-1].via == "meeting"


def test_what_is_for_the_organisers_alone_stays_with_them_and_its_writer(visit, beston, a14):
    say(visit(beston.ota), a14, "moving", note="Between us: it is heavy going", only="organisers")
    seen = {who: "heavy going" in visit(getattr(beston, who)).get(a14).text for who in ("jo", "delia", "ota", "dn1")}
    assert seen == {"jo": True, "delia": True, "ota": True, "dn1": False}


@pytest.mark.parametrize(
    "who, status", [("jo", 200), ("delia", 200), ("ota", 200), ("dn1", 403), ("george", 404), ("car1", 404)]
)
def test_who_may_open_the_form(visit, beston, a14, who, status):
    assert visit(getattr(beston, who)).get(f"{a14}/moves/stuck").status_code == status


def test_words_that_are_markup_are_shown_as_words(visit, beston, a14):
    say(
        visit(beston.ota), a14, "moving", note='<img src=x onerror="alert(1)"><b hx-post="/sign-out" hx-trigger="load">'
    )
    page = visit(beston.jo).get(a14).text
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
    assert re.search(r"<bdi hx-ignore>&lt;img", page)
