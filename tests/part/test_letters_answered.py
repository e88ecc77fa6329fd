"""A letter that was sent says whether it has been answered, as soon as its reader or somebody else has said so."""

from datetime import date

import pytest

from app.clock import now
from app.db import writing
from app.keeping.draft import Draft
from app.record.acting import Said
from tests.letters.conftest import LettersPage, rows


@pytest.fixture
def desk(visit, beston):
    return LettersPage(lambda: visit(beston.delia), beston)


@pytest.fixture
def handed_over(desk, db):
    """Ruth has been thanked for her table at the day centre."""
    desk.send("thanks/lib/A17")
    letter = rows(db)[0]
    db.rollback()
    desk.act(letter.id, "I have handed it over")
    return letter


def test_it_is_sent_until_there_is_an_answer_and_then_what_it_was(desk, handed_over, links, at, visit, beston):
    page = f"{desk.page}/{handed_over.id}"
    assert "Ruth Menzies: sent." in shown(desk, page)
    assert "Answered" not in desk.text
    at("2018-04-12T09:00:00+01:00")
    links.opened("lib").send("again", "A17", sure="yes", line_open_again="There is a second table to find")
    desk = LettersPage(lambda: visit(beston.delia), beston)
    assert "Ruth Menzies: answered: it is moving." in shown(desk, page)
    assert "Handed over by hand. Answered: it is moving." in desk.text
    assert "second table" not in desk.text


@pytest.mark.parametrize(
    "heard, says",
    [
        ({"result": "no_answer"}, "Handed over by hand.</p>"),
        ({"heard": "She was glad"}, "Handed over by hand. Answered.</p>"),
        ({"result": "done", "heard": "She was glad"}, "Handed over by hand. Answered: it is done.</p>"),
    ],
)
def test_so_does_what_was_heard_in_another_way(desk, handed_over, beston, engine, heard, says):
    with writing(engine) as db:
        draft = Draft(beston.record)
        draft.change(("follow_ups", handed_over.follow_up), heard)
        draft.write(db, Said(None, "delia", date(2018, 4, 11), now()))
    assert says in desk.text


def shown(desk, page: str) -> str:
    return desk.browser.get(page).text.replace("<bdi hx-ignore>", "").replace("</bdi>", "")
