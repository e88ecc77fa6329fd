"""A letter that was sent says whether it has been answered, as soon as its reader or somebody else has said so."""

from datetime import date

import pytest

from app.clock import now
from app.db import writing
from app.keeping.draft import Draft
from app.post.models import OutboxLetter
from app.record.acting import Said
from tests.letters.conftest import LettersPage

ASKED = {"id": "U90", "on": "2018-04-09", "by": "delia", "with": "ota", "kind": "nudge", "channel": "email"}


@pytest.fixture
def desk(visit, beston):
    return LettersPage(lambda: visit(beston.delia), beston)


@pytest.fixture
def asked(beston, engine):
    """Delia wrote to Euan on Monday, and asked how the meanings are coming along."""
    with writing(engine) as db:
        draft = Draft(beston.record)
        draft.add(("follow_ups",), ASKED | {"about": ["A14"], "said": "How goes it?"})
        draft.write(db, Said(None, "delia", date(2018, 4, 9), now()))
    with writing(engine) as db:
        whose = {"in_series": beston.series_id, "person": "ota", "to_address": "euan@example.org"}
        what = {"subject": "How is it going?", "message_id": "U90", "slot": "2018-04-09", "follow_up": "U90"}
        when = {"created_at": now(), "next_try_at": now(), "sent_at": now(), "state": "sent"}
        letter = OutboxLetter(kind="nudge", about="A14", text="How goes it?", **whose, **what, **when)
        db.add(letter)
        db.flush()
        return letter.id


def test_it_is_sent_until_there_is_an_answer_and_then_what_it_was(desk, asked, links):
    page = f"{desk.page}/{asked}"
    assert "Euan Grant: sent." in shown(desk, page)
    assert "Answered" not in desk.text
    links.opened("ota").send("action", "A14", answer="moving", line_moving="Seven of nine are in")
    assert "Euan Grant: answered: it is moving." in shown(desk, page)
    assert "Answered: it is moving." in desk.text
    assert "Seven of nine" not in desk.text


def test_taken_back_it_is_sent_again(desk, asked, links):
    euan = links.opened("ota")
    euan.send("action", "A14", answer="moving")
    euan.send("back", "A14", sure="yes")
    assert "Answered" not in desk.text


@pytest.mark.parametrize(
    "heard, says",
    [
        ({"result": "no_answer"}, ""),
        ({"heard": "He was glad"}, "Answered."),
        ({"result": "done", "heard": "He was glad"}, "Answered: it is done."),
    ],
)
def test_so_does_what_was_heard_in_another_way(desk, asked, beston, engine, heard, says):
    with writing(engine) as db:
        draft = Draft(beston.record)
        draft.change(("follow_ups", "U90"), heard)
        draft.write(db, Said(None, "delia", date(2018, 4, 11), now()))
    assert says in desk.text
    assert ("Answered" in desk.text) == bool(says)


def shown(desk, page: str) -> str:
    return desk.browser.get(page).text.replace("<bdi hx-ignore>", "").replace("</bdi>", "")
